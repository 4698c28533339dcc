"""The canvas without a window: a network drawn as it would be, for a command."""

import os

from modelzoo.project import Project
from modelzoo.results import Examination


def draw(project: Project, found: Examination) -> bytes:
    """An SVG picture of the whole network, in the light colours. Qt is loaded here only: most commands need none."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from app import theme
    from app.canvas.picture import as_svg
    from app.canvas.view import Canvas

    application = QApplication.instance() or QApplication(["slimscope"])
    assert isinstance(application, QApplication)
    theme.apply(application, theme.LIGHT)
    canvas = Canvas()
    canvas.show_project(project)
    canvas.show_examination(found)
    return as_svg(canvas.drawing, project.title)
