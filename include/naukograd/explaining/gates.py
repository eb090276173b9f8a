"""What gates recorded, as figures: each count ends in the record of its run, which nobody changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from naukograd.core.database import Connection
from naukograd.core.errors import NaukogradError, UsageError
from naukograd.core.figure import FigureId, figure
from naukograd.deliveries.archive import Archive
from naukograd.explaining.files import Files, suites
from naukograd.explaining.lineage import Input
from naukograd.warehouse.states import State

CHECKS, RUNS = "gate_checks", "gate_runs"
MARTS, ALL = "marts", "all"
"""Subjects in identifiers: of the mart gate, and of every run together, whose gate is called so too."""
COUNTED: dict[str, Callable[[dict[str, Any]], bool]] = {
    "checks": lambda check: True,
    "passed": lambda check: check["passed"],
    "failed": lambda check: not check["passed"],
    "critical": lambda check: not check["passed"] and check["severity"] == "critical",
    "warnings": lambda check: not check["passed"] and check["severity"] == "warning",
}
OF_ALL = ("checks", "passed", "failed")


@dataclass(frozen=True)
class JudgedDelivery:
    """What the run decided of a delivery, and why."""

    delivery: str
    slice: str
    accepted: bool
    reason: str


@dataclass(frozen=True)
class Judged:
    """A check as its run recorded it.

    Attributes:
        ran_at: None where the record of a release leaves it out.
        expected: what holds when the check passes; ``rule`` and ``arguments`` say it to Great Expectations, as the
            suite in ``file`` has them; empty where the suite has no such check any more.
        count, of: observed: how many of how many fail.
        sample: at most five of the rows that fail.
        record: the file that says so.
    """

    gate: str
    subject: str
    check: str
    ran_at: datetime | None
    passed: bool
    severity: str
    expected: str
    file: str
    rule: str
    arguments: dict[str, Any]
    count: int
    of: int
    amount_kzt: str | None
    sample: list[dict[str, Any]]
    record: str
    deliveries: list[JudgedDelivery]


@dataclass(frozen=True)
class Run:
    """A run whose counts a report of the state prints.

    Attributes:
        subject: as in identifiers.
        file, root: where its record stands: a file, and a JSON path within it.
    """

    gate: str
    subject: str
    ran_at: datetime | None
    record: dict[str, Any]
    file: str
    root: str


def is_of_gates(identity: FigureId) -> bool:
    return identity.mart in (CHECKS, RUNS)


def runs(conn: Connection, archive: Archive, files: Files, state: State, build_id: str) -> list[Run]:
    """The gate's run over the marts of a state, and of each dataset the last one over deliveries that it sees.

    Of a release what was sealed: the events that it pins, and its own record of the marts.
    """
    if state.release_id is None:
        pinned, scope = "select verdict_event from ledger.build_deliveries where build_id = %(scope)s", build_id
    else:
        pinned, scope = "select verdict_event from releases.deliveries where release_id = %(scope)s", state.release_id
    rows = conn.execute(
        f"""
        select distinct on (g.gate collate "C", g.subject collate "C") g.gate, g.subject, g.ran_at, g.event_id, e.day
        from ledger.gate_runs as g
        inner join ledger.events as e using (event_id)
        where (g.gate = 'mart' and g.subject = %(marts)s) or (g.gate = 'delivery' and g.event_id in ({pinned}))
        order by g.gate collate "C", g.subject collate "C", g.ran_at desc
        """,
        {"scope": scope, "marts": "" if state.release_id else f"build {build_id}"},
    ).fetchall()
    addresses = archive.addresses(row[4] for row in rows)
    found = []
    for gate, subject, ran_at, event_id, _ in rows:
        address = addresses.get(event_id)
        if address is None:
            raise NaukogradError("the archive lacks a gate's record", where=event_id, remedy="Restore its backup.")
        record = json.loads(files.read(address))["record"]
        found.append(Run(gate, subject if gate == "delivery" else MARTS, ran_at, record, address, "$.record"))
    if state.release_id:
        file = f"{state.release_id}/evidence/gate.json"
        found.append(Run("mart", MARTS, None, json.loads(files.read(file))["mart"], file, "$.mart"))
    return found


def value(found: Sequence[Run], identity: FigureId) -> int:
    """The figure itself, as recorded.

    Raises:
        UsageError: no such run, check or count.
    """
    if identity.mart == CHECKS and identity.column in ("count", "of") and len(identity.key) == 3:
        for each in _of(found, identity):
            for check in each.record["checks"]:
                if check["check"] == identity.key[2]:
                    return int(check[identity.column])
    elif identity.mart == RUNS and len(identity.key) == 2 and identity.column in _columns(identity):
        checks = [check for each in _of(found, identity) for check in each.record["checks"]]
        if checks:
            return sum(map(COUNTED[identity.column], checks))
    raise UsageError(f"no gate recorded {identity}", remedy="Take an identifier from the report of this very state.")


def _columns(identity: FigureId) -> Collection[str]:
    return OF_ALL if identity.key == (ALL, ALL) else COUNTED.keys()


def _of(found: Sequence[Run], identity: FigureId) -> list[Run]:
    gate, subject = identity.key[:2]
    return [each for each in found if (gate, subject) == (ALL, ALL) or (each.gate, each.subject) == (gate, subject)]


def inputs(found: Sequence[Run], identity: FigureId) -> dict[str, list[Input]]:
    """The lineage of a figure: a run's counts are of its checks, a check's are what the record says."""
    if identity.mart == CHECKS:
        places = ((each, at) for each in _of(found, identity) for at in _at(each, identity.key[2]))
        return dict(_of_check(each, at, identity) for each, at in places)
    lineage: dict[str, list[Input]] = {}
    for each in _of(found, identity):
        own = figure(RUNS, each.gate, each.subject, column=identity.column)
        checks = [(at, check) for at, check in enumerate(each.record["checks"]) if COUNTED[identity.column](check)]
        names = [figure(CHECKS, each.gate, each.subject, check["check"], column="count") for _, check in checks]
        lineage[str(own)] = [
            _input(own, number, f"{RUNS}.{identity.column}", "check", entering=name)
            for number, name in enumerate(names, 1)
        ]
        lineage |= [_of_check(each, at, name) for (at, _), name in zip(checks, names, strict=True)]
    if identity.key == (ALL, ALL):
        lineage[str(identity)] = [
            _input(
                *(identity, number, f"{RUNS}.{identity.column}.all", "run"),
                entering=figure(RUNS, each.gate, each.subject, column=identity.column),
            )
            for number, each in enumerate(found, 1)
        ]
    return lineage


def _at(run: Run, name: str) -> Iterator[int]:
    return (at for at, check in enumerate(run.record["checks"]) if check["check"] == name)


def _of_check(run: Run, at: int, identity: FigureId) -> tuple[str, list[Input]]:
    number = Decimal(run.record["checks"][at][identity.column])
    place = (run.file, f"{run.root}.checks[{at}]", identity.column)
    return str(identity), [_input(identity, 1, f"{CHECKS}.{identity.column}", "figure", place=place, number=number)]


def _input(
    identity: FigureId,
    at: int,
    formula: str,
    role: str,
    *,
    entering: FigureId | None = None,
    place: tuple[str, str, str] = ("", "", ""),
    number: Decimal | None = None,
) -> Input:
    return Input(
        *(str(identity), at, formula, role, None if entering is None else str(entering)),
        *(place[0] or None, None, None, place[1] or None, place[2] or None),
        *(None, None, number),
    )


def judged(files: Files, state: State, found: Sequence[Run], identity: FigureId) -> list[Judged]:
    """The checks behind a figure, with the rule of each and what its run decided."""
    names = identity.key[2:] if identity.mart == CHECKS else None
    counted = COUNTED.get(identity.column, COUNTED["checks"])
    return [
        _judged(files, state, run, check)
        for run in _of(found, identity)
        for check in run.record["checks"]
        if (check["check"] in names if names else counted(check))
    ]


def _judged(files: Files, state: State, run: Run, check: dict[str, Any]) -> Judged:
    file, name = _suite(state, run, check["check"])
    rule = _rule(files, file, name)
    return Judged(
        *(run.gate, run.subject, check["check"], run.ran_at, check["passed"], check["severity"], check["says"], file),
        *(rule.get("type", ""), rule.get("kwargs", {}), check["count"], check["of"], check.get("amount_kzt")),
        *(check.get("sample", []), run.file),
        [
            JudgedDelivery(each["delivery_id"], each["slice"], each["accepted"], each["reason"])
            for each in run.record.get("deliveries", [])
        ],
    )


def _suite(state: State, run: Run, check: str) -> tuple[str, str]:
    """The file of the suite, and what the check is called in it."""
    if run.gate == "delivery":
        return f"{suites(state)}/deliveries/{run.subject.replace('.', '_')}.json", check
    mart, _, name = check.partition(".")
    return f"{suites(state)}/marts/{mart}.json", name


def _rule(files: Files, file: str, name: str) -> dict[str, Any]:
    try:
        suite = json.loads(files.read(file))
    except NaukogradError:
        # A run of the reader has no suite, and one that is older than this code may have had another.
        return {}
    return next((each for each in suite["expectations"] if each["meta"]["name"] == name), {})
