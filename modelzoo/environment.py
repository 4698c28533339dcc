"""Where a measurement is taken: without it a time in seconds says nothing."""

import platform
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import psutil

from modelzoo.measurements import Environment


def environment() -> Environment:
    """This machine and these versions, now."""
    return Environment(
        cpu=_cpu(),
        cores=psutil.cpu_count() or 1,
        os=platform.platform(),
        python=platform.python_version(),
        torch=version("torch"),
        date=datetime.now().astimezone().isoformat(timespec="seconds"),
        onnxruntime=version("onnxruntime"),
        numpy=version("numpy"),
        physical_cores=psutil.cpu_count(logical=False) or 0,
        memory=psutil.virtual_memory().total,
        governor=_governor(),
    )


def _governor() -> str:
    told = Path("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
    try:
        return told.read_text().strip()
    except OSError:
        return ""


def _cpu() -> str:
    """The processor's name as Linux tells it, else as Python does."""
    told = Path("/proc/cpuinfo")
    for line in told.read_text().splitlines() if told.exists() else ():
        key, _, name = line.partition(":")
        if key.strip() == "model name" and name.strip():
            return name.strip()
    return platform.processor() or platform.machine()
