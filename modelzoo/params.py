"""Typed parameters: what a constructor's signature says of each, checked wherever a value comes from.

A parameter is `Annotated` with a `Range` where it has bounds, and with a sentence of help; the last of each is taken.
"""

import inspect
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal, NewType, TypeGuard, get_args, get_origin, get_type_hints

from modelzoo.errors import ParamError
from modelzoo.graph import Value

Kind = Literal["int", "float", "bool", "choice", "pair", "text", "graph"]
Pair = int | tuple[int, int]
"""One number for both directions, or (height, width)."""
GraphText = NewType("GraphText", str)
"""A graph as the text that `graph_json` writes."""


@dataclass(frozen=True)
class Range:
    """The bounds of a number, the words that may stand in its place, and one sentence of help."""

    minimum: float
    maximum: float
    help: str = ""
    words: tuple[str, ...] = ()


Channels = Annotated[int, Range(1, 65536, "Channels of the output")]
Kernel = Annotated[Pair, Range(1, 255, "Kernel size in pixels: one number, or height x width")]
Stride = Annotated[Pair, Range(1, 64, "Step of the kernel in pixels: one number, or height x width")]
Padding = Annotated[
    Pair | str,
    Range(
        0, 255, "Zero padding in pixels; 'half' pads by half the kernel, which keeps the size at stride 1", ("half",)
    ),
]
Dilation = Annotated[Pair, Range(1, 64, "Distance of the kernel's taps in pixels")]
Groups = Annotated[int, Range(1, 65536, "Channels are split into so many groups that do not see each other")]
Factor = Annotated[int, Range(1, 64, "By how much each side grows or shrinks")]
Fraction = Annotated[float, Range(0.0, 1.0, "A share between 0 and 1")]
Width = Annotated[float, Range(0.01, 16.0, "Multiplier of all channel counts")]
_Activation = Literal[
    "none", "relu", "relu6", "leaky_relu", "prelu", "elu", "gelu", "silu", "hardswish", "hardsigmoid", "sigmoid", "tanh"
]
Activation = Annotated[_Activation, "Activation function"]
Norm = Annotated[
    Literal["none", "batch", "instance", "group", "layer"],
    "What brings the values after a convolution to a common scale",
]
Bias = Annotated[bool, "Whether each channel has a learned number added to it"]


@dataclass(frozen=True)
class Param:
    """One parameter of a block or an architecture. `choices` are the words it may take (all of them, for a choice)."""

    name: str
    kind: Kind
    default: Value
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    help: str = ""

    def check(self, value: object) -> Value:
        """The value in its canonical form; raises ParamError with the bounds where it does not fit."""
        if isinstance(value, str) and value in self.choices:
            return value
        match self.kind:
            case "text" | "graph" if isinstance(value, str):
                return value
            case "bool" if isinstance(value, bool):
                return value
            case "int" | "pair" if _is_int(value):
                self._check_bounds(value)
                return value
            case "float" if _is_int(value) or isinstance(value, float):
                self._check_bounds(value)
                return float(value)
            case "pair" if isinstance(value, list | tuple) and len(value) == 2 and all(map(_is_int, value)):
                height, width = value
                self._check_bounds(min(value))
                self._check_bounds(max(value))
                return height if height == width else (height, width)
        raise ParamError(self.name, f"cannot be {value!r}: it takes {self.describe()}.")

    def parse(self, text: str) -> Value:
        """A value as typed by a person: 3, 0.5, yes, 3x1, half."""
        text = text.strip()
        match self.kind:
            case "bool" if text.lower() in _YES | _NO:
                return text.lower() in _YES
            case "int" | "float" | "pair":
                return self.check(_number(text))
        return self.check(text)

    def describe(self) -> str:
        """What values fit, in words."""
        number = {
            "int": "a whole number",
            "float": "a number",
            "pair": "a whole number or height x width",
            "text": "any text",
            "graph": "a graph",
        }.get(self.kind)
        bounds = (
            f"{number} from {self.minimum:g} to {self.maximum:g}" if self.minimum is not None and number else number
        )
        words = "yes or no" if self.kind == "bool" else " or ".join(filter(None, [", ".join(self.choices)]))
        return " or ".join(filter(None, [bounds, words]))

    def _check_bounds(self, value: float) -> None:
        low, high = self.minimum, self.maximum
        if (low is not None and not value >= low) or (high is not None and not value <= high):
            raise ParamError(self.name, f"cannot be {value_text(value)}: it takes {self.describe()}.")


_YES = {"yes", "true", "on", "1"}
_NO = {"no", "false", "off", "0"}


def value_text(value: Value) -> str:
    """A value as a person types it; `Param.parse` reads it back."""
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return f"{value[0]}x{value[1]}"
        case float():
            return short if float(short := f"{value:g}") == value else repr(value)
    return str(value)


def check_all(params: Iterable[Param], values: dict[str, Any]) -> tuple[tuple[str, Value], ...]:
    """Every parameter with its checked value, defaults filled in; raises ParamError on a name that does not exist."""
    known = {param.name: param for param in params}
    for name in values:
        if name not in known:
            raise ParamError(name, f"is not a parameter here: there are {', '.join(known) or 'none'}.")
    return tuple((name, param.check(values.get(name, param.default))) for name, param in known.items())


def parse_settings(text: str, params: tuple[Param, ...]) -> dict[str, Value]:
    """Values as a person writes them, "width=0.5,classes=10". Raises ParamError."""
    known = {param.name: param for param in params}
    values: dict[str, Value] = {}
    for part in filter(None, text.split(",")):
        key, equals, value = part.partition("=")
        if not equals or key.strip() not in known:
            raise ParamError(
                part.strip(), f"is not a setting here: write name=value with {', '.join(known) or 'nothing'}."
            )
        values[key.strip()] = known[key.strip()].parse(value)
    return values


def read_params(function: Callable[..., object], injected: Iterable[str] = ()) -> tuple[Param, ...]:
    """The parameters of a signature, from its annotations and defaults; those in `injected` are left out."""
    hints = get_type_hints(function, include_extras=True)
    skipped = {"self", *injected}
    return tuple(
        _read(name, hints[name], parameter.default)
        for name, parameter in inspect.signature(function).parameters.items()
        if name not in skipped
    )


def _read(name: str, hint: Any, default: Any) -> Param:
    base, *said = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    bounds = next((each for each in reversed(said) if isinstance(each, Range)), None)
    help = next((each for each in reversed(said) if isinstance(each, str)), bounds.help if bounds else "")
    if default is inspect.Parameter.empty:
        raise TypeError(f"{name} needs a default value")
    if get_origin(base) is Literal:
        return Param(name, "choice", default, choices=get_args(base), help=help)
    kinds: dict[Any, Kind] = {int: "int", float: "float", bool: "bool", str: "text", GraphText: "graph"}
    kind = kinds.get(base) or ("pair" if get_origin(base) is types.UnionType else None)
    if kind is None:
        raise TypeError(f"{name} has no type that a parameter can have: {hint}")
    if bounds is None:
        return Param(name, kind, default, help=help)
    return Param(name, kind, default, bounds.minimum, bounds.maximum, bounds.words, help)


def _is_int(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(text: str) -> object:
    parts = text.lower().replace("×", "x").split("x")
    try:
        return int(text) if len(parts) == 1 else tuple(int(part) for part in parts)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text
