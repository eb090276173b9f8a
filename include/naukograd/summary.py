"""What a run did and where the programme stands, for the console."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from psycopg.rows import class_row

from naukograd.core.database import Connection
from naukograd.core.periods import ALMATY
from naukograd.core.settings import Settings
from naukograd.pipeline import opened
from naukograd.sources import DATASETS
from naukograd.warehouse import builds


@dataclass(frozen=True)
class DatasetSummary:
    """What came of one dataset since a moment, and what the published marts see of it."""

    dataset: str
    arrivals: int
    new_deliveries: int
    rows_loaded: int
    rejected: int
    quarantined: int


@dataclass(frozen=True)
class GateSummary:
    """One gate run since a moment: failed checks by severity."""

    gate: str
    subject: str
    passed: bool
    critical: int
    warnings: int


@dataclass(frozen=True)
class YearSummary:
    """A year of an indicator: what was reached against the target, in ``unit``."""

    indicator_code: str
    unit: str
    year: int
    target: Decimal
    actual: Decimal | None
    verdict: str
    stage: str | None


@dataclass(frozen=True)
class ReleaseSummary:
    """A sealed report: its freeze, its folder, whether this run sealed it."""

    release_id: str
    year: int
    as_of: datetime
    reason: str | None
    folder: str
    sealed_now: bool


@dataclass(frozen=True)
class RevisionSummary:
    """What one cause contributes to the revision of a figure, in ``unit``; None: no data."""

    figure: str
    unit: str
    earlier: Decimal | None
    later: Decimal | None
    type: str
    part: Decimal
    deliveries: list[str]


@dataclass(frozen=True)
class Summary:
    """A run in figures.

    Attributes:
        build_id: what is published now; also its moment, and whether this run published it.
        progress: of each indicator the years that are judged or have a figure, in the order of the Concept.
        releases: all that are sealed, by year and number.
        revisions: of figures of years that were over, in the last release against the one before it.
    """

    datasets: list[DatasetSummary]
    gates: list[GateSummary]
    build_id: str | None
    as_of: datetime | None
    is_sample: bool
    published_now: bool
    progress: list[YearSummary]
    releases: list[ReleaseSummary]
    revisions: list[RevisionSummary]

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON; decimals and moments become text."""
        return asdict(self)


def summary(settings: Settings, since: datetime) -> Summary:
    """What happened since a moment, and what is published."""
    with opened(settings) as (conn, _):
        build = builds.published(conn)
        quarantined = _quarantined(conn) if build else {}
        published = conn.execute(
            "select published_at >= %s from ledger.builds where build_id = %s", [since, build.id if build else None]
        ).fetchone()
        releases = list(_releases(conn, settings, since))
        return Summary(
            datasets=[_dataset(conn, name, since, quarantined.get(name, 0)) for name in DATASETS],
            gates=list(_gates(conn, since)),
            build_id=build.id if build else None,
            as_of=build.as_of if build else None,
            is_sample=bool(build and build.is_sample),
            published_now=bool(published and published[0]),
            progress=_progress(conn) if build else [],
            releases=releases,
            revisions=_revisions(conn, releases[-1].release_id) if releases else [],
        )


def lines(found: Summary) -> Iterator[str]:
    """The summary as a person reads it."""
    yield f"{'dataset':<24}{'arrivals':>10}{'new':>8}{'rows':>12}{'rejected':>10}{'quarantined':>13}"
    for row in found.datasets:
        yield (
            f"{row.dataset:<24}{row.arrivals:>10,}{row.new_deliveries:>8,}{row.rows_loaded:>12,}"
            f"{row.rejected:>10,}{row.quarantined:>13,}"
        )
    if not any(row.new_deliveries for row in found.datasets):
        yield "Nothing new: every answer is known already, and nothing was loaded twice."
    for gate in found.gates:
        verdict = "passed" if gate.passed else "FAILED"
        yield f"gate {gate.subject}: {verdict}, {gate.critical} critical, {gate.warnings} warnings"
    if found.build_id is None or found.as_of is None:
        yield "Nothing is published yet."
        return
    news = "published now" if found.published_now else "still stands"
    sample = ", SAMPLE DATA" if found.is_sample else ""
    yield f"build {found.build_id} as of {found.as_of:%Y-%m-%d %H:%M %z} {news}{sample}"
    for year in found.progress:
        value = "no data" if year.actual is None else _amount(year.actual, year.unit)
        judged = ", ".join(filter(None, (year.verdict, year.stage)))
        yield f"{year.indicator_code:<24}{year.year}: {value} against {_amount(year.target, year.unit)}: {judged}"
    for release in found.releases:
        done = "sealed" if release.sealed_now else "already sealed"
        frozen = release.as_of.astimezone(ALMATY)
        yield f"release {release.release_id}, frozen {frozen:%Y-%m-%d}: {done}, {release.folder}"
    if found.revisions:
        yield from _revision_lines(found.releases[-1].release_id, found.revisions)


