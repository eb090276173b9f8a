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
    """A suite of expectations over one table. ``meta`` holds what the gate adds (see ``docs`` of each gate).

    What several of its texts need stands once in ``given``: {name: SQL}, and fills ``{name}`` in the others.
    """

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
        suite = Suite(document["name"], checks, _filled_in(document.get("meta", {})), path)
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


def _filled_in(meta: Mapping[str, Any]) -> Mapping[str, Any]:
    given: Mapping[str, str] = meta.get("given", {})

    def filled(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: filled(each) for name, each in part.items()}
        if isinstance(part, str):
            # Not str.format: SQL has braces of its own.
            for name, text in given.items():
                part = part.replace(f"{{{name}}}", text)
        return part

    return {name: filled(part) for name, part in meta.items() if name != "given"}


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
