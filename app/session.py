"""One window with its document, worker and results, wired together: who tells whom."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from app import theme
from app.actions import connect_actions
from app.catalog_cache import CatalogCache
from app.document import Document
from app.files import Files
from app.main_window import MainWindow
from app.recovery import Leftover, Recovery
from app.results import Results
from app.settings import load_settings, save_settings
from app.worker import FILES, MEASURE, PAPER, Worker
from modelzoo.catalog import CATALOG, find_block
from modelzoo.errors import ParamError
from modelzoo.graph import shape_text
from modelzoo.project import SUFFIX, Baseline, Project
from modelzoo.results import Cost, Examination, Latency
from modelzoo.sizes import parse_size, size_text
