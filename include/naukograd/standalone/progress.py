"""What a run is doing, told while it does it."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import TextIO

from naukograd.standalone.rest import Run

DONE = frozenset({"success", "skipped", "failed", "upstream_failed", "removed"})
AT_WORK = ("running", "up_for_retry", "deferred", "restarting")
CLEAR_LINE = "\r\x1b[2K"


class Progress:
    """Live progress on a stream: one redrawn line on a terminal, one line per change elsewhere."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream if stream is not None else sys.stderr
        self._redraws = self._stream.isatty()
        self._began = time.monotonic()
        self._last: dict[str, str] = {}

    def step(self, what: str) -> None:
        """Say what is being done now, as a line that stays."""
        self._keep(what)

    def show(self, runs: Sequence[Run]) -> None:
        """Say how far the runs are that go on together; silent when nothing has changed and nothing can be redrawn."""
        for run in runs:
            said = describe(run)
            if said != self._last.get(run.run_id) and (run.finished or not self._redraws):
                self._keep(said)
            self._last[run.run_id] = said
        if self._redraws and (going_on := [describe(run) for run in runs if not run.finished]):
            self._stream.write(f"{CLEAR_LINE}{self._elapsed()}  {'   '.join(going_on)}")
            self._stream.flush()

    def _keep(self, line: str) -> None:
        self._stream.write(f"{CLEAR_LINE if self._redraws else ''}{self._elapsed()}  {line}\n")
        self._stream.flush()

    def _elapsed(self) -> str:
        seconds = int(time.monotonic() - self._began)
        return f"{seconds // 60:3d}:{seconds % 60:02d}"


def describe(run: Run) -> str:
    """One line: the DAG, how many of its tasks are done, which are at work, which failed."""
    done = sum(task.state in DONE for task in run.tasks)
    parts = [f"{run.dag_id:<16} {run.state:<8} {done} of {len(run.tasks)} tasks"]
    parts += [f"{task.task_id} {_spoken(task.state)}" for task in run.tasks if task.state in AT_WORK]
    failed = [task.task_id for task in run.tasks if task.state == "failed"]
    if failed:
        parts.append(f"failed: {', '.join(failed)}")
    if run.finished and (skipped := Counter(task.state for task in run.tasks)["skipped"]):
        parts.append(f"{skipped} skipped")
    return " | ".join(parts)


def _spoken(state: str | None) -> str:
    return {"up_for_retry": "waits to try again"}.get(state or "", state or "")
