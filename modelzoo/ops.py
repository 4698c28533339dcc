"""What torch's own operators do while a module runs on the meta device: flops, traffic, and which tensors live when."""

from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from typing import Any

from torch import Tensor
from torch.utils._device import DeviceContext
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

from modelzoo.foretelling import FORETOLD


class Blank(DeviceContext):
    """Modules made inside lie on the device and draw no weights, which would take most of the time."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if getattr(func, "__module__", "") == "torch.nn.init":
            return args[0] if args else kwargs["tensor"]
        return super().__torch_function__(func, types, args, kwargs)  # type: ignore[no-untyped-call]


class Ops(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Every aten op that runs inside: its flops, its traffic, and what it reads and writes.

    weights: the storages of which traffic is counted apart as well.
    """

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        return False  # nothing is compiled here, and the wrapper costs more than the work

    def __init__(self, weights: Container[int] = ()) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.flops = self.traffic = self.weight_traffic = 0
        self._weights = weights
        self.uncounted: Counter[str] = Counter()
        self._steps: list[tuple[set[int], dict[int, int]]] = []
        self._kept: list[Tensor] = []

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        name = func._overloadpacket.__name__
        known = FORETOLD.get(name)
        result = known(*args) if known else func(*args, **kwargs)
        read = list(_tensors((*args, *kwargs.values())))
        written = [each for each in _tensors((result,)) if each.numel()]
        self._kept += read + written  # a storage that dies could lend its address to another
        formula = flop_registry.get(func._overloadpacket)
        if formula is not None:
            self.flops += _flops(formula, args, kwargs, result)
            self.traffic += sum(map(tensor_bytes, read + written))
            self.weight_traffic += sum(tensor_bytes(each) for each in read if storage(each) in self._weights)
        elif name not in _MOVES_ONLY:
            self.uncounted[name.strip("_")] += 1
        reads = {storage(each) for each in read}
        made = {storage(each): tensor_bytes(each) for each in written}
        self._steps.append((reads, {each: size for each, size in made.items() if each not in reads}))
        return result

    @property
    def written(self) -> int:
        """Bytes of all tensors that were made."""
        return sum(sum(made.values()) for _, made in self._steps)

    def most_alive(self, output: Tensor) -> int:
        """Peak of the bytes made and still needed, each tensor freed after its last reader; the output is kept."""
        last = {each: at for at, (reads, made) in enumerate(self._steps) for each in (*reads, *made)}
        last[storage(output)] = len(self._steps)
        alive: dict[int, int] = {}
        most = 0
        for at, (_, made) in enumerate(self._steps):
            alive |= made
            most = max(most, sum(alive.values()))
            alive = {each: taken for each, taken in alive.items() if last[each] > at}
        return most


def _flops(formula: Callable[..., int], args: Any, kwargs: Any, result: Any) -> int:
    """What the formula counts. It works on shapes, which torch's wrapper around it takes its time to find."""
    plain = getattr(formula, "__wrapped__", None)
    if plain is None or kwargs or not isinstance(result, Tensor):
        return formula(*args, **kwargs, out_val=result)
    shapes = (each.shape if isinstance(each, Tensor) else each for each in args)
    return int(plain(*shapes, out_shape=result.shape))


_MOVES_ONLY = frozenset(
    "view _unsafe_view reshape permute transpose t expand select slice unsqueeze squeeze clone copy_ cat stack "
    "constant_pad_nd pixel_unshuffle pixel_shuffle detach alias split split_with_sizes chunk contiguous empty _to_copy "
    "unbind narrow new_empty zeros ones full lift_fresh channel_shuffle native_channel_shuffle".split()
)


def _tensors(values: Sequence[Any]) -> Iterator[Tensor]:
    for value in values:
        if isinstance(value, Tensor):
            yield value
        elif isinstance(value, list | tuple):
            yield from _tensors(value)


def storage(tensor: Tensor) -> int:
    """What tensors that share their memory have in common, while they live."""
    return int(tensor.untyped_storage()._cdata)


def tensor_bytes(tensor: Tensor) -> int:
    """Bytes of a tensor's values."""
    return tensor.numel() * tensor.element_size()
