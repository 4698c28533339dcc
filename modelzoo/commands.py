"""What answers each command of the command line: a JSON document, and the same as text."""

import sys
import textwrap
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict
from itertools import combinations
from typing import Any, TypeVar

from modelzoo.analysis.compare import compare
from modelzoo.analysis.cost import cost
from modelzoo.analysis.latency import measure_many
from modelzoo.catalog import CATALOG, ArchitectureInfo, BlockInfo
from modelzoo.claims.checking import claims
from modelzoo.claims.writing import findings_text
from modelzoo.jobs import Job
from modelzoo.measurements import Environment, Latency
from modelzoo.params import Param, value_text
from modelzoo.reproduce import table3
from modelzoo.results import LayerCost
from modelzoo.tables import comparison_text, cost_text, environment_text, latencies_text, layers_text, table
from modelzoo.zoo import BLOCK_INPUT, open_model

Answer = tuple[Any, str]
T = TypeVar("T")


def answer(arguments: Namespace) -> Answer:
    """What was asked for, as JSON data and as text. Raises ZooError."""
    return _ANSWERS[arguments.command](arguments)


def _list(arguments: Namespace) -> Answer:
    if arguments.what == "models":
        rows = [_listed_model(info) for info in CATALOG.architectures.values()]
    else:
        rows = [_listed_block(info) for info in CATALOG.blocks.values()]
    return rows, "\n".join(_entry(row) for row in rows)


def _listed_model(info: ArchitectureInfo) -> dict[str, Any]:
    return {
        "name": info.name,
        "family": info.family,
        "title": info.title,
        "source": info.source,
        "input": list(info.input),
        "parameters": [_parameter(param) for param in info.params],
        "variants": [
            {"name": each.name, "parameters": dict(each.values), "input": list(each.input)} for each in info.variants
        ],
    }


def _listed_block(info: BlockInfo) -> dict[str, Any]:
    return {
        "name": info.name,
        "family": info.group,
        "title": info.title,
        "source": info.source,
        "input": list(BLOCK_INPUT),
        "parameters": [_parameter(param) for param in info.params],
        "variants": [],
    }


def _parameter(param: Param) -> dict[str, Any]:
    row = asdict(param)
    return {"name": row.pop("name"), "type": row.pop("kind"), **row}


def _entry(row: dict[str, Any]) -> str:
    settings = ", ".join(f"{each['name']}={value_text(each['default'])}" for each in row["parameters"])
    variants = ", ".join(each["name"] for each in row["variants"])
    lines = [f"{row['name']}  -  {row['title']} ({row['family']}), {'x'.join(map(str, row['input']))}"]
    for what, text in (("settings", settings), ("published", variants)):
        if text:
            lines.append(textwrap.fill(f"{what:<10}{text}", 100, initial_indent="    ", subsequent_indent=" " * 14))
    return "\n".join(lines)


def _analyze(arguments: Namespace) -> Answer:
    model = open_model(arguments.model, arguments.size)
    found = cost(model.graph, model.size)
    source = next(each for each in found.layers if each.block == "input").output[1:]
    data = {
        "model": model.title,
        "fingerprint": model.graph.fingerprint,
        "input": list(source),
        "parameters": found.parameters,
        "macs": found.macs,
        "mult_adds_torchinfo": found.mult_adds,
        "pass_bytes_torchinfo": found.pass_bytes,
        "parameter_bytes": found.parameter_bytes,
        "activation_bytes": found.activation_bytes,
        "peak_activation_bytes": found.peak_activation_bytes,
        "uncounted": [name for name, _ in found.uncounted],
        "layers": [_layer(each) for each in found.layers],
    }
    title = f"{model.title}, {'x'.join(map(str, source))}, batch 1, fp32, fingerprint {model.graph.fingerprint}"
    parts = [title, cost_text(found)] + ([layers_text(found.layers)] if arguments.layers else [])
    return data, "\n\n".join(parts)


def _layer(layer: LayerCost) -> dict[str, Any]:
    return {
        "node": layer.node,
        "block": layer.block,
        "inputs": [list(shape[1:]) for shape in layer.inputs],
        "output": list(layer.output[1:]),
        "parameters": layer.parameters,
        "macs": layer.macs,
        "mult_adds_torchinfo": layer.mult_adds,
        "activation_bytes": layer.activation_bytes,
        "intensity": layer.intensity,
    }


