"""Variants of a project: each step gives another project, and a history never claims what is not so."""

from dataclasses import replace

import pytest

from modelzoo import variants
from modelzoo.acts import Act
from modelzoo.analysis.cost import cost
from modelzoo.analysis.preview import apply
from modelzoo.cli import main
from modelzoo.edits import set_param
from modelzoo.errors import ZooError
from modelzoo.project import Project
from modelzoo.project_file import dumps, loads, save
from modelzoo.zoo import open_model

UNET = "Squeeze U-Net"
SEPARABLE, NARROW = Act("separable"), Act("width", (("width", 0.5),))


def derived(project, act):
    return variants.derive(project, act, apply(project.graph, act, project.size), {})


def acted(project, act):
    return variants.act_on(project, act, apply(project.graph, act, project.size), {})


def edited(project, out=8):
    return replace(project, graph=set_param(project.graph, "conv1", "out", out))


def titles(project):
    return [each.title for each in project.variants]


def histories(project):
    return [variants.history_text(each) for each in project.variants]


@pytest.fixture(scope="module")
def family():
    """Squeeze U-Net, its depthwise variant, and half of that."""
    return derived(derived(open_model(UNET), SEPARABLE), NARROW)


def test_a_variant_is_called_by_its_history(family):
    assert titles(family) == [UNET, f"{UNET} + dep-sep", f"{UNET} + dep-sep + width 0.5"] == histories(family)
    assert family.shown == family.variants[2]
    assert [len(each.acts) for each in family.variants] == [0, 1, 2]


def test_every_variant_has_the_graph_that_its_acts_make_of_its_origin(family):
    for each in family.variants:
        graph = open_model(each.origin).graph
        for act in each.acts:
            graph = apply(graph, act, each.size)
        assert graph == each.graph and each.made == graph.fingerprint


def test_an_act_in_place_lengthens_the_history_of_the_variant_that_is_shown():
    found = acted(acted(open_model(UNET), SEPARABLE), NARROW)
    assert titles(found) == [UNET] and histories(found) == [f"{UNET} + dep-sep + width 0.5"]


def test_an_edit_by_hand_is_told_until_it_is_taken_back():
    project = acted(open_model(UNET), SEPARABLE)
    by_hand = edited(project)
    assert histories(by_hand) == [f"{UNET} + dep-sep + edited by hand"]
    assert histories(edited(by_hand, project.graph["conv1"].values["out"])) == [f"{UNET} + dep-sep"]


def test_an_edit_by_hand_between_two_acts_keeps_its_place_in_the_history():
    found = acted(edited(acted(open_model(UNET), SEPARABLE)), NARROW)
    assert histories(found) == [f"{UNET} + dep-sep + edited by hand + width 0.5"]
    assert histories(loads(dumps(found))) == histories(found)


def test_a_model_of_the_zoo_that_was_edited_does_not_pass_for_it():
    assert histories(open_model(UNET)) == [UNET]
    assert histories(edited(open_model(UNET))) == [f"{UNET} + edited by hand"]


def test_a_model_made_by_hand_has_no_history_until_something_is_derived_from_it():
    mine = Project("mine", open_model(UNET).graph)
    assert histories(mine) == [""]
    assert histories(derived(mine, NARROW)) == ["mine", "mine + width 0.5"]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (Act("of_tomorrow", (("share", 0.5),), ("conv1",)), "of tomorrow share=0.5 (conv1)"),
        (Act("width", (("factor", 0.5),)), "width factor=0.5"),
    ],
    ids=["an unknown transform", "an unknown parameter"],
)
def test_an_act_of_another_version_reads_by_its_name_and_values(act, said):
    project = open_model(UNET)
    found = loads(dumps(variants.act_on(project, act, project.graph, {})))
    assert histories(found) == [f"{UNET} + {said}"]


def test_the_variant_above_is_the_nearest_in_the_history(family):
    assert [variants.parent(family, at) for at in range(3)] == [None, 0, 1]
    assert variants.parent(variants.remove(family, 1), 1) == 0


def test_a_variant_that_was_edited_since_is_not_what_another_came_from(family):
    changed = edited(variants.show(family, 0))
    assert variants.parent(changed, 1) is None and variants.parent(changed, 2) == 1


def test_a_copy_stands_behind_its_original_with_a_name_of_its_own(family):
    found = variants.duplicate(variants.duplicate(family, 0), 0)
    assert titles(found)[:3] == [UNET, f"{UNET} 3", f"{UNET} 2"] and len(found.later) == 3
    assert found.shown.graph is family.variants[0].graph and found.variants[3:] == family.variants[1:]


def test_a_copy_that_was_edited_came_from_its_original():
    project = edited(variants.duplicate(Project("mine", open_model(UNET).graph), 0))
    assert histories(project) == ["mine", "mine + edited by hand"] and variants.parent(project, 1) == 0


def test_showing_another_variant_is_the_same_work(family):
    found = variants.show(family, 0)
    assert found.title == UNET and found.variants == family.variants
    assert found != family and found.is_same_work(family) and not edited(found).is_same_work(family)


def test_a_variant_is_renamed_wherever_it_stands_and_keeps_its_history(family):
    found = variants.rename(variants.rename(family, 0, " first "), 2, "light")
    assert titles(found) == ["first", f"{UNET} + dep-sep", "light"] and histories(found) == histories(family)


