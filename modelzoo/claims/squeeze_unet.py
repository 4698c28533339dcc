"""Claims on the lightweight variations of Squeeze U-Net: the article's tables against its text and our counts."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import torch
from torch.nn.functional import conv2d, pixel_shuffle

from modelzoo.claims.counting import Model, separable_saving
from modelzoo.claims.texts import SQUEEZE_UNET as TEXT
from modelzoo.claims.texts import Outcome, contradicts, holds, percent
from modelzoo.registry import build_module
from modelzoo.reproduce import table3

_UNET, _SEPARABLE, _PLAIN = "Squeeze U-Net", "Squeeze U-Net with dep_sep_conv", "Squeeze Encoder Decoder"
_L3UNET, _EDGESEGNET = "L3U-Net", "EdgeSegNet"


@dataclass(frozen=True)
class _Printed:
    """A row of the article's table 3: parameters, mult-adds and pass size in millions, runtime in seconds."""

    parameters: int
    mult_adds: float
    pass_size: float
    runtime: float


@dataclass(frozen=True)
class _Trained:
    """A row of the article's table 4."""

    train_loss: float
    val_loss: float
    val_distance: float


_TABLE4 = {
    _UNET: _Trained(0.0025, 0.0054, 0.0094),
    _PLAIN: _Trained(0.0309, 0.0343, 0.0575),
    _L3UNET: _Trained(0.0080, 0.0084, 0.0131),
    _EDGESEGNET: _Trained(0.0016, 0.0039, 0.0077),
}


@TEXT.claim("C1", "table 3: 15 counts", _UNET, _SEPARABLE, _PLAIN, _L3UNET, _EDGESEGNET)
def counts_of_table_3(*_: Model) -> Outcome:
    """Table 3 gives parameters, mult-adds and pass size of five models at 3x64x64."""
    counts = [row for row in table3() if row.agrees is not None]
    models = list(dict.fromkeys(row.name for row in counts))
    exact = [name for name in models if all(row.agrees for row in counts if row.name == name)]
    return Outcome(
        f"{sum(row.agrees or False for row in counts)} of {len(counts)} to the digit",
        holds(exact == models),
        f"{' and '.join(exact)} agree in every figure, counted as torchinfo does. The article describes the other "
        "models too briefly to be rebuilt; ours follow the nearest public plans, so the difference may be ours.",
    )


@TEXT.claim("C2", "0.0122 s in the text, 0.0102 s in table 3", _PLAIN)
def runtime_without_skips(_: Model) -> Outcome:
    """Without its skips Squeeze U-Net takes 0.0122 s, as reported in table 3."""
    return _against_table(
        _PLAIN,
        0.0122,
        "That row has the other transposed Fire module too, so the text may mean "
        "the model before that change; no row shows it.",
    )


@TEXT.claim("C3", "0.0077 s in the text, 0.0066 s in table 3", _EDGESEGNET)
def runtime_of_edgesegnet(_: Model) -> Outcome:
    """EdgeSegNet has the shortest runtime, 0.0077 s."""
    elsewhere = _TABLE4[_EDGESEGNET].val_distance
    return _against_table(
        _EDGESEGNET,
        0.0077,
        f"{elsewhere} is its validation distance in table 4. The shortest runtime it has in either case.",
    )


@TEXT.claim("C4", "greatly reduced, but not the runtime", _UNET, _SEPARABLE)
def separable_unet(_: Model, __: Model) -> Outcome:
    """Depthwise-separable convolutions greatly reduce parameters and computation, but hardly the runtime."""
    smaller, cheaper, _lighter, faster = _ratios(_UNET, _SEPARABLE)
    return Outcome(
        f"{smaller:.2f} and {cheaper:.2f} times less, {faster:.2f} times faster",
        holds(min(smaller, cheaper) > 4 and faster < 1.25),
        "From the printed figures of table 3.",
    )