def _revision_lines(release_id: str, revisions: Iterable[RevisionSummary]) -> Iterator[str]:
    """The table of revisions as a person reads it.

    Args:
        revisions: parts of a figure follow one another.
    """
    yield f"revisions in {release_id}:"
    for figure, parts in groupby(revisions, key=lambda each: each.figure):
        first, *more = parts
        values = ["no data" if v is None else _amount(v, first.unit) for v in (first.earlier, first.later)]
        causes = (f"{each.type} {each.part.normalize():+f}" for each in (first, *more))
        place = figure.removeprefix("indicator_values/").removesuffix(":value")
        yield f"{place:<40}{values[0]:>22} → {values[1]:<22} {'; '.join(causes)}"


def _amount(value: Decimal, unit: str) -> str:
    exact = f"{value.normalize():f}"
    return {"bn_kzt": f"{exact} bn ₸", "rank": f"place {exact}"}.get(unit, f"{exact} {unit}")


def _dataset(conn: Connection, name: str, since: datetime, quarantined: int) -> DatasetSummary:
    row = conn.execute(
        """
        select
            (select count(*) from ledger.arrivals as a inner join ledger.deliveries as d using (delivery_id)
            where d.dataset = %(name)s and a.received_at >= %(since)s),
            (select count(*) from ledger.deliveries as d where d.dataset = %(name)s and %(since)s <= (
                select min(a.received_at) from ledger.arrivals as a where a.delivery_id = d.delivery_id
            )),
            (select coalesce(sum(l.row_count), 0) from ledger.loads as l inner join ledger.deliveries as d
            using (delivery_id) where d.dataset = %(name)s and l.loaded_at >= %(since)s),
            (select count(*) from ledger.verdicts as v inner join ledger.deliveries as d using (delivery_id)
            where d.dataset = %(name)s and v.decided_at >= %(since)s and not v.accepted)
        """,
        {"name": name, "since": since},
    ).fetchone()
    assert row is not None
    arrivals, new, rows, rejected = map(int, row)
    return DatasetSummary(name, arrivals, new, rows, rejected, quarantined)


def _quarantined(conn: Connection) -> dict[str, int]:
    return dict(conn.execute("select dataset, rows_quarantined from marts.data_sources").fetchall())


def _gates(conn: Connection, since: datetime) -> Iterator[GateSummary]:
    rows = conn.execute(
        "select gate, subject, passed, record -> 'checks' from ledger.gate_runs where ran_at >= %s order by ran_at",
        [since],
    )
    for gate, subject, passed, checks in rows:
        failed = [check["severity"] for check in checks if not check["passed"]]
        yield GateSummary(gate, subject, passed, failed.count("critical"), failed.count("warning"))


def _releases(conn: Connection, settings: Settings, since: datetime) -> Iterator[ReleaseSummary]:
    rows = conn.execute(
        """
        select release_id, year, as_of, reason, sealed_at >= %s
        from releases.releases
        order by year, number
        """,
        [since],
    )
    for release_id, year, as_of, reason, sealed_now in rows:
        folder = str(settings.releases / release_id)
        yield ReleaseSummary(release_id, year, as_of, reason, folder, sealed_now)


def _revisions(conn: Connection, release_id: str) -> list[RevisionSummary]:
    with conn.cursor(row_factory=class_row(RevisionSummary)) as cursor:
        return cursor.execute(
            """
            select r.figure, r.unit, r.earlier, r.later, r.type, r.part, r.deliveries
            from releases.revisions as r
            inner join seeds.indicators as i using (indicator_code)
            where r.release_id = %s and r.was_over
            order by i.number, r.year, r.territory_code = 'total', r.territory_code collate "C", r.type
            """,
            [release_id],
        ).fetchall()


def _progress(conn: Connection) -> list[YearSummary]:
    with conn.cursor(row_factory=class_row(YearSummary)) as cursor:
        cursor.execute(
            """
            select
                p.indicator_code,
                p.unit,
                p.year,
                p.target_value as target,
                p.actual_value as actual,
                p.verdict,
                p.stage
            from marts.indicator_progress as p
            inner join seeds.indicators as i using (indicator_code)
            where p.actual_value is not null or p.verdict <> 'not_due'
            order by i.number, p.year
            """
        )
        return cursor.fetchall()