@pytest.mark.parametrize(("title", "reason"), [(" ", "needs a name"), (f"{UNET} + dep-sep", "named '.*' already")])
def test_a_name_that_is_none_or_taken_is_refused(family, title, reason):
    with pytest.raises(ZooError, match=reason):
        variants.rename(family, 0, title)


@pytest.mark.parametrize(("at", "shown"), [(0, 2), (1, 2), (2, 1)])
def test_what_is_deleted_is_gone_and_another_is_shown_only_where_it_must_be(family, at, shown):
    found = variants.remove(family, at)
    assert titles(found) == [each for each in titles(family) if each != titles(family)[at]]
    assert found.title == titles(family)[shown]


def test_the_last_variant_stays():
    with pytest.raises(ZooError, match="only variant cannot be deleted"):
        variants.remove(open_model(UNET), 0)


@pytest.mark.parametrize(
    ("at", "to", "order"), [(0, 1, [1, 0, 2]), (2, 0, [2, 0, 1]), (1, 9, [0, 2, 1]), (0, -1, [0, 1, 2])]
)
def test_a_variant_is_moved_and_what_is_shown_stays_shown(family, at, to, order):
    found = variants.move(family, at, to)
    assert found.variants == tuple(family.variants[each] for each in order) and found.shown == family.shown


def test_any_variant_is_pinned_as_it_stands(family):
    baseline = variants.pin(family, 1).baseline
    assert (baseline.title, baseline.graph, baseline.size) == (
        f"{UNET} + dep-sep",
        family.variants[1].graph,
        family.variants[1].size,
    )


def test_a_model_is_added_behind_what_is_shown_or_takes_the_place_of_an_empty_canvas(family):
    found = variants.add(variants.show(family, 0), open_model("SqueezeNet 1.1").shown)
    assert titles(found)[1] == found.title == "SqueezeNet 1.1" and len(titles(found)) == 4
    assert titles(variants.add(Project(), open_model(UNET).shown)) == [UNET]
    assert titles(variants.add(found, open_model(UNET).shown))[2] == f"{UNET} 2"


def test_exchanging_the_only_model_begins_another_work_and_one_of_several_does_not(family):
    model = open_model("SqueezeNet 1.1").shown
    alone, among = open_model(UNET), variants.show(family, 0)
    assert variants.exchange(alone, model).lineage is not alone.lineage
    assert variants.exchange(among, model).lineage is among.lineage
    assert titles(variants.exchange(among, model)) == ["SqueezeNet 1.1", *titles(family)[1:]]
    assert variants.rename(family, 0, "other").lineage is family.lineage is variants.show(family, 0).lineage


def test_a_file_gives_the_variant_that_is_named_else_the_one_that_is_shown(family, tmp_path):
    path = tmp_path / "a#b.slimscope"
    save(variants.show(variants.rename(family, 2, "light #2"), 1), path)
    for variant, at in (("", 1), (f"#{UNET}", 0), ("#light #2", 2)):
        assert open_model(f"{path}{variant}").graph == family.variants[at].graph
    assert open_model(f"{path}#light #2", "32").size == (32, 32)


def test_the_command_line_takes_variants_and_names_those_there_are(family, tmp_path, capsys):
    path = tmp_path / "unets.slimscope"
    save(family, path)
    assert main(["analyze", f"{path}#{UNET} + dep-sep", "--json"]) == 0
    macs = cost(family.variants[1].graph, family.variants[1].size).macs
    assert f'"macs": {macs},' in capsys.readouterr().out
    assert main(["diff", f"{path}#{UNET}", str(path)]) == 0
    assert "width 0.5" in capsys.readouterr().out
    assert main(["analyze", f"{path}#dense"]) == 1
    said = capsys.readouterr().err
    assert "There is no variant named 'dense'" in said and f"{UNET} + dep-sep + width 0.5" in said


def moved(blocks, stage):
    return Act("move_blocks", (("blocks", blocks), ("stage", stage)))


def test_every_later_squeezenext_is_a_variant_of_the_first_by_acts_and_reads_so():
    project = derived(open_model("1.0-SqNxt-23"), Act("kernel", (("old", 7), ("new", 5))))
    project = acted(project, Act("sequential_entry"))
    for act in (moved(2, 1), moved(2, 1), moved(6, 2)):
        project = derived(project, act)
    assert [each.graph for each in project.variants[1:]] == [
        open_model(f"1.0-SqNxt-23v{version}").graph for version in (2, 3, 4, 5)
    ]
    assert variants.history(project.shown) == (
        "1.0-SqNxt-23",
        "5x5 for 7x7",
        "sequential entry",
        "2 of stage 1 to the next",
        "2 of stage 1 to the next",
        "6 of stage 2 to the next",
    )
    assert [variants.parent(project, at) for at in range(5)] == [None, 0, 1, 2, 3]


def test_the_encoder_and_decoder_of_the_article_is_a_variant_of_squeeze_unet_by_acts():
    project = open_model(UNET)
    normed = ("conv1", *(node.id for node in project.graph.of_block("fire")))
    acts = (
        Act("drop_skips"),
        Act("squeezeseg", (("widths", "transposed"),)),
        Act("drop_blocks", (), ("conv2",)),
        Act("pointwise_first"),
    )
    project = derived(project, Act("norm_for_bias", (), normed))
    for act in acts:
        project = acted(project, act)
    assert project.graph == open_model("Squeeze Encoder Decoder").graph
    assert variants.history_text(project.shown) == (
        f"{UNET} + batch norm (13 blocks) + no skips + SqueezeSeg's transposed fire + blocks taken out (conv2)"
        " + 1x1 before upsample"
    )
