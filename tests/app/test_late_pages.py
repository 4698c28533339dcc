"""What stands behind a page comes as late as the page: it knows what happened before, and hears every wish."""

import pytest
from PySide6.QtCore import QItemSelectionModel

from app.actions import PAGES
from app.panels.sweep.models import CANVAS
from modelzoo import variants
from modelzoo.project import Project
from tests.app.desk import small

ZOO = "SqueezeNet 1.1"


def test_no_page_is_made_before_it_is_turned_to(session):
    assert set(PAGES) & set(vars(session.window)) == {"canvas"}
    session.window.pages.turn_to("diff")
    assert set(PAGES) & set(vars(session.window)) == {"canvas", "diff"}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_can_be_the_first_that_is_turned_to(session, page):
    session.window.pages.turn_to(page)
    assert session.window.pages.current == page
    assert session.window.pages.currentWidget() is getattr(session.window, page)


def test_the_models_selected_in_the_zoo_are_put_on_the_board_before_it_was_ever_shown(session):
    session.window.pages.turn_to("zoo")
    table = session.window.zoo.table
    names = [table.model().index(row, 0).data() for row in range(table.model().rowCount())]
    flags = QItemSelectionModel.SelectionFlag
    at = table.model().index(names.index(ZOO), 0)
    table.selectionModel().select(at, flags.ClearAndSelect | flags.Rows)  # whatever key is held from before
    session.window.actions_by_name["add_to_board"].trigger()
    assert session.document.project.board.models == (ZOO,)


def test_the_model_on_the_canvas_is_swept_by_its_action_before_the_page_was_ever_shown(session):
    session.document.open(Project("mine", small()))
    session.window.actions_by_name["sweep"].trigger()
    assert session.window.pages.current == "sweeps" and session.window.sweeps.setup.models.names == (CANVAS,)


def test_the_variants_that_were_there_before_can_be_chosen_in_the_diff(session):
    other = Project("narrow", small(4)).shown
    session.document.open(variants.add(Project("wide", small()), other))
    session.window.variants.diff_wished.emit("wide")
    offered = [session.window.diff.sides[0].itemText(at) for at in range(session.window.diff.sides[0].count())]
    assert session.window.pages.current == "diff" and {"Variant: wide", "Variant: narrow"} <= set(offered)


def test_a_colouring_chosen_before_is_that_of_netrons_page(session):
    heats = []
    session.layers.colour("macs")
    session.window.netron.show_heat = heats.append
    session.window.pages.turn_to("netron")
    assert heats and heats[-1].title == "MACs"
