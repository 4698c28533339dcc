"""Figures of published models are asked for one at a time, what is wanted first, and kept for the next start."""

from dataclasses import replace

import pytest

from app.appraisals import Appraisals
from app.figures_cache import FiguresCache
from modelzoo.errors import GraphError
from modelzoo.results import Appraisal
from tests.app.looking import A_COST

FOUND = Appraisal.of(A_COST, (3, 64, 64))
CATALOG = "a catalog"


class Desk:
    """Stands for a worker: holds one appraisal until a test answers it; files are written at once."""

    def __init__(self):
        self.asked = None
        self.in_background = False

    def submit(self, kind, lane, job, *args, done, failed, background=False):
        if kind == "figures":
            done(job(*args))
        else:
            assert self.asked is None
            self.asked = args, done, failed
            self.in_background = background

    def cancel(self, kind):
        self.asked = None

    def answer(self, found=FOUND):
        (_, done, _), self.asked = self.asked, None
        done(found)

    def fail(self, reason):
        (_, _, failed), self.asked = self.asked, None
        failed(GraphError(reason))

    @property
    def question(self):
        return self.asked and self.asked[0]


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def appraisals(qapp, desk, tmp_path):
    return begun(desk, tmp_path)


def begun(desk, folder, catalog=CATALOG):
    appraisals = Appraisals(desk, FiguresCache(folder))
    appraisals.take_catalog(catalog, ["a", "b", "c"])
    return appraisals


def test_nothing_is_asked_before_the_engine_is_there(appraisals, desk):
    assert desk.question is None
    appraisals.start()
    assert desk.question == ("a", "")


def test_models_are_asked_for_one_after_another_until_all_are_known(appraisals, desk, qtbot):
    appraisals.start()
    for name in "abc":
        assert desk.question == (name, "")
        with qtbot.waitSignal(appraisals.appraised) as told:
            desk.answer()
        assert told.args == [name, "", FOUND] and appraisals.find(name) == FOUND
    assert desk.question is None


def test_a_model_that_fails_is_told_and_the_others_follow(appraisals, desk, qtbot):
    appraisals.start()
    with qtbot.waitSignal(appraisals.failed) as told:
        desk.fail("it cannot be")
    assert told.args == ["a", "", "it cannot be"] and appraisals.problem("a") == "it cannot be"
    assert desk.question == ("b", "")


def test_what_is_wanted_comes_first_and_replaces_what_was_wanted_before(appraisals, desk):
    appraisals.start()
    appraisals.want(["b", "c"], "96")
    assert desk.question == ("b", "96")
    appraisals.want(["c"], "128")
    assert desk.question == ("c", "128")
    desk.answer()
    assert desk.question == ("a", "")


def test_what_is_wanted_twice_is_asked_once(appraisals, desk):
    appraisals.start()
    appraisals.want(["b", "c"], "96")
    asked = desk.asked
    appraisals.want(["c", "b"], "96")
    assert desk.asked is asked


def test_what_is_wanted_again_after_it_failed_is_tried_again(appraisals, desk):
    appraisals.start()
    desk.fail("no")
    assert desk.question == ("b", "")
    appraisals.want(["a"], "")
    assert desk.question == ("a", "")


def test_what_nobody_waits_for_is_asked_in_the_background(appraisals, desk):
    appraisals.start()
    assert desk.question == ("a", "") and desk.in_background
    appraisals.want(["c"], "")
    assert desk.question == ("c", "") and not desk.in_background
    desk.answer()
    assert desk.question == ("a", "") and desk.in_background


def test_the_next_start_knows_what_the_last_found_out(appraisals, desk, tmp_path):
    appraisals.start()
    desk.answer()
    desk.answer(replace(FOUND, macs=7))
    after = begun(Desk(), tmp_path)
    assert after.find("a") == FOUND and after.find("b") == replace(FOUND, macs=7) and after.find("c") is None


def test_figures_at_other_sizes_are_not_kept(appraisals, desk, tmp_path):
    appraisals.start()
    appraisals.want(["b"], "96")
    desk.answer()
    desk.answer()
    after = begun(Desk(), tmp_path)
    assert appraisals.find("b", "96") == FOUND and after.find("a") == FOUND and after.find("b") is None


def test_figures_of_another_catalog_are_not_taken_for_those_of_this_one(appraisals, desk, tmp_path):
    appraisals.start()
    desk.answer()
    assert begun(Desk(), tmp_path, "another catalog").find("a") is None


def test_figures_of_another_torch_are_counted_anew(appraisals, desk, tmp_path, monkeypatch):
    appraisals.start()
    desk.answer()
    monkeypatch.setattr("app.figures_cache.version", lambda name: "99")
    assert begun(Desk(), tmp_path).find("a") is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"key": 1}', "null"])
def test_a_file_that_is_no_list_of_figures_is_as_good_as_none(qapp, tmp_path, text):
    (tmp_path / "figures.json").write_text(text)
    assert begun(Desk(), tmp_path).find("a") is None


def test_a_row_that_lacks_a_figure_is_as_good_as_no_file(appraisals, desk, tmp_path):
    appraisals.start()
    desk.answer()
    file = tmp_path / "figures.json"
    file.write_text(file.read_text().replace('"macs"', '"mac"'))
    assert begun(Desk(), tmp_path).find("a") is None
