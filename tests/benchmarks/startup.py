"""How soon after its process starts the window is there with its palette, and the first figures are.

Run with `python -m tests.benchmarks.startup`. Each round is a process of its own on a warm disk; the first round, which
finds no catalog kept by an earlier start, is told apart.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 7
MODEL = "Squeeze U-Net"


def child(folder: Path, began: float) -> None:
    """One start: prints the seconds from the process's start to the window, and to the figures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings, QTimer
    from PySide6.QtWidgets import QAbstractItemView, QApplication

    from app import theme
    from app.session import Session

    found: dict[str, float | bool] = {}
    application = QApplication([])
    theme.apply(application, theme.LIGHT)
    session = Session(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat), folder, folder)

    def painted() -> None:
        session.window.repaint()
        found["window"] = time.time() - began
        found["palette"] = session.window.palette_panel.findChild(QAbstractItemView).model().rowCount() > 0

    def examined() -> None:
        found["figures"] = time.time() - began
        application.quit()

    session.results.examined.connect(examined)
    session.open(MODEL)
    session.show()
    QTimer.singleShot(0, session, painted)
    application.exec()
    session.close()
    print(json.dumps(found))


def start(folder: Path) -> dict[str, float]:
    """Run one start and read what it printed."""
    command = [sys.executable, "-m", "tests.benchmarks.startup", str(folder), str(time.time())]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """A first start, then warm ones."""
    with tempfile.TemporaryDirectory() as name:
        first, *warm = [start(Path(name)) for _ in range(ROUNDS + 1)]
    print(f"first start ever:  window {first['window']:.2f} s (palette filled: {bool(first['palette'])}), ", end="")
    print(f"figures {first['figures']:.2f} s")
    for what in ("window", "figures"):
        times = [each[what] for each in warm]
        print(f"warm, {what:<8} median {statistics.median(times):.2f} s, worst {max(times):.2f} s")
    print(f"warm, palette filled with the window: {all(each['palette'] for each in warm)}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child(Path(sys.argv[1]), float(sys.argv[2]))
    else:
        main()
