"""What tests of the panels look at, and how: labels by name, and figures to show."""

import random
from dataclasses import replace

from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
)

from modelzoo.analysis.compare import side_by_side
from modelzoo.measurements import Environment, Latency, Load, Setup
from modelzoo.results import Cost, LayerCost


def visible_text(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def named(widget, name):
    return next(label for label in widget.findChildren(QLabel) if label.accessibleName() == name)


def button(widget, text):
    return next(each for each in widget.findChildren(QAbstractButton) if each.text() == text)


def opened(qtbot, panel, width=280, height=600):
    qtbot.addWidget(panel)
    panel.resize(width, height)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    return panel


A_COST = Cost(
    parameters=1_248_424,
    macs=1_000_000,
    mult_adds=1_000_000,
    pass_bytes=4_000_000,
    parameter_bytes=4_993_696,
    activation_bytes=2_000_000,
    peak_activation_bytes=500_000,
    traffic_bytes=200_000,
    uncounted=(),
    layers=(),
)


def measured(*latencies):
    return side_by_side(latencies)


def compared(own, other):
    return side_by_side((own,), (other,))


def a_latency(p50=0.0025, **changes):
    random.seed(4)
    samples = (p50, *(p50 * share for each in range(60) for share in (1 - each / 1000, 1 + each / 500))) * 4
    environment = Environment("A CPU", 2, "Linux", "3.11", "2.13.0", "2026-11-21T09:00:00")
    known = Latency("f", Setup("eager", 1), (3, 64, 64), samples, 0.02, True, Load(), environment)
    return replace(known, **changes)


def layer(node, macs, parameters=0, block="conv"):
    return LayerCost(node, block, ((1, 3, 8, 8),), (1, 16, 8, 8), parameters, macs, macs, 0, 4096, 200, 40)


LAYERS = (layer("stem", 250_000, 9), layer("wide", 1_000_000, 1000), layer("tail", 750_000, 200))


def with_layers(*layers):
    return replace(A_COST, macs=sum(each.macs for each in layers), layers=layers)
