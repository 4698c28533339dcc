"""A user's trained numbers put into a network by name. Files are data here: nothing in them is ever run."""

import pickle
import warnings
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from modelzoo.build import build
from modelzoo.errors import WeightsError
from modelzoo.exports import Fit
from modelzoo.graph import Graph, Size
from modelzoo.ops import Blank

_WRAPPERS = ("state_dict", "model_state_dict", "model")
"""Under what training programs put the state dict among other things that they keep."""

_PREFIXES = ("module.", "_orig_mod.", "model.")
"""What wrappers of networks put before each name."""

_UNREADABLE = (
    pickle.UnpicklingError,
    SafetensorError,
    RuntimeError,
    EOFError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    OverflowError,
    AssertionError,
    ImportError,
)


def load_weights(network: nn.Module, path: str) -> Fit:
    """Put into the network what fits of a file's state dict, and tell what does not.

    Raises WeightsError where the file is none of ours to read, or nothing in it fits.
    """
    fitting, fit = _fitted(network, path)
    network.load_state_dict(fitting, strict=False)
    return fit


def fit_weights(graph: Graph, size: Size, path: str) -> Fit:
    """How a file's state dict would fit the graph's network, which is not filled with numbers for that.

    Raises what `load_weights` and `build` raise.
    """
    with Blank(torch.device("meta")):
        network = build(graph, size)
    return _fitted(network, path)[1]


def _fitted(network: nn.Module, path: str) -> tuple[dict[str, Tensor], Fit]:
    """What fits of a file, by the network's names."""
    given = read_weights(path)
    own = {name: value for name, value in network.state_dict().items() if "num_batches_tracked" not in name}
    given = _named_alike(given, set(own))
    fitting = {name: value for name, value in given.items() if name in own and value.shape == own[name].shape}
    if not fitting and own:
        raise WeightsError(path, f"holds nothing that fits: it names {_some(given)}, the network {_some(own)}.")
    wrong = [name for name in given if name in own and name not in fitting]
    return fitting, Fit(
        loaded=tuple(fitting),
        missing=tuple(name for name in own if name not in given),
        unexpected=tuple(name for name in given if name not in own and "num_batches_tracked" not in name),
        misshapen=tuple((name, tuple(own[name].shape), tuple(given[name].shape)) for name in wrong),
    )


def read_weights(path: str) -> dict[str, Tensor]:
    """The tensors of a .safetensors or .pt file by their names. Raises WeightsError on anything else."""
    try:
        found = load_file(path) if Path(path).suffix == ".safetensors" else _unpickled(path)
    except OSError as error:
        raise WeightsError(path, f"cannot be read: {error.strerror or error}.") from None
    except _UNREADABLE as error:
        raise WeightsError(path, _reason(path, error)) from None
    for name in _WRAPPERS:
        if isinstance(found, dict) and isinstance(found.get(name), dict):
            found = found[name]
    if not isinstance(found, dict) or not any(isinstance(each, Tensor) for each in found.values()):
        raise WeightsError(path, "holds no state dict: tensors by their names.")
    return {str(name): value for name, value in found.items() if isinstance(value, Tensor)}


def _unpickled(path: str) -> Any:
    """The plain data in a file of torch: what would run code on being read is refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it is about to refuse
        return torch.load(path, map_location="cpu", weights_only=True)


def _reason(path: str, error: BaseException) -> str:
    """What is wrong with a file that was refused."""
    with Path(path).open("rb") as file:
        is_pickle = file.read(2).startswith((b"\x80", b"PK"))
    if is_pickle and isinstance(error, pickle.UnpicklingError) and "weights_only" in str(error).lower():
        return "holds more than tensors, which could run code on being read. Save the state dict alone."
    if isinstance(error, pickle.UnpicklingError):
        return "is no file of weights."
    if isinstance(error, EOFError) or "central directory" in str(error):
        return "is no file of weights: its end is missing."
    return f"is no file of weights: {str(error).strip().partition(chr(10))[0] or type(error).__name__}"


def _named_alike(given: dict[str, Tensor], own: set[str]) -> dict[str, Tensor]:
    """The tensors without what wrappers put before all names, where none fits with it."""
    while given and not own & given.keys():
        prefix = next((each for each in _PREFIXES if all(name.startswith(each) for name in given)), None)
        if prefix is None:
            break
        given = {name.removeprefix(prefix): value for name, value in given.items()}
    return given


def _some(names: Any) -> str:
    first = list(names)[:3]
    return ", ".join(first) + (" ..." if len(names) > 3 else "") if first else "nothing"
