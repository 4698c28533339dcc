"""The pages that a start does not show: each is imported and made when it is first turned to or spoken to."""

from functools import cached_property
from typing import TYPE_CHECKING

from app.pages import Pages

if TYPE_CHECKING:
    from app.netron.page import NetronPage
    from app.panels.board.page import BoardPage
    from app.panels.claims_page import ClaimsPage
    from app.panels.comparison.page import ComparisonPage
    from app.panels.diff.page import DiffPage
    from app.panels.runs.page import RunsPage
    from app.panels.sweep.page import SweepPage
    from app.panels.welcome.page import WelcomePage
    from app.panels.zoo.page import ZooPage


class LatePages:
    """Attributes that are made when they are first read; what stands behind a page is made as late: app/behind.py."""

    pages: Pages

    @cached_property
    def welcome(self) -> "WelcomePage":
        """What to begin with."""
        from app.panels.welcome.page import WelcomePage

        return self.pages.place(WelcomePage())

    @cached_property
    def zoo(self) -> "ZooPage":
        """Every published model."""
        from app.panels.zoo.page import ZooPage

        return self.pages.place(ZooPage())

    @cached_property
    def claims(self) -> "ClaimsPage":
        """What texts claim."""
        from app.panels.claims_page import ClaimsPage

        return self.pages.place(ClaimsPage())

    @cached_property
    def comparison(self) -> "ComparisonPage":
        """Several models of the zoo in one table."""
        from app.panels.comparison.page import ComparisonPage

        return self.pages.place(ComparisonPage())

    @cached_property
    def sweeps(self) -> "SweepPage":
        """Models over resolutions, widths and more."""
        from app.panels.sweep.page import SweepPage

        return self.pages.place(SweepPage())

    @cached_property
    def diff(self) -> "DiffPage":
        """What sets two models apart."""
        from app.panels.diff.page import DiffPage

        return self.pages.place(DiffPage())

    @cached_property
    def netron(self) -> "NetronPage":
        """The model as Netron draws it."""
        from app.netron.page import NetronPage

        return self.pages.place(NetronPage())

    @cached_property
    def runs(self) -> "RunsPage":
        """Logs of trainings side by side."""
        from app.panels.runs.page import RunsPage

        return self.pages.place(RunsPage())

    @cached_property
    def board(self) -> "BoardPage":
        """Every candidate, and which is chosen."""
        from app.panels.board.page import BoardPage

        return self.pages.place(BoardPage())
