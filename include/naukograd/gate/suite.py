"""Suites of expectations as they lie on disk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from naukograd.core.errors import UsageError
from naukograd.gate.record import Severity

_SEVERITIES: dict[str, Severity] = {"critical": "critical", "warning": "warning", "info": "info"}


@dataclass(frozen=True)
class Check:
    """One expectation with what an operator must know of it.

    Attributes:
        name: short, unique in its suite.
        says: one sentence, what holds when the check passes.
        type, kwargs: the expectation and its arguments, as Great Expectations names them.
    """

    name: str
    says: str
    severity: Severity
    type: str
    kwargs: Mapping[str, Any]


@dataclass(frozen=True)
class Suite:
    """A suite of expectations over one table. ``meta`` holds what the gate adds (see ``docs`` of each gate)."""

    name: str
    checks: tuple[Check, ...]
    meta: Mapping[str, Any]
    path: Path


def load(path: Path) -> Suite:
    """Read the suite at ``path``: ``{name, expectations: [{type, kwargs, severity, meta: {name, says}}], meta}``.

    Raises:
        UsageError: no such file, not such JSON, a check without name, sentence or severity, or a name used twice.
    """
    try:
        document = json.loads(path.read_text("utf-8"))
        checks = tuple(_check(expectation, path) for expectation in document["expectations"])
        suite = Suite(document["name"], checks, document.get("meta", {}), path)
    except FileNotFoundError:
        raise UsageError("there is no suite", where=str(path), remedy="Every dataset has a suite: write one.") from None
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise UsageError(f"not a suite of expectations: {error!r}", where=str(path)) from None
    names = [check.name for check in checks]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise UsageError(f"several checks are called {', '.join(repeated)}", where=str(path))
    if not checks:
        raise UsageError("a suite without checks lets everything through", where=str(path))
    return suite


def _check(expectation: Mapping[str, Any], path: Path) -> Check:
    meta = expectation["meta"]
    severity = _SEVERITIES.get(expectation["severity"])
    if severity is None:
        raise UsageError(
            f"severity {expectation['severity']!r} is not known",
            where=f"{path} {meta['name']}",
            remedy="Use critical (rejects) or warning (is reported).",
        )
    return Check(meta["name"], meta["says"], severity, expectation["type"], expectation["kwargs"])
