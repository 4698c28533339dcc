"""What a module does, step by step: which layers it runs and which functions join them, seen while it runs."""

from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn, no_grad
from torch.overrides import TorchFunctionMode


@dataclass(frozen=True)
class Step:
    """One layer that ran, under its path in the module, or one function, under its name."""

    path: str
    layer: nn.Module | None
    inputs: tuple[Tensor, ...]
    arguments: tuple[Any, ...]
    outputs: tuple[Tensor, ...]


def record(
    module: nn.Module, inputs: Collection[Tensor], leaves: Collection[type[nn.Module]]
) -> tuple[list[Step], Tensor]:
    """Run the module; gives what it does, in order, and its output.

    Modules of the types in `leaves`, and inner ones without children, are one step each. Tensors are told apart by
    their identity: a step's inputs are outputs of earlier steps, or `inputs`.
    """
    found = _Functions()
    with ExitStack() as stack:
        for path, each in _leaves(module, tuple(leaves), ""):
            stack.callback(each.register_forward_pre_hook(found.enter).remove)
            stack.callback(each.register_forward_hook(_Leave(found, path)).remove)
        stack.enter_context(no_grad())
        stack.enter_context(found)
        output: Tensor = module(*inputs)
    return found.steps, output


class _Functions(TorchFunctionMode):
    """Notes every function on tensors that is called outside of a leaf."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[Step] = []
        self.inside = 0

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = func(*args, **(kwargs or {}))
        outputs = _tensors((result,))
        if not self.inside and outputs:
            rest = (*(each for each in args if not _tensors((each,))), *(kwargs or {}).values())
            self.steps.append(Step(func.__name__, None, _tensors(args), rest, outputs))
        return result

    def enter(self, module: nn.Module, inputs: Any) -> None:
        """A leaf begins."""
        self.inside += 1


class _Leave:
    """A leaf ends."""

    def __init__(self, found: _Functions, path: str) -> None:
        self.found, self.path = found, path

    def __call__(self, module: nn.Module, inputs: Any, output: Any) -> None:
        self.found.inside -= 1
        self.found.steps.append(Step(self.path, module, _tensors(inputs), (), _tensors((output,))))


def _leaves(module: nn.Module, types: tuple[type[nn.Module], ...], path: str) -> list[tuple[str, nn.Module]]:
    children = list(module.named_children())
    if isinstance(module, types) or (path and not children):
        return [(path, module)]
    return [found for name, each in children for found in _leaves(each, types, f"{path}.{name}" if path else name)]


def _tensors(values: Any) -> tuple[Tensor, ...]:
    """The tensors among the values, those in lists and tuples too."""
    found: list[Tensor] = []
    for value in values:
        if isinstance(value, Tensor):
            found.append(value)
        elif isinstance(value, list | tuple):
            found += _tensors(value)
    return tuple(found)