def _measure(arguments: Namespace) -> Answer:
    models = [open_model(name, arguments.size) for name in arguments.models]
    graphs = [(model.graph, model.size) for model in models]
    results: list[tuple[str, Latency]] = []
    comparisons: list[tuple[dict[str, Any], str]] = []
    for runtime in dict.fromkeys(arguments.runtimes or ("eager",)):
        found = _watched(_RUNTIMES[runtime](graphs, arguments.threads, arguments.seconds))
        named = [(model.title, each) for model, each in zip(models, found, strict=True)]
        results += named
        comparisons += [_compared(*first, *second) for first, second in combinations(named, 2)]
    environment = results[0][1].environment
    data = {
        "environment": _environment(environment, arguments.threads),
        "results": [_result(*each) for each in results],
        "comparisons": [each for each, _ in comparisons],
    }
    parts = [latencies_text(results), "\n".join(text for _, text in comparisons), environment_text(environment)]
    return data, "\n\n".join(filter(None, parts))


def _environment(environment: Environment, threads: int) -> dict[str, Any]:
    return {
        "cpu": environment.cpu,
        "threads": threads,
        "os": environment.os,
        "python": environment.python,
        "torch": environment.torch,
        "onnxruntime": None,
        "date": environment.date,
    }


def _result(model: str, latency: Latency) -> dict[str, Any]:
    return {
        "model": model,
        "runtime": latency.setup.runtime,
        "threads": latency.setup.threads,
        "input": list(latency.input),
        "p50_s": latency.p50,
        "p90_s": latency.p90,
        "min_s": latency.minimum,
        "first_s": latency.first,
        "n": latency.n,
        "samples_s": list(latency.samples),
    }


def _compared(a: str, first: Latency, b: str, second: Latency) -> tuple[dict[str, Any], str]:
    found = compare(first, second)
    row = {
        "a": a,
        "b": b,
        "runtime": first.setup.runtime,
        "ratio": found.ratio,
        "low": found.low,
        "high": found.high,
        "verdict": found.verdict,
    }
    return row, comparison_text(a, b, found)


def _reproduce(arguments: Namespace) -> Answer:
    return {"table3": _table3, "claims": _claims}[arguments.what]()


def _claims() -> Answer:
    findings = _watched(claims())
    data = [
        {
            "name": each.id,
            "claim": each.claim,
            "source": each.source,
            "published": each.published,
            "ours": each.ours,
            "verdict": each.verdict,
            "agrees": each.agrees,
            "note": each.reason,
        }
        for each in findings
    ]
    return {"rows": data}, findings_text(findings)


def _table3() -> Answer:
    rows = table3()
    data = [
        {
            "name": row.name,
            "figure": row.figure,
            "published": row.published,
            "ours": row.ours,
            "agrees": row.agrees,
            "note": row.note,
        }
        for row in rows
    ]
    notes = list(dict.fromkeys(row.note for row in rows if row.note))
    cells = [
        [
            row.name,
            row.figure,
            f"{row.published:,.{row.decimals}f}",
            "-" if row.ours is None else f"{row.ours:,.{row.decimals}f}",
            {True: "yes", False: "no", None: "not compared"}[row.agrees],
            f"[{notes.index(row.note) + 1}]" if row.note else "",
        ]
        for row in rows
    ]
    header = ["Model", "Figure", "Published", "Ours", "Agrees", "Note"]
    footnotes = [textwrap.fill(f"[{at}] {note}", 110, subsequent_indent="    ") for at, note in enumerate(notes, 1)]
    return {"rows": data}, "\n\n".join([table(header, cells), "\n".join(footnotes)])


def _watched(job: Job[T]) -> T:
    """Run a job to its end, its progress on standard error where a person watches."""
    shown = ""
    try:
        while True:
            progress = next(job)
            line = f"{progress.text} {progress.share:.0%}"
            if line != shown and sys.stderr.isatty():
                print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
                shown = line
    except StopIteration as end:
        result: T = end.value
        return result
    finally:
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


_RUNTIMES = {"eager": measure_many}

_ANSWERS: dict[str, Callable[[Namespace], Answer]] = {
    "list": _list,
    "analyze": _analyze,
    "measure": _measure,
    "reproduce": _reproduce,
}
