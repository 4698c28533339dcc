"""What tests of run logs read with, and where the logs lie that the loggers wrote themselves."""

from pathlib import Path

from modelzoo.jobs import finish
from modelzoo.runs.opening import Opened, Opening, open_runs

DATA = Path(__file__).parents[2] / "data" / "runs"


def read(*paths):
    """The runs at some paths by their names."""
    return {run.name: run for run in finish(open_runs(paths)).runs}


def only(*paths):
    """The only run at some paths."""
    (run,) = finish(open_runs(paths)).runs
    return run


class Follower:
    """Looks at paths again and again, for what is new."""

    def __init__(self, *paths, patience=0.0):
        self.opening = Opening(paths, patience)

    def look(self):
        """The runs that have something new, by their names."""
        updates = [each.update for each in self.opening.read() if isinstance(each, Opened) and each.update]
        return {update.run.name: update for update in updates}

    def new(self, metric):
        """The new points of a metric, of the only run that has any."""
        (update,) = self.look().values()
        return list(update.new(metric).values)