@TEXT.claim("C5", "by a factor of 14, virtually in half", _UNET, _L3UNET)
def l3unet_against_unet(_: Model, __: Model) -> Outcome:
    """L3U-Net cuts the parameters by a factor of 14 and the runtime virtually in half."""
    smaller, _cheaper, _lighter, faster = _ratios(_UNET, _L3UNET)
    return Outcome(
        f"{smaller:.2f} times fewer, {faster:.2f} times faster",
        holds(int(smaller) == 14 and 1.75 < faster < 2.25),
        f'From table 3. {percent(1 - 1 / faster, 0)} of the runtime are gone: "virtually in half" is generous.',
    )


@TEXT.claim("C6", "1/4 of the parameters, half the pass size", _EDGESEGNET, _UNET, _L3UNET)
def edgesegnet_against_both(*_: Model) -> Outcome:
    """EdgeSegNet has a quarter of Squeeze U-Net's parameters and half of L3U-Net's pass size, yet saves less."""
    edge, unet, l3unet = (_table3()[name] for name in (_EDGESEGNET, _UNET, _L3UNET))
    quarter, half = edge.parameters / unet.parameters, edge.pass_size / l3unet.pass_size
    return Outcome(
        f"{quarter:.3f} of the parameters, {half:.3f} of the pass size",
        holds(
            round(4 * quarter) == round(2 * half) == 1
            and edge.parameters > l3unet.parameters
            and edge.mult_adds > l3unet.mult_adds
        ),
        f"From table 3; L3U-Net has fewer parameters ({l3unet.parameters:,}) and mult-adds ({l3unet.mult_adds} M) "
        "still.",
    )


@TEXT.claim("C7", "lower in all three columns", _EDGESEGNET, _UNET)
def edgesegnet_distils_better(_: Model, __: Model) -> Outcome:
    """EdgeSegNet distils better than the original Squeeze U-Net: lower training loss, validation loss and distance."""
    edge, unet = (_columns(name) for name in (_EDGESEGNET, _UNET))
    return Outcome(
        ", ".join(f"{mine} < {its}" for mine, its in zip(edge, unet, strict=True)),
        holds(all(mine < its for mine, its in zip(edge, unet, strict=True))),
        "From the printed figures of table 4.",
    )


@TEXT.claim("C8", "clearly underfits", _PLAIN, _UNET)
def plain_underfits(_: Model, __: Model) -> Outcome:
    """Squeeze Encoder Decoder clearly underfits."""
    ratio = _TABLE4[_PLAIN].train_loss / _TABLE4[_UNET].train_loss
    return Outcome(
        f"{ratio:.1f} times the training loss",
        holds(ratio > 2),
        "From table 4: already on what it was trained on it is so much worse than Squeeze U-Net.",
    )


@TEXT.claim("C9", "all greatly reduced", _UNET, _PLAIN)
def plain_is_smaller(_: Model, __: Model) -> Outcome:
    """The other transposed Fire module greatly reduces parameters, computation and pass size."""
    smaller, cheaper, lighter, faster = _ratios(_UNET, _PLAIN)
    return Outcome(
        f"{smaller:.2f}, {cheaper:.2f} and {lighter:.2f} times less",
        holds(min(smaller, cheaper, lighter) > 2),
        f"From table 3. The row has lost its skips too, so not all of it is the module's; the runtime falls by "
        f"{faster:.2f} only.",
    )


@TEXT.claim("C10", "it is the runtime's gain that shrinks, S = 64 to 4", _UNET, _SEPARABLE)
def separable_by_resolution(_: Model, __: Model) -> Outcome:
    """A separable convolution from 64 to 128 channels gains less runtime the smaller the picture is."""
    sides = (4, 8, 16, 32, 64)
    ratios = {round(separable_saving(side), 2) for side in sides}
    return Outcome(
        f"{' or '.join(map(str, sorted(ratios)))} times fewer MACs at every S",
        holds(len(ratios) == 1),
        "Decided is only that nothing on paper shrinks: the saving of MACs is the same at S = 4, 8, 16, 32 and 64. The "
        "runtimes have to be measured.",
    )


