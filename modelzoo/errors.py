"""What can go wrong by a user's doing, each with a text that is fit to be shown."""


class ZooError(Exception):
    """Something a user can mend; `str(error)` says what is wrong and where."""


class UnknownNameError(ZooError):
    """No block, architecture or published model has this name."""

    def __init__(self, what: str, name: str, close: tuple[str, ...] = ()) -> None:
        super().__init__(what, name, close)
        self.what, self.name, self.close = what, name, close

    def __str__(self) -> str:
        hint = f" Did you mean {' or '.join(self.close)}?" if self.close else ""
        return f"There is no {self.what} named '{self.name}'.{hint}"


class ParamError(ZooError):
    """A value does not fit the parameter it is meant for."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name, self.reason = name, reason

    def __str__(self) -> str:
        return f"{self.name} {self.reason}"


class GraphError(ZooError):
    """A graph, or an edit of one, that could not be: a loop, a name used twice, a wire to nowhere."""


class ShapeError(ZooError):
    """A block cannot work on tensors of these shapes."""


class BuildError(ZooError):
    """A node cannot be built or run on the tensors it receives."""

    def __init__(self, node: str, reason: str) -> None:
        super().__init__(node, reason)
        self.node, self.reason = node, reason

    def __str__(self) -> str:
        return f"{self.node}: {self.reason}"


class FileError(ZooError):
    """A file that cannot be read or written."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class ProjectError(FileError):
    """A project file that cannot be read or written."""


class WeightsError(FileError):
    """A file of weights that cannot be read, or fits nothing."""


class ExportError(FileError):
    """A file that cannot be written where a user wants it."""
