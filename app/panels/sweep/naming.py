"""What to call the curves of a sweep where there is little room: what models have in common is left out."""

from collections.abc import Sequence

from modelzoo.sweeps import Curve, Sweep, curve_names

_ALONE = "block/"


def short_models(models: Sequence[str]) -> dict[str, str]:
    """Models without "block/" where all are blocks, and without settings where all have the same ones."""
    parts = {model: model.partition(":") for model in models}
    heads, settings = {head for head, _, _ in parts.values()}, {rest for _, _, rest in parts.values()}
    blocks = all(model.startswith(_ALONE) for model in models)
    told = {model: head if len(settings) == 1 and len(heads) > 1 else model for model, (head, _, _) in parts.items()}
    return {model: text.removeprefix(_ALONE) if blocks else text for model, text in told.items()}


def curve_titles(sweep: Sweep) -> dict[Curve, str]:
    """What to call each curve of a sweep."""
    short = short_models(sweep.models)
    curves = {
        Curve(model, setup): Curve(short[model], setup) for model in sweep.models for setup in sweep.setups or (None,)
    }
    names = curve_names(curves.values())
    return {curve: names[titled] for curve, titled in curves.items()}
