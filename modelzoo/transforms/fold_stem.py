"""Data folding at the input, and the convolution behind it that does exactly what the first convolution did."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import gcd
from typing import Annotated, Any

from torch import Tensor

from modelzoo.catalog import find_block
from modelzoo.convolutions import is_dense, number, padding, sides
from modelzoo.errors import GraphError
from modelzoo.graph import Graph, Node, Size
from modelzoo.params import Range
from modelzoo.rewriting import fresh, reads_input, rewrite
from modelzoo.transforming import Ids, transform

Factor = Annotated[int, Range(2, 16, "Squares of so many pixels a side become channels; it divides height and width")]


_FAR = 64
"""Pixels by which a larger input is looked for that can be folded."""


@dataclass(frozen=True)
class _Axis:
    """One direction of a convolution whose input is folded.

    phases: how many of its outputs, one after another, become channels of one. stride, before, kernel: of the new
    convolution, `before` being its padding at the top or left.
    """

    factor: int
    taps: int
    step: int
    padding: int
    distance: int

    @property
    def phases(self) -> int:
        return self.factor // gcd(self.factor, self.step)

    @property
    def stride(self) -> int:
        return self.step // gcd(self.factor, self.step)

    @property
    def before(self) -> int:
        return -(-self.padding // self.factor)

    @property
    def kernel(self) -> int:
        return 1 + max(row for _, _, row, _ in self.places())

    def places(self) -> Iterator[tuple[int, int, int, int]]:
        """For each phase and tap: the tap of the new convolution, and the part of the folded pixel, that it becomes."""
        for phase in range(self.phases):
            for tap in range(self.taps):
                place = phase * self.step + tap * self.distance - self.padding
                yield phase, tap, place // self.factor + self.before, place % self.factor

    def after(self, pixels: int) -> int | None:
        """The padding at the bottom or right for a picture of so many pixels; None where the result cannot be had."""
        outputs = (pixels + 2 * self.padding - self.distance * (self.taps - 1) - 1) // self.step + 1
        if outputs % self.phases or pixels % self.factor:
            return None
        wanted, there = outputs // self.phases, pixels // self.factor + self.before
        for more in (self.before, max(0, (wanted - 1) * self.stride + self.kernel - there)):
            if (there + more - self.kernel) // self.stride + 1 == wanted:
                return more
        return None


@transform(
    "fold_stem",
    title="Data folding before the first convolution",
    group="Blocks",
    needs="a convolution in one group that reads the picture, without a norm that its outputs share",
    brief="folded by {factor}",
)
def fold_stem(graph: Graph, ids: Ids, size: Size, factor: Factor = 2) -> Graph:
    """Squares of pixels become channels, and the first convolution one that does the same with those.

    With its weights rearranged the outputs are equal. Its kernel shrinks by the factor and what it does not look at
    costs nothing on hardware that is fast on many channels; taps that fall outside of the old kernel are zero. Where
    the factor does not divide the stride, it makes several outputs at once, which are unfolded again.
    """

    def change(node: Node) -> list[Node] | None:
        if not is_dense(node) or not reads_input(graph, node):
            return None
        return _folded(graph, node, size, factor)

    return rewrite(graph, ids, change)


def _folded(graph: Graph, node: Node, size: Size, factor: int) -> list[Node] | None:
    down, across = _axes(node, factor)
    if down.phases != across.phases or (down.phases > 1 and node.values["norm"] not in ("none", "batch")):
        return None
    more = down.after(size[0]), across.after(size[1])
    if None in more:
        raise GraphError(
            f"{node.id}: {size[0]}x{size[1]} pixels cannot be folded by {factor}.{_advice(size, down, across)}"
        )
    made = [find_block("fold").node(fresh(graph, node.id, "fold"), node.inputs, factor=factor)]
    around: Any = (down.before, across.before)
    if more != around:
        sides = {"top": down.before, "left": across.before, "bottom": more[0], "right": more[1]}
        made.append(find_block("zero_pad").node(fresh(graph, node.id, "pad"), [made[-1].id], **sides))
        around = 0
    values: dict[str, Any] = {"kernel": (down.kernel, across.kernel), "stride": (down.stride, across.stride)}
    values |= {"out": number(node, "out") * down.phases**2, "padding": around, "dilation": 1}
    made.append(find_block("conv").node(node.id, [made[-1].id], **(node.values | values)))
    if down.phases > 1:
        made.append(find_block("unfold").node(fresh(graph, node.id, "unfold"), [node.id], factor=down.phases))
    return made


def _advice(size: Size, down: _Axis, across: _Axis) -> str:
    """The next larger size of the input that can be folded."""
    found = [
        next((more for more in range(pixels, pixels + _FAR) if axis.after(more) is not None), None)
        for pixels, axis in zip(size, (down, across), strict=True)
    ]
    return "" if None in found else f" Choose another input size, such as {found[0]}x{found[1]}."


def folded_state(node: Node, state: Mapping[str, Tensor], factor: int) -> dict[str, Tensor]:
    """The weights of the convolution that stands in this one's place, from those of this one."""
    down, across = _axes(node, factor)
    often = down.phases * across.phases
    made = dict(state)
    for name, value in state.items():
        of_channels = name.startswith("conv.") or (name.startswith("after.0.") and node.values["norm"] != "none")
        if name == "conv.weight":
            made[name] = _folded_weight(value, down, across)
        elif of_channels and value.ndim:
            made[name] = value.repeat_interleave(often)
    return made


def _folded_weight(weight: Tensor, down: _Axis, across: _Axis) -> Tensor:
    out, channels = weight.shape[:2]
    parts = (out, down.phases, across.phases, channels, down.factor, across.factor, down.kernel, across.kernel)
    made = weight.new_zeros(parts)
    for phase, tap, row, part in down.places():
        for phase2, tap2, column, part2 in across.places():
            made[:, phase, phase2, :, part, part2, row, column] = weight[:, :, tap, tap2]
    return made.flatten(3, 5).flatten(0, 2)


def _axes(node: Node, factor: int) -> tuple[_Axis, _Axis]:
    kernel, stride, distance = (sides(node, name) for name in ("kernel", "stride", "dilation"))
    down, across = (_Axis(factor, *each) for each in zip(kernel, stride, padding(node), distance, strict=True))
    return down, across
