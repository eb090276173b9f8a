"""What holds a report: findings on what it would be sealed from that nobody has mended or answered for.

A critical check rejects a delivery or stops marts. A warning lets both through, for BI to see, and holds the annual
report: until the data are mended, or until a person waives the check for this slice, with a reason and an end.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from psycopg import sql

from naukograd.core.database import Connection
from naukograd.core.errors import GateFailed

DECISION_KIND = "waiver"
"""Kind of the decision that waives: its subject is a `Hold`'s, its value empty, its grounds the reason."""


@dataclass(frozen=True)
class Hold:
    """A finding that holds a report.

    Attributes:
        subject: what a waiver names: ``<dataset>/<check>/<slice>``, ``<mart>/<check>``, or ``<mart>/<check>/<year>`` of
            what the gate of releases found.
        says: what should hold and does not.
    """

    subject: str
    says: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.says}"


@dataclass(frozen=True)
class Waiver:
    """A person's decision to seal a report all the same. ``valid_until``: the last day."""

    decision_id: str
    subject: str
    valid_until: date | None


def holds(conn: Connection, build_id: str, year: int) -> tuple[Hold, ...]:
    """All holds of a year's release from a build, in the order of their subjects: slices whose latest arrival the gate
    rejected, slices that went back to what an accepted delivery had replaced, warnings on current deliveries, warnings
    on the build's marts as such and as that year's report.
    """
    rows = conn.execute(
        """
        with build as (
            select build_id, as_of from ledger.builds where build_id = %(build)s
        ),

        -- What a person rejected is decided, and holds nothing.
        rejected as (
            select l.dataset || '/rejected/' || l.slice as subject, v.reason as says
            from build
            cross join lateral ledger.verdicts_in_force(build.as_of) as v
            cross join lateral ledger.latest_arrivals(build.as_of) as l
            where l.delivery_id = v.delivery_id and not v.accepted and v.decided_by in ('reader gate', 'delivery gate')
        ),

        -- Equal bytes keep their verdict: what makes an old answer suspicious is that it came again. Going back from
        -- what the gate warned of is how a source mends itself.
        returned as (
            select
                build.as_of,
                l.dataset || '/returned/' || l.slice as subject,
                replacement.delivery_id as replacement,
                max(replaced.counts_from) as replaced_at
            from build
            cross join lateral ledger.latest_arrivals(build.as_of) as l
            cross join lateral (
                select min(a.counts_from) as counts_from from ledger.arrivals as a where a.delivery_id = l.delivery_id
            ) as first
            inner join ledger.deliveries as replacement
                on l.dataset = replacement.dataset and l.slice = replacement.slice
                and l.delivery_id <> replacement.delivery_id
            inner join ledger.arrivals as replaced
                on replacement.delivery_id = replaced.delivery_id
                and replaced.counts_from > first.counts_from and replaced.counts_from < l.counts_from
            group by build.as_of, l.dataset, l.slice, replacement.delivery_id
        ),

        gone_back as (
            select
                subject,
                'The source does not go back to what it had replaced: this answer was replaced by another on '
                || to_char(max(r.replaced_at) at time zone 'Asia/Almaty', 'YYYY-MM-DD') || ', and came again.' as says
            from returned as r
            inner join ledger.verdicts_in_force(r.as_of) as v on r.replacement = v.delivery_id and v.accepted
            where not exists (
                select from ledger.verdicts as w
                inner join ledger.gate_runs as g using (event_id)
                cross join lateral jsonb_array_elements(g.record -> 'deliveries') as d (value)
                where
                    w.delivery_id = r.replacement and d.value ->> 'delivery_id' = lpad(to_hex(w.delivery_id), 16, '0')
                    and jsonb_array_length(d.value -> 'warnings') > 0
            )
            group by subject
        ),

        judged as (
            select distinct on (b.delivery_id) b.dataset, b.slice, b.delivery_id, g.record
            from ledger.build_deliveries as b
            inner join ledger.verdicts as v using (delivery_id)
            inner join ledger.gate_runs as g using (event_id)
            where b.build_id = %(build)s and b.is_current and g.gate = 'delivery'
            order by b.delivery_id, v.decided_at desc
        ),

        warned as (
            select j.dataset || '/' || w.name || '/' || j.slice as subject, c.value ->> 'says' as says
            from judged as j
            cross join lateral jsonb_array_elements(j.record -> 'deliveries') as d (value)
            cross join lateral jsonb_array_elements_text(d.value -> 'warnings') as w (name)
            inner join lateral jsonb_array_elements(j.record -> 'checks') as c (value) on c.value ->> 'check' = w.name
            where d.value ->> 'delivery_id' = lpad(to_hex(j.delivery_id), 16, '0')
        ),

        last_mart_gates as (
            select distinct on (gate collate "C")
                record, case gate when 'release' then '/' || %(year)s else '' end as of_year
            from ledger.gate_runs
            where (gate, subject) in (
                ('mart', 'build ' || %(build)s), ('release', 'build ' || %(build)s || ', year ' || %(year)s)
            )
            order by gate collate "C", ran_at desc
        ),

        marts as (
            select replace(c.value ->> 'check', '.', '/') || g.of_year as subject, c.value ->> 'says' as says
            from last_mart_gates as g
            cross join lateral jsonb_array_elements(g.record -> 'checks') as c (value)
            where not (c.value ->> 'passed')::boolean and c.value ->> 'severity' = 'warning'
        )

        select subject, says from (
            select subject, says from rejected
            union all
            select subject, says from gone_back
            union all
            select subject, says from warned
            union all
            select subject, says from marts
        ) as found
        order by subject collate "C", says collate "C"
        """,
        {"build": build_id, "year": str(year)},
    )
    return tuple(Hold(*row) for row in rows)


def waivers(conn: Connection, schema: str, day: date) -> tuple[Waiver, ...]:
    """Every waiver decided by that day according to the marts in ``schema``, those that are over included."""
    rows = conn.execute(
        sql.SQL(
            "select decision_id, subject, valid_until from {} where kind = %s and decided_on <= %s order by decision_id"
        ).format(sql.Identifier(schema, "decisions")),
        [DECISION_KIND, day],
    )
    return tuple(Waiver(*row) for row in rows)


def require_waivers(found: Sequence[Hold], given: Collection[Waiver], day: date, where: str) -> None:
    """
    Args:
        day: on which the report is frozen, in Almaty.
    Raises:
        GateFailed: naming each finding without a waiver, and each waiver that has expired or has nothing to waive.
    """
    in_force = {each.subject for each in given if each.valid_until is None or each.valid_until >= day}
    subjects = {each.subject for each in found}
    open_ = [f"{each} No waiver of {each.subject} is in force." for each in found if each.subject not in in_force]
    expired = [
        f"Waiver {each.decision_id} of {each.subject} ended on {each.valid_until}."
        for each in given
        if each.valid_until is not None and each.valid_until < day
    ]
    idle = [
        f"Waiver {each.decision_id} of {each.subject} has nothing to waive."
        for each in given
        if each.subject in in_force - subjects
    ]
    if found_wrong := [*open_, *expired, *idle]:
        raise GateFailed(
            " ".join(found_wrong),
            where=where,
            remedy="The marts are published; the report is held. Have the data mended and ingested again, or hand in a "
            f"register of decisions: a row of kind {DECISION_KIND} with the subject named here, its reason and its "
            "last day; a waiver that is over or idle leaves the register.",
        )
