import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QProgressBar

from app import theme
from app.claim_card import ClaimCard
from app.panels.claims_page import ClaimsPage
from modelzoo.claims.finding import Finding
from modelzoo.jobs import Progress
from tests.app.looking import button, opened, visible_text

FINDINGS = (
    Finding("A1", "Small.", "One text", "112 times", "112.3 times", "holds", "Counted.", ("Small net", "Large net")),
    Finding("A2", "Smaller.", "One text", "31 times", "32.4 times", "does not hold", "Another net is meant.", ("Net",)),
    Finding("C2", "Fast.", "Other text", "0.0122 s", "0.0102 s", "the source contradicts itself", "See table 3."),
)


@pytest.fixture
def page(qtbot):
    return opened(qtbot, ClaimsPage(), 1000, 500)


@pytest.fixture
def full(page):
    page.show_findings(FINDINGS)
    return page


def cards(page):
    return [card for card in page.findChildren(ClaimCard) if card.isVisible()]


def ids(page):
    return [card.finding.id for card in cards(page)]


def picture(card):
    return next(label.pixmap().toImage() for label in card.findChildren(QLabel) if not label.pixmap().isNull())


def copied(page, how):
    menu = button(page, "Copy").menu()
    next(each for each in menu.actions() if each.text() == how).trigger()
    return QApplication.clipboard().text()


def test_before_anything_was_checked_one_button_asks_for_it(page, qtbot):
    assert not cards(page)
    assert "counted anew" in visible_text(page)
    with qtbot.waitSignal(page.run_wished):
        qtbot.mouseClick(button(page, "Check the claims"), Qt.MouseButton.LeftButton)


def test_while_it_runs_progress_shows_and_a_second_run_cannot_be_asked_for(page):
    page.show_progress(Progress(0.4, "claim A20"))
    assert "claim A20" in visible_text(page)
    assert page.findChild(QProgressBar).value() == 40
    assert not button(page, "Check the claims").isEnabled()


def test_cancel_is_told_and_leaves_the_page_as_it_was(full, qtbot):
    full.show_progress(Progress(0.4, "claim A20"))
    assert ids(full) == ["A1", "A2", "C2"]
    with qtbot.waitSignal(full.cancel_wished):
        qtbot.mouseClick(button(full, "Cancel"), Qt.MouseButton.LeftButton)
    assert not full.findChild(QProgressBar).isVisible()
    assert button(full, "Check again").isEnabled()
    assert ids(full) == ["A1", "A2", "C2"]


def test_a_failure_is_told_and_gone_with_the_next_run(page):
    page.show_progress(Progress(0.1, "claim A2"))
    page.show_failure("There is no model named 'VGG-19'.")
    assert "There is no model named 'VGG-19'." in visible_text(page)
    assert button(page, "Check the claims").isEnabled()
    page.show_progress(Progress(0.0, "claim A1"))
    assert "There is no model" not in visible_text(page)


def test_every_claim_shows_all_that_is_known_of_it_under_its_text(full):
    said = visible_text(full).replace("\N{NO-BREAK SPACE}", " ")
    for each in FINDINGS:
        for part in (each.id, each.claim, each.source, each.published, each.ours, each.verdict, each.reason):
            assert part in said
    assert said.count("One text") == 1
    assert "3 claims: 1 hold, 1 do not hold, in 1 the source contradicts itself." in said


def test_verdicts_differ_by_word_and_by_drawing(full):
    first, second, third = (picture(card) for card in cards(full))
    assert first != second != third != first


def test_a_screen_reader_hears_claim_verdict_and_reason(full):
    assert cards(full)[1].accessibleName() == "A2, does not hold: Smaller."
    assert "Another net is meant." in cards(full)[1].accessibleDescription()
    for each in full.findChildren(QAbstractButton):
        assert each.text() or each.accessibleName() or not each.isVisible()
    assert full.findChild(QLineEdit).accessibleName()
    assert full.findChild(QComboBox).accessibleName()


def test_the_button_of_a_claim_wishes_for_its_models(full, qtbot):
    with qtbot.waitSignal(full.models_wished) as wish:
        qtbot.mouseClick(button(cards(full)[0], "Show models"), Qt.MouseButton.LeftButton)
    assert wish.args == [("Small net", "Large net")]
    assert not button(cards(full)[2], "Show models").isEnabled()


def test_arrows_move_from_claim_to_claim_and_enter_shows_the_models(full, qtbot):
    first, second, third = cards(full)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Up)
    assert first.hasFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    with qtbot.waitSignal(full.models_wished) as wish:
        qtbot.keyClick(second, Qt.Key.Key_Return)
    assert wish.args == [("Net",)]
    qtbot.keyClick(second, Qt.Key.Key_Down)
    with qtbot.assertNotEmitted(full.models_wished):
        qtbot.keyClick(third, Qt.Key.Key_Return)


def test_arrows_leap_over_claims_that_are_filtered_out(full, qtbot):
    first, _, third = cards(full)
    full.findChild(QLineEdit).setText("12")
    assert ids(full) == ["A1", "C2"]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert third.hasFocus()


def test_tab_enters_the_list_once_where_it_was_left(full, qtbot):
    cards(full)[0].setFocus()
    qtbot.keyClick(cards(full)[0], Qt.Key.Key_Down)
    stops = [card.finding.id for card in cards(full) if card.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert stops == ["A2"]


def test_a_search_finds_every_word_wherever_it_stands(full, qtbot):
    qtbot.keyClicks(full.findChild(QLineEdit), "net one")
    assert ids(full) == ["A1", "A2"]
    assert "Other text" not in visible_text(full)
    full.findChild(QLineEdit).setText("nowhere")
    assert not cards(full)
    assert "No claim matches." in visible_text(full)
    full.findChild(QLineEdit).clear()
    assert ids(full) == ["A1", "A2", "C2"]


def test_a_verdict_narrows_the_list_and_outlasts_another_run(full):
    choice = full.findChild(QComboBox)
    choice.setCurrentIndex(choice.findData("does not hold"))
    assert ids(full) == ["A2"]
    full.show_findings(FINDINGS[1:])
    assert ids(full) == ["A2"]


def test_what_is_shown_can_be_copied_as_text_csv_and_markdown(full):
    choice = full.findChild(QComboBox)
    choice.setCurrentIndex(choice.findData("holds"))
    assert copied(full, "As text").startswith("One text\n")
    heading, row = copied(full, "As CSV").splitlines()
    assert dict(zip(heading.split(","), row.split(","), strict=True))["Models"] == "Small net; Large net"
    assert copied(full, "As Markdown").startswith("| Id ")
    assert "A2" not in copied(full, "As text")


@pytest.mark.parametrize("width", [1000, 700])
def test_nothing_is_cut_off_or_needs_scrolling_to_the_side(full, qtbot, width):
    long = " ".join(["a rather long sentence"] * 12)
    full.show_findings([Finding("B9", long, "One text", long[:60], long[:60], "holds", long, ("Net",))])
    full.resize(width, 500)
    (card,) = cards(full)
    texts = [label for label in card.findChildren(QLabel) if label.text()]
    assert len(texts) == 6
    qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) for label in texts))
    assert all(label.mapTo(card, label.rect().bottomRight()).x() < card.width() for label in texts)
    assert card.width() < width


def test_icons_follow_the_theme(qapp, full):
    pictures = []
    for each in (theme.DARK, theme.LIGHT):
        full.setPalette(theme.palette(each))
        pictures.append(picture(cards(full)[0]))
    assert pictures[0] != pictures[1]
