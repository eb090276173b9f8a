"""What a person, or a log, sees of a run."""

from __future__ import annotations

import io

from naukograd.standalone.progress import CLEAR_LINE, Progress, describe
from naukograd.standalone.rest import Run, Task

WAITING = Run("ingest_taxes", "r", "running", (Task("fetch", "running", 1), Task("load", None, 1)))
DONE = Run("ingest_taxes", "r", "success", (Task("fetch", "success", 1), Task("load", "skipped", 1)))
RETRY = Run("ingest_taxes", "r", "running", (Task("fetch", "up_for_retry", 1), Task("load", None, 1)))
FAILED = Run("ingest_taxes", "r", "failed", (Task("fetch", "failed", 3), Task("load", "upstream_failed", 1)))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_line_says_how_far_and_what_is_at_work() -> None:
    assert describe(WAITING).endswith("running  0 of 2 tasks | fetch running")
    assert describe(RETRY).endswith("0 of 2 tasks | fetch waits to try again")
    assert describe(FAILED).endswith("failed   2 of 2 tasks | failed: fetch")
    assert describe(DONE).endswith("success  2 of 2 tasks | 1 skipped")


def test_a_pipe_gets_one_line_per_change() -> None:
    pipe = io.StringIO()
    progress = Progress(pipe)
    for run in (WAITING, WAITING, WAITING, DONE, DONE):
        progress.show([run])
    lines = pipe.getvalue().splitlines()
    assert [line.split("  ", 2)[-1].strip() for line in lines] == [describe(WAITING), describe(DONE)]
    assert "\x1b" not in pipe.getvalue()


def test_a_terminal_gets_one_line_redrawn_and_the_end_kept() -> None:
    terminal = Terminal()
    progress = Progress(terminal)
    progress.show([WAITING])
    progress.show([WAITING])
    assert "\n" not in terminal.getvalue()
    progress.show([DONE])
    assert terminal.getvalue().count(CLEAR_LINE) == 3
    assert terminal.getvalue().endswith(f"{describe(DONE)}\n")


def test_runs_that_go_on_together_share_the_line_and_each_end_is_kept() -> None:
    terminal, other = Terminal(), Run("ingest_patents", "p", "running", (Task("fetch", "running", 1),))
    progress = Progress(terminal)
    progress.show([WAITING, other])
    progress.show([DONE, other])
    lines = terminal.getvalue().split("\n")
    assert lines[0].endswith(describe(DONE))
    assert describe(WAITING) in lines[0]
    assert lines[1].endswith(describe(other))
