"""Processes of their own: how long they take, and how much memory at the most."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from naukograd.standalone import postgres

# The kernel counts the memory of whoever starts a process as its own, so somebody small starts it.
_LAUNCH = """
import os, sys, time
started = time.monotonic()
silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=silent)
_, status, usage = os.wait4(process, 0)
print(time.monotonic() - started, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


_FORK = """
import os, runpy, sys, time, traceback
from importlib import import_module
for name in sys.argv[1].split():
    import_module(name)
started = time.monotonic()
process = os.fork()
if not process:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.argv = sys.argv[2:]
    try:
        runpy.run_module(sys.argv[0], run_name="__main__")
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
_, status, usage = os.wait4(process, 0)
print(time.monotonic() - started, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


@dataclass(frozen=True)
class Cost:
    """``seconds`` from start to end, ``mib`` of peak memory."""

    seconds: float
    mib: float


def timed(command: Sequence[str], **environment: str) -> Cost:
    """What a process costs, start-up included, with these variables added to ours.

    Raises:
        SystemExit: it failed.
    """
    return _launched(["-I", "-S", "-c", _LAUNCH, *command], command, environment)


def _launched(launcher: Sequence[str], command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    launched = subprocess.run(
        [sys.executable, *launcher], env={**os.environ, **environment}, stdout=subprocess.PIPE, check=True, text=True
    )
    seconds, kib, status = launched.stdout.split()
    if status != "0":
        raise SystemExit(f"{' '.join(command)} failed with {status}")
    cost = Cost(float(seconds), int(kib) / 1024)
    name = f"{Path(command[0]).name} {' '.join(command[1:3])}"
    print(f"  {name}: {cost.seconds:.1f} s, {cost.mib:.0f} MiB", file=sys.stderr, flush=True)
    return cost


def psql(url: str, *arguments: str, **environment: str) -> Cost:
    """What psql costs, the one that comes with the embedded server."""
    return timed([str(postgres.programs() / "psql"), "-X", "-q", "-d", url, *arguments], **environment)


def module(name: str, *arguments: str) -> Cost:
    """What ``python -m benchmarks.<name>`` costs, start-up included."""
    return timed([sys.executable, "-m", f"benchmarks.{name}", *arguments])


def task(name: str, *arguments: str, imported: Sequence[str]) -> Cost:
    """What ``benchmarks.<name>`` costs as a task of Airflow: forked from a process that has imported these modules."""
    command = [f"benchmarks.{name}", *arguments]
    return _launched(["-c", _FORK, " ".join(imported), *command], command, {})
