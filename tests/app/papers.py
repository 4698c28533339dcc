"""What stands for a document in tests of the canvas."""

from app.canvas.view import Canvas
from modelzoo.builder import Builder
from modelzoo.errors import ZooError
from modelzoo.graph import Graph
from modelzoo.project import Change, Project


class Papers:
    """A document in small: applies what the canvas wishes and shows it the outcome."""

    def __init__(self, canvas: Canvas, graph: Graph) -> None:
        self.canvas = canvas
        self.project = Project(graph=graph)
        self.texts: list[str] = []
        self.keys: list[str] = []
        self.hints: list[str] = []
        canvas.edit_wished.connect(self.edit)
        canvas.hint_wished.connect(self.hints.append)
        canvas.show_project(self.project)

    def edit(self, text: str, change: Change, key: str) -> None:
        try:
            self.show(change(self.project))
        except ZooError as error:
            self.hints.append(str(error))
            return
        self.texts.append(text)
        self.keys.append(key)

    def show(self, project: Project) -> None:
        self.project = project
        self.canvas.show_project(project)

    @property
    def graph(self) -> Graph:
        return self.project.graph


def small() -> Graph:
    b = Builder()
    x = b("conv", b("conv", b("input"), out=8), out=16)
    b("output", b("concat", x, "conv1"))
    return b.graph
