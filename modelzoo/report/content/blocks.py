"""Where the time of a model goes: each block's, their sum beside the whole, and what belongs to no block."""

from collections.abc import Iterator

from modelzoo.analysis.trust import doubts
from modelzoo.entries import Entry
from modelzoo.node_times import LayerTimes, NodeTime
from modelzoo.report.content.figures import setup_words
from modelzoo.report.content.knowing import Known
from modelzoo.report.content.writing import NOTHING, counted, milliseconds, percent
from modelzoo.report.document import Bar, Bars, Column, Part, Table
from modelzoo.results import Cost

_MOST_BARS = 12


def block_times(known: Known, entry: Entry) -> Iterator[Part]:
    """The slowest blocks as bars, and all of them in a table, for every setup in which blocks were timed."""
    for each in known.project.record.layers:
        if (each.whole.fingerprint, each.whole.input[1:]) == entry.identity:
            how = f"{setup_words(each.whole.setup)}, {each.whole.environment.cpu}"
            yield _bars(each, how)
            yield _table(each, entry, known.name(entry), how)


def _bars(found: LayerTimes, how: str) -> Bars:
    slowest = sorted(found.nodes, key=lambda each: (-each.p50, each.node))[:_MOST_BARS]
    bars = tuple(
        Bar(
            f"{each.node} ({each.block})",
            1e3 * each.p50,
            text=f"{milliseconds(each.p50)} ms, {percent(found.share(each.p50))}",
        )
        for each in slowest
        if each.p50
    )
    caption = f"p50 of each block; those shown are {counted(len(bars), 'block')} of {len(found.nodes):,}."
    return Bars(f"Slowest blocks, {how}", "ms", bars, caption)


def _table(found: LayerTimes, entry: Entry, name: str, how: str) -> Table:
    paper = {each.node: each for each in entry.paper.layers} if isinstance(entry.paper, Cost) else {}
    macs = entry.paper.macs if entry.paper else 0
    columns = (
        Column("Node"),
        Column("Block"),
        Column("p50", "ms", numeric=True),
        Column("p90", "ms", numeric=True),
        Column("Share of time", numeric=True),
        Column("Share of MACs", numeric=True),
    )
    shares = {id: percent(each.macs / macs) for id, each in paper.items() if macs}
    rows = [(*_row(each, found), shares.get(each.node, NOTHING)) for each in found.nodes]
    blocks = sum(found.seconds.values())
    rows.append(("Sum of the blocks", "", milliseconds(blocks), "", percent(found.share(blocks)), ""))
    rows += [
        (name, "no block's", milliseconds(took), "", percent(found.share(took)), "") for name, took in found.others
    ]
    left = found.unattributed_share
    rows.append(("Unattributed", "", milliseconds(left * found.total), "", percent(left), ""))
    rows.append(("Whole model", "", milliseconds(found.total), milliseconds(found.whole.p90), percent(1.0), ""))
    return Table(columns, tuple(rows), f"Time per block, {how}", _note(found), key=f"blocks, {name}, {how}")


def _row(each: NodeTime, found: LayerTimes) -> tuple[str, ...]:
    if each.merged:
        return each.node, each.block, "merged", "", ""
    return each.node, each.block, milliseconds(each.p50), milliseconds(each.p90), percent(found.share(each.p50))


def _note(found: LayerTimes) -> str:
    note = (
        f"Each block's p50 of {found.n:,} passes timed block by block, in turns with {found.whole.n:,} whole ones. "
        "Unattributed is what the blocks' sum leaves of the whole; below 0 where the blocks are more."
    )
    if any(each.merged for each in found.nodes):
        note += " Merged: the runtime does this block's work within another's operations."
    return " ".join([note, *(f"In doubt: {each}" for each in doubts(found.whole))])
