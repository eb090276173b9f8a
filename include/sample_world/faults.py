"""Replies that misbehave on demand, a given number of times."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

KINDS = (
    *("html", "empty", "throttle", "truncated", "renamed_column", "server_error"),
    *("html_500", "empty_list", "message", "missing_page", "bom"),
)


@dataclass
class _Fault:
    kind: str
    times: int


class Faults:
    """Faults per path prefix; the longest matching prefix that has any left wins."""

    def __init__(self) -> None:
        self._faults: dict[str, _Fault] = {}
        self._lock = threading.Lock()

    def replace(self, wanted: object) -> None:
        """Take ``{"/prefix": {"kind": …, "times": N}}`` in place of all earlier faults; ``{}`` ends them.

        Raises:
            ValueError: not of that shape, an unknown kind, or not a positive number of times.
        """
        if not isinstance(wanted, Mapping):
            raise ValueError('faults are an object {"/prefix": {"kind": …, "times": N}}')
        faults = {str(prefix): _read(prefix, fault) for prefix, fault in wanted.items()}
        with self._lock:
            self._faults = faults

    def take(self, path: str) -> str | None:
        """The kind of fault that the next reply under ``path`` must show, and count it."""
        with self._lock:
            matching = [prefix for prefix, fault in self._faults.items() if path.startswith(prefix) and fault.times]
            if not matching:
                return None
            fault = self._faults[max(matching, key=len)]
            fault.times -= 1
            return fault.kind


def _read(prefix: object, fault: object) -> _Fault:
    kind = fault.get("kind") if isinstance(fault, Mapping) else None
    times = fault.get("times") if isinstance(fault, Mapping) else None
    if kind not in KINDS or not isinstance(times, int) or isinstance(times, bool) or times < 1:
        raise ValueError(f"{prefix}: a fault is a kind of {', '.join(KINDS)} and times of 1 or more")
    return _Fault(str(kind), times)
