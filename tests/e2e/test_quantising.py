"""The network is turned into whole numbers in the real window, and stands beside fp32 as a candidate of its own."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.app.looking import button, visible_text
from tests.e2e.conftest import LONG, Start
from tests.hands import LEFT


def test_a_quantised_network_is_a_candidate_beside_the_one_it_was_made_of(
    start: Start, qtbot: QtBot, tmp_path: Path
) -> None:
    session = start(measuring=False)
    session.open("block/fire:squeeze=16,expand=32")
    qtbot.waitUntil(lambda: len(session.document.project.graph) > 0, timeout=LONG)
    session.window.actions_by_name["quantise"].trigger()
    dialog = session.quantising.dialog
    dialog.file.show_path(str(tmp_path / "fire_int8.onnx"))
    dialog.pictures.count.setValue(2)
    qtbot.mouseClick(button(dialog, "&Quantise"), LEFT)
    qtbot.waitUntil(lambda: session.document.project.title == "fire_int8", timeout=LONG)
    whole, small = session.document.project.variants
    assert "fire_int8.onnx is written" in visible_text(dialog) and "bytes in fp32" in visible_text(dialog)
    assert whole.source is None and small.source is not None
    assert small.source.file_bytes == (tmp_path / "fire_int8.onnx").stat().st_size
    assert small.source.cost.parameter_bytes < 4 * small.source.cost.parameters / 2
    dialog.close()
