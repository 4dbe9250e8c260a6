"""What a measurement was made on: the kind of processor, never the machine."""

import os
import platform
from pathlib import Path


def machine():
    return f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _processor():
    told = Path("/proc/cpuinfo")
    names = (
        [line.split(":", 1)[1].strip() for line in told.read_text().splitlines() if line.startswith("model name")]
        if told.exists()
        else []
    )
    return names[0] if names else platform.processor() or platform.machine()
