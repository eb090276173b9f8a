"""Processes are found and ended with all they started, whoever of them died first."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import psutil
import pytest

from naukograd.standalone import processes

# A parent and a child that ignores being asked; both write their ids.
FAMILY = """
import os, signal, sys, time
child = os.fork()
if child == 0:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)
print(os.getpid(), child, flush=True)
time.sleep(600)
"""


def _start(tmp_path: Path, code: str = FAMILY) -> processes.Process:
    return processes.start(
        "family", [sys.executable, "-c", code], stack=tmp_path, env=os.environ, log=tmp_path / "family.log"
    )


def _pids(process: processes.Process) -> list[int]:
    for _ in range(200):
        if words := process.log.read_text().split():
            return [int(word) for word in words]
        time.sleep(0.05)
    pytest.fail("the family did not start")


def _alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE]


def test_stop_ends_children_that_do_not_listen(tmp_path: Path) -> None:
    process = _start(tmp_path)
    pids = _pids(process)
    processes.stop([process], patience=0.3)
    assert _alive(pids) == []


def test_stop_ends_the_children_of_a_process_that_died_first(tmp_path: Path) -> None:
    process = _start(tmp_path)
    pids = _pids(process)
    os.kill(pids[0], signal.SIGKILL)
    process.popen.wait()
    processes.stop([process], patience=0.3)
    assert _alive(pids) == []


def test_a_later_start_finds_what_a_killed_one_left(tmp_path: Path) -> None:
    process = _start(tmp_path)
    pids = _pids(process)
    os.kill(pids[0], signal.SIGKILL)
    process.popen.wait()
    assert len(processes.reap(tmp_path / "another")) == 0
    assert len(processes.reap(tmp_path)) == 1
    assert _alive(pids) == []


def test_a_crash_is_told_with_the_last_words(tmp_path: Path) -> None:
    process = _start(tmp_path, "import sys; sys.exit('the disk is full')")
    process.popen.wait()
    with pytest.raises(processes.ProcessEnded, match=r"(?s)exit code 1.*the disk is full.*family\.log"):
        process.check()


def test_the_log_of_the_start_before_is_kept_once(tmp_path: Path) -> None:
    for word in ("first", "second", "third"):
        _start(tmp_path, f"print({word!r})").popen.wait()
    assert (tmp_path / "family.log").read_text() == "third\n"
    assert (tmp_path / "family.previous.log").read_text() == "second\n"
