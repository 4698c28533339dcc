"""What stands behind pages and dialogs that a start does not show: imported and made when it is first wished.

Each is an attribute that makes itself when it is first read. It shows what is true then, and listens from then on.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from app.controllers import Controllers

if TYPE_CHECKING:
    from app.appraisals import Appraisals
    from app.boarding import Boarding
    from app.browsing import Browsing
    from app.claims_job import ClaimsJob
    from app.comparing import Comparing
    from app.differing import Differing
    from app.examples import Examples
    from app.exporting import Exporting
    from app.netron.following import Netron
    from app.picturing import Picturing
    from app.quantising import Quantising
    from app.reporting import Reporting
    from app.run_logs import RunLogs
    from app.sweeping import Sweeping
    from app.tour.touring import Touring
    from app.transforming import Transforming
    from app.verifying import Verifying
    from app.welcoming import Welcoming

BEHIND = {
    "welcome": ["welcoming"],
    "zoo": ["comparing"],
    "claims": ["claims"],
    "comparison": ["comparing"],
    "sweeps": ["sweeping"],
    "diff": ["differing"],
    "netron": ["netron"],
    "runs": ["run_logs"],
    "board": ["run_logs", "boarding"],
}
"""Whom each page needs: they are made before it is first shown."""


class LateControllers(Controllers):
    """Those that need not be there from the start."""

    def stand_behind(self, page: str) -> None:
        """A page is about to be shown: let those be there that keep it true."""
        for name in BEHIND.get(page, ()):
            getattr(self, name)

    def show_models(self, names: Sequence[str]) -> None:
        """Put the one published model on the canvas; several stand side by side in the comparison."""
        if len(names) == 1:
            self.models.exchange(names[0])
        else:
            self.stand_behind("comparison")
            self.browsing.compare(names)

    @cached_property
    def welcoming(self) -> "Welcoming":
        """What the offers of the first page lead to."""
        from app.welcoming import Welcoming

        return Welcoming(self)

    @cached_property
    def appraisals(self) -> "Appraisals":
        """The figures of every published model."""
        from app.appraisals import Appraisals
        from app.figures_cache import FiguresCache

        appraisals = Appraisals(self.worker, FiguresCache(self.cache), self)
        self.knowing.always(appraisals.follow_catalog)
        return appraisals

    @cached_property
    def browsing(self) -> "Browsing":
        """The zoo, and which of its models are compared."""
        from app.browsing import Browsing

        browsing, zoo = Browsing(self.appraisals, self.window), self.window.zoo
        zoo.open_wished.connect(self.models.exchange)
        zoo.add_wished.connect(self.models.add)
        zoo.board_wished.connect(lambda names: self.boarding.add_from_zoo(names))
        zoo.sweep_wished.connect(lambda names: self.sweeping.sweep_models(names))
        self.window.comparison.open_wished.connect(self.models.exchange)
        self.knowing.always(browsing.show_catalog)
        return browsing

    @cached_property
    def comparing(self) -> "Comparing":
        """The times of the models that are compared."""
        from app.comparing import Comparing

        return Comparing(self.document, self.worker, self.measuring, self.browsing)

    @cached_property
    def claims(self) -> "ClaimsJob":
        """The check of what texts claim."""
        from app.claims_job import ClaimsJob

        self.window.claims.models_wished.connect(self.show_models)
        return ClaimsJob(self.worker, self.window.claims)

    @cached_property
    def sweeping(self) -> "Sweeping":
        """The sweeps."""
        from app.sweeping import Sweeping

        self.knowing.always(self.window.sweeps.setup.show_catalog)
        return Sweeping(self.document, self.worker, self.measuring, self.window)

    @cached_property
    def differing(self) -> "Differing":
        """Two models set side by side."""
        from app.differing import Differing

        return Differing(self.document, self.worker, self.measuring, self.window)

    @cached_property
    def netron(self) -> "Netron":
        """The model as Netron draws it."""
        from app.netron.following import Netron

        netron = Netron(self.document, self.worker, self.results, self.layers.timing, self.window)
        self.display.share_selection(self.window.netron)
        self.layers.share_heat(self.window.netron.show_heat)
        self.closing.connect(netron.close)
        return netron

    @cached_property
    def run_logs(self) -> "RunLogs":
        """The logs of trainings."""
        from app.run_logs import RunLogs

        return RunLogs(self.document, self.worker, self.files, self.window)

    @cached_property
    def examples(self) -> "Examples":
        """Projects to begin with."""
        from app.examples import Examples

        return Examples(self.document, self.worker, self.results, self.files, self.window)

    @cached_property
    def boarding(self) -> "Boarding":
        """The candidates on the board."""
        from app.boarding import Boarding

        return Boarding(self.document, self.worker, self.results, self.measuring, self.models, self.window)

    @cached_property
    def transforming(self) -> "Transforming":
        """Whole experiments, and their dialog."""
        from app.transforming import Transforming

        return Transforming(self.document, self.worker, self.results, self.inside, self.window, self.store)

    @cached_property
    def exporting(self) -> "Exporting":
        """What leaves as a file, and its dialog."""
        from app.exporting import Exporting

        return Exporting(self.document, self.worker, self.measuring, self.importing, self.window)

    @cached_property
    def quantising(self) -> "Quantising":
        """The model in whole numbers, and its dialog."""
        from app.quantising import Quantising

        return Quantising(self.document, self.worker, self.models, self.importing, self.window)

    @cached_property
    def reporting(self) -> "Reporting":
        """The report, and its dialog."""
        from app.reporting import Reporting

        return Reporting(self.document, self.worker, self.window, self.store)

    @cached_property
    def verifying(self) -> "Verifying":
        """The check of all that the project states, and its dialog."""
        from app.verifying import Verifying

        return Verifying(self.document, self.worker, self.window)

    @cached_property
    def picturing(self) -> "Picturing":
        """The drawing as a file."""
        from app.picturing import Picturing

        return Picturing(self.document, self.worker, self.window)

    @cached_property
    def touring(self) -> "Touring":
        """The tour."""
        from app.tour.touring import Touring

        return Touring(self.window)
