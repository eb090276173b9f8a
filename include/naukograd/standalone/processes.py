"""Processes of our own: started so that they can always be found again, and ended with everything they started."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from naukograd.core.errors import NaukogradError, UsageError

# Every process of the stack carries the folder it serves in its environment, and so do the processes it starts in
# its turn. A later start finds the leftovers of a killed one by it: process ids are reused, this is not.
MARK = "NAUKOGRAD_STACK"
# setproctitle, which Airflow's processes call, would write their titles over that environment.
KEEP_ENVIRONMENT = {"SPT_NOENV": "1"}
PR_SET_PDEATHSIG = 1
PIPE = subprocess.PIPE


class ProcessEnded(NaukogradError):
    """A process of the stack ended on its own."""

    runbook = "a-process-of-the-stack-ended"


@dataclass(frozen=True)
class Process:
    """A running process of the stack and the file its output goes to."""

    stack: Path
    name: str
    popen: subprocess.Popen[str]
    log: Path

    def check(self) -> None:
        """Raise ProcessEnded, with the last lines of its log, if the process is no longer there."""
        if (code := self.popen.poll()) is not None:
            ended = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
            raise ProcessEnded(
                f"the {self.name} {ended}; its last words:\n{tail(self.log)}",
                where=self.name,
                remedy=f"Full log: {self.log}",
            )


def start(
    name: str,
    command: Sequence[str | Path],
    *,
    stack: Path,
    env: Mapping[str, str],
    log: Path,
    user: str | None = None,
    ends_by: signal.Signals = signal.SIGTERM,
    stdout: int | None = None,
) -> Process:
    """Start ``command`` in a session of its own: a Ctrl-C in the terminal reaches only us, and we end it in order.

    Args:
        stack: the state folder the process serves.
        ends_by: what the system sends the process if we die without ending it (Linux only).
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists():
        log.replace(log.with_suffix(".previous.log"))  # what went wrong last time stays readable once more
    with log.open("w", encoding="utf-8") as out:
        popen = subprocess.Popen(
            [str(part) for part in command],
            env={**env, **KEEP_ENVIRONMENT, MARK: str(stack)},
            stdin=subprocess.DEVNULL,
            stdout=out if stdout is None else stdout,
            stderr=out,
            text=True,
            start_new_session=True,
            user=user,
            group=user,
            extra_groups=[] if user else None,
            preexec_fn=lambda: _die_with_parent(ends_by),  # noqa: PLW1509 - we start processes from one thread
        )
    return Process(stack, name, popen, log)


def stop(processes: Sequence[Process], *, patience: float = 15.0) -> None:
    """Ask the processes and all they started to end, wait ``patience`` seconds in all, then kill what is left."""
    family = {member for process in processes for member in _family(process)}
    for process in processes:
        if process.popen.poll() is None:
            process.popen.terminate()
        else:
            _terminate(_family(process))
    _end(family, patience)
    for process in processes:
        process.popen.wait()


def reap(stack: Path) -> list[str]:
    """End what an earlier, killed stack of this folder left running; returns the names, for the log.

    PostgreSQL excepted, which wants to be ended in its own way: ``postgres.end_leftovers``.
    """
    left = list(_marked(stack))
    names = [_name(process) for process in left]
    _terminate(left)
    _end(left, 5.0)
    return names


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log file; a sentence when there is none."""
    if not log.exists():
        return f"(no log at {log})"
    with log.open("rb") as stream:
        stream.seek(max(0, log.stat().st_size - 64 * 1024))
        return "\n".join(stream.read().decode("utf-8", "replace").splitlines()[-lines:])


@contextmanager
def only_one(lock: Path, what: str, remedy: str) -> Iterator[None]:
    """Hold ``lock`` for the block; the system frees it however the holder ends.

    Raises:
        UsageError: another live process holds it.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+", encoding="utf-8") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.seek(0)
            raise UsageError(f"{what} (process {held.read().strip() or '?'})", where=str(lock), remedy=remedy) from None
        held.truncate(0)
        held.write(str(os.getpid()))
        held.flush()
        yield


def _die_with_parent(by: signal.Signals) -> None:
    # After the change of user, which would clear it; nothing but this one call, for we are between fork and exec.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, by.value)


def _family(process: Process) -> Iterator[psutil.Process]:
    """The process, what it started, and what it left in its session if it is itself already gone."""
    with suppress(psutil.NoSuchProcess):
        head = psutil.Process(process.popen.pid)
        yield from (head, *head.children(recursive=True))
    for member in _marked(process.stack):
        with suppress(ProcessLookupError):
            if os.getsid(member.pid) == process.popen.pid:
                yield member


def _marked(stack: Path) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.environ().get(MARK) == str(stack) and process.name() != "postgres":
                yield process


def _name(process: psutil.Process) -> str:
    with suppress(psutil.Error):
        return f"{process.name()} ({process.pid})"
    return f"({process.pid})"


def _terminate(processes: Iterable[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.Error):
            process.terminate()


def _end(processes: Collection[psutil.Process], patience: float) -> None:
    _, alive = psutil.wait_procs(processes, timeout=patience)
    for process in alive:
        with suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(alive, timeout=5.0)
