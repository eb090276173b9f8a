"""A year's report, sealed: frozen, computed, judged, signed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from naukograd import comparing, reporting
from naukograd.core import periods
from naukograd.core.database import Connection, exclusive
from naukograd.core.errors import GateFailed, UsageError
from naukograd.core.settings import Settings
from naukograd.deliveries import ledger
from naukograd.deliveries.archive import Archive
from naukograd.pipeline.building import begin_build, build_candidate, build_per_delivery, judge_candidate
from naukograd.pipeline.preparing import EXPECTATIONS, opened, tell
from naukograd.releases import folder as folders
from naukograd.releases import seal as sealing
from naukograd.releases import signing, version
from naukograd.releases.manifest import Draft, Manifest
from naukograd.releases.seal import SealedRelease
from naukograd.releases.shape import shapes
from naukograd.report.model import BASELINE_YEAR, LAST_YEAR, Revisions
from naukograd.warehouse import builds, dbt
from naukograd.warehouse.builds import FREEZE, Build, Purpose
from naukograd.warehouse.states import State, state

log = logging.getLogger(__name__)


def freeze_of(year: int, text: str | None) -> datetime:
    """The freeze given, or the usual one: the end of 20 April of the next year in Almaty.

    Raises:
        UsageError: the text is no moment, the Concept has no such year, or the year is not over by then.
    """
    if not BASELINE_YEAR <= year <= LAST_YEAR:
        raise UsageError(f"{year} is no year of the Concept", remedy=f"Give one of {BASELINE_YEAR} to {LAST_YEAR}.")
    moment = periods.parse_moment(text) if text else periods.end_of_day(date.fromisoformat(f"{year + 1}-{FREEZE}"))
    if moment.astimezone(periods.ALMATY).year <= year:
        raise UsageError(f"{year} is not over by {moment.isoformat()}", remedy="Freeze in a later year.")
    return moment


def seal(settings: Settings, year: int, freeze: datetime, reason: str | None, named: Sequence[str]) -> SealedRelease:
    """All steps, one after the other. What has been sealed from the same freeze is not sealed again.

    Args:
        reason: why a year is sealed again; the release prints it.
        named: deliveries, 16 hexadecimal digits each, that came after the freeze and enter all the same.
    """
    done = sealed_already(settings, year, freeze, reason, named)
    if done:
        return done
    build_id = begin_release(settings, year, freeze, reason, named)
    build_per_delivery(settings, build_id)
    build_candidate(settings, build_id)
    judge_release(settings, build_id, year)
    require_waivers(settings, build_id, year)
    return seal_build(settings, build_id, year, reason, named)


def sealed_already(
    settings: Settings, year: int, freeze: datetime, reason: str | None, named: Sequence[str]
) -> SealedRelease | None:
    """The release of that year, freeze and deliveries by name, unless another reason is given; its folder is there."""
    with opened(settings) as (conn, archive):
        row = conn.execute(
            """
            select release_id, manifest_sha256
            from releases.releases
            where year = %s and as_of = %s and named = %s and (%s::text is null or reason = %s)
            order by number desc limit 1
            """,
            [year, freeze, list(_identities(named)), reason, reason],
        ).fetchone()
        if row is None:
            return None
        release_id, sha256 = row
        log.info("already sealed as %s", release_id)
        target = settings.releases / release_id
        if not target.exists():
            with exclusive(conn, "seal"):
                folders.restore(conn, archive, release_id, settings.releases)
        return SealedRelease(release_id, target, sha256, was_sealed_before=True)


def begin_release(settings: Settings, year: int, freeze: datetime, reason: str | None, named: Sequence[str]) -> str:
    """Fix the deliveries of a release as of the freeze.

    Returns:
        The build's identity.
    Raises:
        UsageError: the year is sealed and no reason is given; the freeze is still to come; a delivery entered by name
            is not known or not accepted.
    """
    identities = _identities(named)
    with opened(settings) as (conn, _):
        _draft_number(conn, year, reason)
    build_id = begin_build(settings, freeze, Purpose.RELEASE, identities)
    assert build_id is not None  # only marts to be published may not be needed
    with opened(settings) as (conn, _):
        build = builds.find(conn, build_id)
        if freeze > periods.now() and not build.is_sample:
            raise UsageError(f"{freeze.isoformat()} is still to come", remedy="Seal after the freeze.")
        listed = {
            row[0]
            for row in conn.execute("select delivery_id from ledger.build_deliveries where build_id = %s", [build_id])
        }
    if missing := [ledger.shown(identity) for identity in identities if identity not in listed]:
        raise UsageError(f"no accepted delivery {', '.join(missing)} can enter by name", remedy="Check the identities.")
    return build_id


def judge_release(settings: Settings, build_id: str, year: int) -> None:
    """Put the candidate before the gate of marts, then before that of releases; a large revision needs its reason.

    Raises:
        GateFailed: naming each critical check that failed, or each revision without a reason; nothing is sealed.
    """
    from naukograd import gate

    judge_candidate(settings, build_id)
    with opened(settings) as (conn, archive):
        candidate, ran_at = builds.find(conn, build_id).purpose.candidate, periods.now()
        record = gate.judge_release(settings.warehouse_url, build_id, year, candidate, EXPECTATIONS, ran_at)
        tell(record)
        ledger.apply(conn, ledger.gate_run(archive, record.to_json(), [], ran_at))
    if not record.passed:
        raise GateFailed(
            " ".join(check.line() for check in record.failed if check.severity == "critical"),
            where=f"release of {year}",
            remedy="Nothing was sealed; mend the data and seal again.",
        )
    with opened(settings) as (conn, _):
        build, number = builds.find(conn, build_id), _next_number(conn, year)
        release_id, before = f"{year}.{number}", comparing.predecessor(conn, year, number, build.as_of)
        if revisions := _revisions(conn, build, release_id, before.release_id if before else None):
            comparing.require_reasons(revisions, reporting.decisions(conn, build), release_id)


def require_waivers(settings: Settings, build_id: str, year: int) -> None:
    """Hold the report back for what the gates found and nobody has mended or waived.

    Raises:
        GateFailed: naming each finding, and each waiver that is over or has nothing to waive.
    """
    from naukograd import gate

    with opened(settings) as (conn, _):
        build = builds.find(conn, build_id)
        day = build.as_of.astimezone(periods.ALMATY).date()
        given = gate.waivers(conn, build.purpose.candidate, day)
        gate.require_waivers(gate.holds(conn, build_id, year), given, day, f"release of {year}")


def seal_build(settings: Settings, build_id: str, year: int, reason: str | None, named: Sequence[str]) -> SealedRelease:
    """Write and seal the release of a build that passed its gates, under the next free number of the year.

    Raises:
        UsageError: it has not passed them, or the year is sealed and no reason is given.
    """
    with opened(settings) as (conn, archive), exclusive(conn, "seal"):
        folders.sweep(settings.releases)
        draft = _draft(conn, build_id, year, reason, named)
        with folders.aside(settings.releases) as folder:
            manifest = compose_release(settings, conn, archive, build_id, draft, folder)
            key = signing.private_key(settings.signing_key)
            return sealing.seal(conn, archive, key, manifest, folder, settings.releases, periods.now())


def compose_release(
    settings: Settings, conn: Connection, archive: Archive, build_id: str, draft: Draft, folder: Path
) -> Manifest:
    """Write the files of a release of that build and this code into an empty folder.

    Args:
        draft: what the release says of itself; build and versions are this build's own.
    Raises:
        UsageError: the build has not passed its gates.
    """
    build = builds.find(conn, build_id)
    draft = replace(
        draft,
        build_id=build.id,
        method_version=build.code_version,
        code_version=version.code_version(),
        is_sample=build.is_sample,
    )
    candidate = build.purpose.candidate
    revisions = _revisions(conn, build, draft.release_id, draft.held_against)
    comparing.write(conn, build, revisions)
    marts = shapes(conn, candidate, {**dbt.contract(settings, candidate), **comparing.DESCRIBED})
    return folders.compose(conn, archive, draft, build, marts, _gates(conn, build, draft.year), revisions, folder)


def _revisions(conn: Connection, build: Build, release_id: str, held_against: str | None) -> Revisions | None:
    if held_against is None:
        return None
    later = State(release_id, build.purpose.candidate)
    return comparing.identified(comparing.revisions(conn, state(conn, held_against), later))


def _draft(conn: Connection, build_id: str, year: int, reason: str | None, named: Sequence[str]) -> Draft:
    build, number = builds.find(conn, build_id), _draft_number(conn, year, reason)
    before = comparing.predecessor(conn, year, number, build.as_of)
    return Draft(
        year=year,
        number=number,
        as_of=build.as_of,
        reason=reason,
        named=_identities(named),
        held_against=before.release_id if before else None,
        held_against_sha256=_manifest_of(conn, before.release_id) if before else None,
        build_id=build_id,
        method_version=build.code_version,
        code_version=version.code_version(),
        is_sample=build.is_sample,
    )


def _manifest_of(conn: Connection, release_id: str | None) -> str:
    row = conn.execute("select manifest_sha256 from releases.releases where release_id = %s", [release_id]).fetchone()
    assert row is not None  # a predecessor is sealed
    return str(row[0])


def restore_release(settings: Settings, release_id: str) -> Path:
    """Write the folder of a sealed release again, from the archive.

    Raises:
        UsageError: no such release is sealed.
    """
    with opened(settings) as (conn, archive), exclusive(conn, "seal"):
        return folders.restore(conn, archive, release_id, settings.releases)


def sealed_releases(settings: Settings) -> list[dict[str, Any]]:
    """Every sealed release in the order of year and number: what it is, and where its folder lies."""
    with opened(settings) as (conn, _):
        cursor = conn.execute(
            """
            select release_id, year, number, as_of, reason, is_sample, method_version, code_version, sealed_at,
                manifest_sha256
            from releases.releases order by year, number
            """
        )
        names = [column.name for column in cursor.description or ()]
        found = [dict(zip(names, row, strict=True)) for row in cursor]
    return [{**each, "folder": str(settings.releases / each["release_id"])} for each in found]


def _identities(named: Sequence[str]) -> tuple[int, ...]:
    try:
        return tuple(sorted({int(identity, 16) for identity in named}))
    except ValueError:
        raise UsageError(
            "a delivery is named by 16 hexadecimal digits", remedy="naukograd doctor shows some."
        ) from None


def _next_number(conn: Connection, year: int) -> int:
    row = conn.execute("select coalesce(max(number), 0) + 1 from releases.releases where year = %s", [year]).fetchone()
    return int(row[0]) if row else 1


def _draft_number(conn: Connection, year: int, reason: str | None) -> int:
    number = _next_number(conn, year)
    if number > 1 and not (reason and reason.strip()):
        raise UsageError(
            f"{year} is sealed as {year}.{number - 1}", remedy="Say why it is sealed again: the release prints it."
        )
    return number


def _gates(conn: Connection, build: Build, year: int) -> dict[str, Any]:
    """The last records of both gates over this build, without what differs from one run to the next."""
    rows = conn.execute(
        """
        select distinct on (gate collate "C") gate, record
        from ledger.gate_runs
        where (gate, subject) in (('mart', %s), ('release', %s))
        order by gate collate "C", ran_at desc
        """,
        [f"build {build.id}", f"build {build.id}, year {year}"],
    )
    records: dict[str, Any] = dict(rows.fetchall())
    if records.keys() != {"mart", "release"} or not all(record["passed"] for record in records.values()):
        raise UsageError("the build has not passed its gates", where=f"build {build.id}", remedy="Judge it first.")
    return {gate: _timeless(record) for gate, record in records.items()}


def _timeless(record: dict[str, Any]) -> dict[str, Any]:
    """Without the clock, and without sample rows: which five of many failing rows are shown is nobody's promise."""
    checks = [{name: value for name, value in check.items() if name != "sample"} for check in record["checks"]]
    kept = {name: value for name, value in record.items() if name not in ("ran_at", "deliveries")}
    return {**kept, "checks": checks}
