"""The program as a process of its own: what it loads, writes and says."""

import json
import os
import signal
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import psutil
from PySide6.QtGui import QImage

STORY = """
import sys, pytest
status = pytest.main(["-q", "--no-xvfb", "-p", "no:cacheprovider", "tests/e2e/test_story.py"])
assert status == 0, status
heavy = {"torch", "torchinfo", "onnx"} & set(sys.modules)
assert not heavy, heavy
"""


def surroundings(folder: Path) -> dict[str, str]:
    """A home of its own, and no display."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return kept | {f"XDG_{what}_HOME": str(folder / what) for what in ("CONFIG", "DATA", "CACHE")}


def slimscope(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=surroundings(folder) | {"PYTHONPATH": str(Path.cwd())},
        cwd=folder,
    )


def test_the_windows_process_never_loads_torch_in_a_whole_story() -> None:
    done = subprocess.run([sys.executable, "-c", STORY], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_without_a_display_it_does_the_main_job_unseen_and_tells_where(tmp_path: Path) -> None:
    done = slimscope(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no display" in done.stderr and str(tmp_path / "slimscope.png") in done.stdout
    picture = QImage(str(tmp_path / "slimscope.png"))
    assert picture.width() >= 1280 and picture.height() >= 800


def test_a_screenshot_of_a_wrong_name_is_an_error_in_one_line(tmp_path: Path) -> None:
    done = slimscope(tmp_path, "Squeeze U-Nett", "--screenshot", "a.png", "--theme", "dark")
    assert done.returncode == 1 and not (tmp_path / "a.png").exists()
    assert done.stderr.strip().splitlines()[-1].startswith("slimscope: There is no model named")


def test_a_screenshot_to_nowhere_is_an_error_in_one_line(tmp_path: Path) -> None:
    done = slimscope(tmp_path, "SqueezeNet 1.1", "--screenshot", str(tmp_path / "no folder" / "a.png"))
    assert done.returncode == 1 and "cannot be written there" in done.stderr


def test_a_command_runs_without_qt(tmp_path: Path) -> None:
    done = slimscope(tmp_path, "analyze", "EdgeSegNet", "--json")
    assert done.returncode == 0 and '"parameters": 651617' in done.stdout


def test_a_drawing_is_exported_without_a_window(tmp_path: Path) -> None:
    done = slimscope(tmp_path, "export", "SqueezeNet 1.1", "--svg", "net.svg", "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["blocks"] == 17, done.stderr
    texts = {each.text for each in ElementTree.parse(tmp_path / "net.svg").iter() if each.text}
    assert {"fire2", "conv10"} <= {text.strip() for text in texts}


def test_ctrl_c_ends_the_window_and_its_engines_without_a_traceback(tmp_path: Path) -> None:
    around = surroundings(tmp_path) | {"PYTHONPATH": str(Path.cwd()), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "app", "SqueezeNet 1.1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=around, cwd=tmp_path) as window:
        engines: list[psutil.Process] = []
        while len(engines) < 2 and window.poll() is None:
            engines = [
                each for each in psutil.Process(window.pid).children() if "spawn_main" in " ".join(each.cmdline())
            ]
        window.send_signal(signal.SIGINT)
        _, said = window.communicate(timeout=60)
        assert window.returncode == 130 and "Traceback" not in said
        gone, alive = psutil.wait_procs(engines, timeout=60)
        assert len(gone) == 2 and not alive