@TEXT.claim("C11", "residual connections", _UNET)
def skips_are_concatenations(unet: Model) -> Outcome:
    """Residual connections join Squeeze U-Net's encoder and decoder."""
    joined, added = len(unet.graph.of_block("concat")), len(unet.graph.of_block("add"))
    return Outcome(
        f"{joined} concatenations, {added} additions",
        holds(added > 0 and not joined),
        "They are U-Net's skips, which put the encoder's channels beside the decoder's. A residual connection adds.",
    )


@TEXT.claim("C13", "inefficient in terms of hardware", _UNET, _SEPARABLE, _PLAIN, _L3UNET, _EDGESEGNET)
def rates_of_table_3(*_: Model) -> Outcome:
    """Depthwise-separable convolutions use the hardware badly."""
    rates = {name: 2 * row.mult_adds / row.runtime / 1e3 for name, row in _table3().items()}
    return Outcome(
        f"{rates[_SEPARABLE]:.1f} GFLOP/s against {rates[_UNET]:.1f}",
        holds(rates[_SEPARABLE] < rates[_UNET] / 2),
        f"Twice the mult-adds over the runtime, both from table 3. Small layers suffer as well: {_PLAIN} "
        f"{rates[_PLAIN]:.1f}, {_L3UNET} {rates[_L3UNET]:.1f}, {_EDGESEGNET} {rates[_EDGESEGNET]:.1f}.",
    )


@TEXT.claim("C14", "equivalent", _L3UNET)
def folding_is_a_stride(_: Model) -> Outcome:
    """Data folding followed by a convolution equals a strided convolution of the original."""
    differences = [_folding_difference(factor) for factor in (2, 4)]
    return Outcome(
        f"outputs differ by {max(differences):.0e} at most",
        holds(max(differences) < 1e-6),
        "Folded by 2 and by 4, a 3x3 convolution gives what 6x6 and 12x12 filters of stride 2 and 4 give with the same "
        "weights put in another order; random pictures and weights, double precision.",
    )


@cache
def _table3() -> dict[str, _Printed]:
    rows = json.loads(files("assets").joinpath("published.json").read_text(encoding="utf-8"))["table3"]["models"]
    columns = ("parameters", "mult_adds", "pass_size", "runtime")
    return {row["name"]: _Printed(*(row[column] for column in columns)) for row in rows}


def _columns(name: str) -> tuple[float, ...]:
    row = _TABLE4[name]
    return row.train_loss, row.val_loss, row.val_distance


def _ratios(large: str, small: str) -> tuple[float, ...]:
    """By how many times less the second has of each column of table 3."""
    before, after = _table3()[large], _table3()[small]
    return (
        before.parameters / after.parameters,
        before.mult_adds / after.mult_adds,
        before.pass_size / after.pass_size,
        before.runtime / after.runtime,
    )


def _against_table(name: str, said: float, reason: str) -> Outcome:
    """A runtime that the text gives beside the one of its own table."""
    printed = _table3()[name].runtime
    return Outcome(f"{printed} s in table 3", contradicts(printed != said), reason)


def _folding_difference(factor: int, channels: int = 3, side: int = 24) -> float:
    """How far a folded convolution and the strided one that it should equal are apart."""
    chance = torch.Generator().manual_seed(0)
    picture = torch.rand(1, channels, side, side, generator=chance, dtype=torch.float64)
    weights = torch.rand(8, channels * factor**2, 3, 3, generator=chance, dtype=torch.float64)
    folded = build_module("fold", (("factor", factor),), [tuple(picture.shape)])(picture)
    strided = conv2d(picture, pixel_shuffle(weights, factor), stride=factor, padding=factor)
    return (conv2d(folded, weights, padding=1) - strided).abs().max().item()
