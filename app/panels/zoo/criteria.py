"""Which models of the zoo a person wants to see; no Qt."""

from dataclasses import dataclass

from modelzoo.published import Published


@dataclass(frozen=True)
class Criteria:
    """What a model must be to be shown; what is empty or None does not matter. Figures are plain counts."""

    words: tuple[str, ...] = ()
    family: str = ""
    task: str = ""
    least_parameters: float | None = None
    most_parameters: float | None = None
    most_macs: float | None = None

    @property
    def by_figures(self) -> bool:
        """Whether a model's figures must be known to judge it."""
        return (self.least_parameters, self.most_parameters, self.most_macs) != (None, None, None)

    def describes(self, model: Published) -> bool:
        """Whether all fits but perhaps the figures."""
        text = _text(model)
        return (
            self.family in ("", model.info.family)
            and self.task in ("", model.info.task)
            and all(word in text for word in self.words)
        )

    def accepts(self, model: Published) -> bool:
        """Whether all fits; a model without figures fits no criterion of them."""
        if not self.describes(model):
            return False
        found = model.appraisal
        if found is None:
            return not self.by_figures
        return (
            found.parameters >= (self.least_parameters or 0)
            and (self.most_parameters is None or found.parameters <= self.most_parameters)
            and (self.most_macs is None or found.macs <= self.most_macs)
        )


def _text(model: Published) -> str:
    info, variant = model.info, model.variant
    words = f"{variant.name} {info.name} {info.title} {info.family} {info.task} {info.year} {info.doc} {info.source}"
    return f"{words} {variant.note}".lower()
