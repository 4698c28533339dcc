"""The variants of the project: what a person wants done with them, each an edit, and what they cost, found out."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from app.document import Document
from app.main_window import MainWindow
from app.measuring import Measuring
from app.panels.variants.rows import Reference, VariantRow
from app.results import Results
from app.worker import PAPER, Worker
from modelzoo import variants
from modelzoo.graph import Size
from modelzoo.labels import crossed
from modelzoo.measurements import Latency
from modelzoo.project import Change, Project, Variant
from modelzoo.results import Examination
from modelzoo.sizes import size_text

Key = tuple[str, Size]


class Varying(QObject):
    """Keeps the panel of the variants true; those that nobody looks at are counted whenever the engine has time."""

    def __init__(
        self, document: Document, worker: Worker, results: Results, measuring: Measuring, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._document, self._worker, self._results, self._measuring = document, worker, results, measuring
        self._window, self._panel = window, window.variants
        self._problems: dict[Key, str] = {}
        self._asked: Key | None = None
        document.changed.connect(self._follow)
        document.opened.connect(self._problems.clear)
        document.recorded.connect(self._show)
        for told in (results.examined, results.baseline_examined, measuring.measured, measuring.outdated):
            told.connect(lambda _: self._show())
        self._hear_wishes()
        self._show()

    def show(self, at: int) -> None:
        """Show another variant; looks in a row are one step back."""
        if 0 <= at < len(self._project.variants):
            self._edit("show", at, variants.show, "show variant")

    @property
    def _project(self) -> Project:
        return self._document.project

    def _hear_wishes(self) -> None:
        panel, actions = self._panel, self._window.actions_by_name
        self._window.variant_chooser.chosen.connect(self.show)
        panel.show_wished.connect(self.show)
        panel.rename_wished.connect(self._rename)
        panel.move_wished.connect(self._move)
        panel.remove_wished.connect(partial(self._edit, "delete variant", change=variants.remove))
        panel.duplicate_wished.connect(partial(self._edit, "duplicate variant", change=variants.duplicate))
        panel.pin_wished.connect(partial(self._edit, "pin", change=variants.pin))
        deeds: dict[str, Callable[[int], object]] = {
            "variant_duplicate": partial(self._edit, "duplicate variant", change=variants.duplicate),
            "variant_delete": partial(self._edit, "delete variant", change=variants.remove),
            "variant_rename": self._ask_title,
            "variant_previous": lambda at: self.show(at - 1),
            "variant_next": lambda at: self.show(at + 1),
        }
        for name, deed in deeds.items():
            actions[name].triggered.connect(lambda _=False, deed=deed: deed(len(self._project.earlier)))

    def _edit(self, deed: str, at: int, change: Callable[[Project, int], Project], key: str = "") -> None:
        title = self._project.variants[at].title
        self._document.edit(f"{deed} {title}", lambda now: change(now, at), key)

    def _rename(self, at: int, title: str) -> None:
        change: Change = partial(variants.rename, at=at, title=title)
        self._document.edit(f"rename variant to {title}", change)

    def _move(self, at: int, to: int) -> None:
        self._edit("move variant", at, partial(variants.move, to=to), f"move variant {at - to}")

    def _ask_title(self, at: int) -> None:
        self._window.pages.turn_to("canvas")
        self._window.docks.reveal(self._panel)
        self._panel.rename(at)

    def _follow(self, before: Project, now: Project) -> None:
        """Another project; where another of its variants has come to be shown, all of that is to be seen."""
        self._show()
        if now.shown != before.shown and now.shown in before.variants:
            self._window.canvas.sheet.select(())
            self._window.canvas.fit()
        self._ask_next()

    def _ask_next(self) -> None:
        """Have the first variant examined of which nothing is known; the one that is shown has asked already."""
        if self._asked is not None:
            return
        others = (*self._project.earlier, *self._project.later)
        wanted = next((each for each in others if not (self._known(each) or _key(each) in self._problems)), None)
        if wanted is None:
            return
        self._asked = _key(wanted)
        self._worker.submit(
            "examine variant",
            PAPER,
            "examine",
            wanted.graph,
            wanted.size,
            done=lambda found: self._learn(wanted, found),
            failed=lambda error: self._give_up(wanted, error),
            background=True,
        )

    def _learn(self, variant: Variant, found: Examination) -> None:
        self._results.learn(variant, found)
        self._go_on()

    def _give_up(self, variant: Variant, error: Exception) -> None:
        self._problems[_key(variant)] = str(error)
        self._go_on()

    def _go_on(self) -> None:
        self._asked = None
        self._show()
        self._ask_next()

    def _known(self, variant: Variant) -> Examination | None:
        return self._results.known(variant)

    def _show(self) -> None:
        project = self._project
        rows = [self._row(project, at, each) for at, each in enumerate(project.variants)]
        self._panel.show_variants(rows)
        self._window.variant_chooser.show_titles([row.title for row in rows], len(project.earlier))
        for name, possible in (
            ("variant_delete", len(rows) > 1),
            ("variant_previous", bool(project.earlier)),
            ("variant_next", bool(project.later)),
        ):
            self._window.actions_by_name[name].setEnabled(possible)

    def _row(self, project: Project, at: int, variant: Variant) -> VariantRow:
        found, baseline = self._known(variant), project.baseline
        pinned = baseline is not None and (baseline.graph, baseline.size) == (variant.graph, variant.size)
        return VariantRow(
            variant.title,
            variants.history_text(variant),
            crossed(size_text(variant.size)),
            shown=at == len(project.earlier),
            pinned=pinned,
            cost=found.cost if found else None,
            problem=found.trouble if found else self._problems.get(_key(variant), ""),
            latency=self._latency(variant),
            reference=None if pinned else self._reference(project, at),
        )

    def _reference(self, project: Project, at: int) -> Reference | None:
        """The baseline, or without one the variant that this one came from."""
        above = variants.parent(project, at)
        other = project.baseline or (None if above is None else project.variants[above])
        if other is None:
            return None
        found = self._results.known(other)
        return Reference(other.title, found.cost if found else None)

    def _latency(self, variant: Variant) -> Latency | None:
        """What the record has of it in the main setup on this machine."""
        record, setups = self._project.record, self._measuring.setups
        if not (record.latencies and setups):
            return None
        return record.latency(variant.graph.fingerprint, variant.size, setups[0], self._measuring.here.machine)


def _key(variant: Variant) -> Key:
    return variant.graph.fingerprint, variant.size
