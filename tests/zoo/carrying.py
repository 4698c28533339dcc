"""The weights of an independent implementation carried over to ours, and both run on the same picture."""

from collections.abc import Iterable, Sequence

import torch
from torch import Tensor, nn

from modelzoo.build import build, example_inputs
from modelzoo.zoo import open_model


def unsettle(module: nn.Module, seed: int = 0) -> None:
    """Give the batch norms statistics and weights that an implementation which forgot one of them would not match."""
    random = torch.Generator().manual_seed(seed)
    for each in module.modules():
        if isinstance(each, nn.BatchNorm2d):
            around = [(each.running_var, 1.0), (each.weight, 1.0), (each.running_mean, 0.0), (each.bias, 0.0)]
            for values, middle in around:
                if values is not None:
                    values.data.uniform_(middle - 0.2, middle + 0.2, generator=random)


def carry(theirs: nn.Module, ours: nn.Module) -> None:
    """Every weight and statistic in order of definition; a bias that only ours has becomes zero."""
    given = [(name, value) for name, value in theirs.state_dict().items() if "num_batches" not in name]
    carried: dict[str, Tensor] = {}
    for name, own in ours.state_dict().items():
        if "num_batches" in name:
            carried[name] = own
        elif given and given[0][1].numel() == own.numel() and _alike(given[0][0], name):
            carried[name] = given.pop(0)[1].reshape(own.shape)
        elif name.endswith("bias"):
            carried[name] = torch.zeros_like(own)
        else:
            raise AssertionError(f"{name} {tuple(own.shape)} meets {[(n, tuple(v.shape)) for n, v in given[:3]]}")
    assert not given, f"nothing of ours takes {[name for name, _ in given]}"
    ours.load_state_dict(carried)


def at_any_size(theirs: nn.Module) -> nn.Module:
    """Their network with a global pool where it has one that fits a single size of picture."""
    end = next(each for each in theirs.modules() if hasattr(each, "final_pool"))
    end.final_pool = nn.AdaptiveAvgPool2d(1)
    return theirs


def assert_same_outputs(theirs: nn.Module, model: str, *sizes: int) -> None:
    """Their module and the model of ours that is named so, weights carried over, agree on square pictures."""
    unsettle(theirs.eval())
    for size in sizes:
        opened = open_model(model, str(size))
        ours = build(opened.graph, opened.size)
        carry(theirs, ours)
        assert_agree(theirs, ours, example_inputs(opened.graph, opened.size))


def assert_agree(theirs: nn.Module, ours: nn.Module, inputs: Sequence[Tensor]) -> None:
    """Both make the same of the same inputs, within 1e-4 of the largest output."""
    with torch.no_grad():
        expected, found = _flat(theirs(*inputs)), _flat(ours(*inputs))
    assert len(expected) == len(found)
    for one, other in zip(expected, found, strict=True):
        assert one.shape == other.shape
        assert one.std() > 1e-3 * one.abs().max() > 0
        assert (one - other).abs().max() <= 1e-4 * one.abs().max()


def _alike(one: str, other: str) -> bool:
    return one.rpartition(".")[2] == other.rpartition(".")[2]


def _flat(outputs: Tensor | Iterable[Tensor]) -> list[Tensor]:
    return [outputs] if isinstance(outputs, Tensor) else list(outputs)
