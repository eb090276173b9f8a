"""Whole processes, start-up included: how long they take, and how much memory at the most."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """``seconds`` from start to end, ``mib`` of peak memory."""

    seconds: float
    mib: float


def timed(command: Sequence[str], **environment: str) -> Cost:
    """What a process costs, with these variables added to ours.

    Raises:
        SystemExit: it failed.
    """
    started = time.monotonic()
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed with {status}")
    return Cost(time.monotonic() - started, usage.ru_maxrss / 1024)


def module(name: str, *arguments: str, environment: Mapping[str, str]) -> Cost:
    """What ``python -m benchmarks.<name>`` costs."""
    return timed([sys.executable, "-m", f"benchmarks.{name}", *arguments], **environment)
