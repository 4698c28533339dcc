"""What does the work behind one window from its start: each controller is made from those before it."""

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

from app.arranging import Arranging
from app.as_imported import AsImported
from app.catalog_cache import CatalogCache
from app.choices import Choices
from app.claim import Claim
from app.coding import Coding
from app.conflicts import Conflicts
from app.display import Display
from app.document import Document
from app.dropping import Dropping
from app.files import Files
from app.importing import Importing
from app.inside import Inside
from app.keeping import Keeping
from app.knowing import Knowing
from app.layer_display import show_layers
from app.main_window import MainWindow
from app.measuring import Measuring
from app.mending import Mending
from app.named_blocks import NamedBlocks
from app.named_models import NamedModels
from app.opening import Opening
from app.recovery import Recovery
from app.results import Results
from app.varying import Varying
from app.worker import Worker


class Controllers(QObject):
    """Those that keep the canvas and its panels true; what stands behind other pages is in app/late_controllers.py."""

    closing = Signal()
    """The window goes: who draws, serves or waits by itself ends that."""

    def __init__(self, store: QSettings, data: Path, cache: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store, self.data, self.cache = store, data, cache
        self.worker = Worker(parent=self)
        self.knowing = Knowing(CatalogCache(cache), self.worker)
        self.document, self.window = Document(self), MainWindow()
        self.dropping = Dropping(self.window)
        self.results = Results(self.document, self.worker, self)
        self._make_files()
        self._make_figures()
        self._make_canvas()

    def _make_files(self) -> None:
        """What opens and saves, and what a crash leaves to be taken up."""
        document, worker, window = self.document, self.worker, self.window
        self.recovery = Recovery(self.data / "recovery")
        self.files = Files(document, worker, window, Claim(self.data / "open"))
        self.keeping = Keeping(document, worker, self.files, self.recovery, self)
        self.conflicts = Conflicts(document, self.files, self.keeping, window)
        self.models = NamedModels(document, worker, self.results, self.files, self)
        self.importing = Importing(worker, self.models, self.files, window)
        self.importing.when_ready = self.knowing.once

    def _make_figures(self) -> None:
        """What counts, measures and shows what was found."""
        document, worker, results, window = self.document, self.worker, self.results, self.window
        self.measuring = Measuring(document, worker, results, self)
        self.inside = Inside(document, worker, results, window)
        self.display = Display(document, results, self.measuring, self.inside, window)
        self.choices = Choices(self.store, window, self.measuring)
        self.files.begin = self.choices.new_project
        document.open(self.choices.new_project())
        self.layers = show_layers(document, worker, results, self.measuring, self.inside, window, self.cache)

    def _make_canvas(self) -> None:
        """What edits the model."""
        document, worker, results, window = self.document, self.worker, self.results, self.window
        self.arranging = Arranging(worker, window)
        self.opening = Opening(worker, self.inside, window.canvas, self)
        self.named_blocks = NamedBlocks(document, window)
        self.varying = Varying(document, worker, results, self.measuring, window)
        self.coding = Coding(document, worker, window)
        self.mending = Mending(document, worker, results, self.inside, window)
        self.as_imported = AsImported(document, self.measuring, self.models, self.importing, window)
