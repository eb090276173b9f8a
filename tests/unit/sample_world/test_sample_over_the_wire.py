"""The truth, and the price of each mistake, found again from the wire alone by a plain reader with its own rules."""

import csv
import gzip
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import openpyxl
import pytest
import requests
from lxml import etree

from sample_world.server import Running, parse_moment, serve
from sample_world.site import TOKEN
from sample_world.truth import truth
from sample_world.world import World

SEED = 7
ASK = (
    '<sign:Request xmlns:sign="http://xmlns.kztc-cits/sign"><sign:IIN_BIN>{}</sign:IIN_BIN>'
    "<sign:BeginDate>2024-01-01</sign:BeginDate><sign:EndDate>2027-12-31</sign:EndDate></sign:Request>"
)
Row = dict[str, str]


@dataclass
class Member:
    """A BIN of the register: its stays as (territory, joined, left)."""

    is_branch: bool
    stays: list[tuple[str, date, date | None]] = field(default_factory=list)

    def territory(self, day: date) -> str | None:
        found = [where for where, joined, left in self.stays if joined <= day and (left is None or day < left)]
        assert len(found) <= 1, "in two territories on one day"
        return found[0] if found else None


@dataclass
class Wire:
    """All that a reader can fetch at one moment."""

    members: dict[str, Member]
    first_members: dict[str, Member]
    by_bin: dict[str, list[Row]]


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with serve(World(SEED, 0)) as running:
        yield running


@pytest.fixture(scope="module")
def final(running: Running) -> Wire:
    return read_wire(running, "2027-04-20T18:00:00+05:00")


def read_wire(running: Running, moment: str) -> Wire:
    requests.put(f"{running.url}/_clock", json={"now": moment}).raise_for_status()
    members, first_members = read_registers(running.url, -1), read_registers(running.url, 0)
    return Wire(members, first_members, {number: read_by_bin(running.url, number) for number in members})


def read_registers(url: str, position: int) -> dict[str, Member]:
    """The register of every territory, in its issue at ``position``."""
    page = requests.get(f"{url}/filings/").text
    issues: defaultdict[str, list[str]] = defaultdict(list)
    for name, territory in re.findall(r'href="(participants_([a-z_]+)_[\d-]+\.xlsx)"', page):
        issues[territory].append(name)
    members: dict[str, Member] = {}
    for names in issues.values():
        name = sorted(names)[position]
        content = requests.get(f"{url}/filings/{name}").content
        for row in read_workbook(content):
            branches = [text.strip() for text in (row["БИН филиалов"] or "").split(";") if text.strip()]
            stay = (row["Территория"], as_day(row["Дата вступления"]), as_day(row["Дата выхода"]))
            for number in (row["БИН"], *branches):
                members.setdefault(number, Member(number in branches)).stays.append(stay)
    return members


def read_workbook(content: bytes) -> list[dict]:
    rows = list(openpyxl.load_workbook(io.BytesIO(content))["Участники"].iter_rows(values_only=True))
    start = next(index for index, row in enumerate(rows) if "БИН" in row)
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


def as_day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    return date(*reversed([int(part) for part in cell.split(".")])) if isinstance(cell, str) else None


def read_by_bin(url: str, number: str) -> list[Row]:
    reply = requests.post(f"{url}/proxy2/culs_payments?token={TOKEN}", data=ASK.format(number).encode())
    assert reply.status_code == 200
    answer = etree.fromstring(reply.content)
    error = answer.find("err")
    if error is not None:
        assert error.get("errorcode") == "10"
        return []
    assert answer.findtext("IIN_BIN") == number
    head = {"IIN_BIN": number, "NameRu": answer.findtext("NameRu") or ""}
    return [head | {cell.tag: cell.text or "" for cell in payment} for payment in answer.findall("payment")]


def read_bulk(url: str) -> dict[str, list[Row]]:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    names = re.findall(r'href="(payments_[^"]+)"', requests.get(f"{url}/bulk/payments/", headers=headers).text)
    files = {name: requests.get(f"{url}/bulk/payments/{name}", headers=headers).content for name in names}
    return {
        name: list(csv.DictReader(io.StringIO(gzip.decompress(content).decode(), newline="")))
        for name, content in files.items()
    }


def day_of(stamp: str) -> date:
    return date.fromisoformat(stamp[:10])


def is_counted(row: Row) -> bool:
    return row["KBK"].startswith("1") and row["PayType"] == "Налог" and row["Summa"] != ""


Totals = dict[str, Decimal]


def receipts(
    rows: list[Row],
    members: dict[str, Member],
    year: int,
    *,
    counts: Callable[[Row], bool] = is_counted,
    when: Callable[[Row], date] = lambda row: day_of(row["ReceiptDate"]),
    year_of: Callable[[Row], int] | None = None,
    where: Callable[[Member, date], str | None] = Member.territory,
) -> Totals:
    """The rule over wire rows; each argument is a place where a mistake can be made."""
    totals: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        member, day = members.get(row["IIN_BIN"]), when(row)
        if member and counts(row) and (year_of(row) if year_of else day.year) == year:
            territory = where(member, day)
            if territory:
                totals[territory] += Decimal(row["Summa"])
    return dict(totals)


def rows_of(wire: Wire) -> list[Row]:
    return [row for rows in wire.by_bin.values() for row in rows]


def told(year: int, moment: str) -> Totals:
    found = truth(year, known_by=parse_moment(moment), seed=SEED)
    parts = {code: Decimal(part.amount_kzt) for code, part in found.territories.items() if part.payments}
    assert sum(parts.values()) == Decimal(found.total.amount_kzt)
    return parts


@pytest.mark.parametrize(
    "moment",
    [
        "2025-12-01T00:00:00+05:00",
        "2026-02-01T00:00:00+05:00",
        "2026-04-20T23:59:59.999999+05:00",
        "2026-08-20T06:00:00+05:00",
        "2026-11-25T00:00:00+05:00",
        "2027-02-09T00:00:00+05:00",
        "2027-04-20T18:00:00+05:00",
        "2027-12-31T00:00:00+05:00",
    ],
)
def test_the_wire_gives_the_tallied_truth_as_known_at_any_moment(running: Running, moment: str) -> None:
    wire = read_wire(running, moment)
    for year in (2024, 2025, 2026):
        assert receipts(rows_of(wire), wire.members, year) == told(year, moment)


def test_bulk_files_agree_with_the_payments_by_bin(running: Running, final: Wire) -> None:
    requests.put(f"{running.url}/_clock", json={"now": "2027-04-20"}).raise_for_status()
    files = read_bulk(running.url)
    assert len(files) == 37
    for name, rows in files.items():
        assert {row["ReceiptDate"][:7] for row in rows} == {name[9:16]}
    bulk = [row for rows in files.values() for row in rows]

    def ordered(rows: list[Row]) -> list[tuple[str, ...]]:
        return sorted(tuple(row.values()) for row in rows if row["IIN_BIN"] in final.members)

    assert ordered(bulk) == ordered(rows_of(final))
    assert receipts(bulk, final.members, 2025) == told(2025, "2027-04-20")
    strangers = {row["IIN_BIN"] for row in bulk} - set(final.members)
    number = max(strangers)
    assert ordered([row for row in bulk if row["IIN_BIN"] == number]) == ordered(read_by_bin(running.url, number))


def _latest_of_year(member: Member, day: date) -> str | None:
    first, after = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    during = [stay for stay in member.stays if stay[1] < after and (stay[2] is None or stay[2] > first)]
    return max(during, key=lambda stay: stay[1])[0] if during else None


def _in_utc(row: Row) -> date:
    text = row["ReceiptDate"]
    midnight = datetime.fromisoformat(f"{text[:10]}T00:00:00{text[10:]}")
    return midnight.astimezone(UTC).date()


def _whole_year(member: Member, day: date) -> str | None:
    return member.territory(day) or _latest_of_year(member, day)


def _from_first_of_year(member: Member, day: date) -> str | None:
    first = min(member.stays, key=lambda stay: stay[1])
    early = day < first[1] and day.year == first[1].year
    return first[0] if early else member.territory(day)


def _until_end_of_year(member: Member, day: date) -> str | None:
    last = max(member.stays, key=lambda stay: stay[1])
    late = last[2] is not None and last[2] <= day and last[2].year == day.year
    return last[0] if late else member.territory(day)


def _over_the_gap(member: Member, day: date) -> str | None:
    before = [stay for stay in member.stays if stay[1] <= day]
    after = [stay for stay in member.stays if stay[1] > day]
    return member.territory(day) or (max(before, key=lambda stay: stay[1])[0] if before and after else None)


MISTAKES: dict[str, dict] = {
    "joined_during_year": {"where": _from_first_of_year},
    "left_during_year": {"where": _until_end_of_year},
    "left_and_came_back": {"where": _over_the_gap},
    "whole_year_instead_of_day": {"where": _whole_year},
    "moved_between_territories": {"where": lambda member, day: member.territory(day) and _latest_of_year(member, day)},
    "todays_register_for_the_past": {"where": lambda member, day: member.territory(date(2027, 4, 20))},
    "refunds_ignored": {"counts": lambda row: is_counted(row) and row["EntryType"] != "Возврат"},
    "offsets_ignored": {"counts": lambda row: is_counted(row) and row["EntryType"] != "Зачет"},
    "social_contributions_902101": {
        "counts": lambda row: is_counted(row) or (row["KBK"] == "902101" and row["Summa"] != "")
    },
    "fines_category_2": {"counts": lambda row: is_counted(row) or row["KBK"].startswith("2")},
    "property_sales_category_3": {"counts": lambda row: is_counted(row) or row["KBK"].startswith("3")},
    "penalties_on_tax_codes": {"counts": lambda row: row["KBK"].startswith("1") and row["Summa"] != ""},
    "year_by_write_off_date": {"year_of": lambda row: day_of(row["WriteOffDate"]).year},
    "utc_shift": {"when": _in_utc},
}


def price(name: str, year: int) -> Totals:
    trap = next(trap for trap in truth(year, seed=SEED).traps if trap.name == name)
    errors = {code: Decimal(error) for code, error in trap.error_by_territory_kzt.items()}
    assert sum(errors.values()) == Decimal(trap.error_kzt)
    return errors


def error_of(wrong: Totals, right: Totals) -> Totals:
    return {code: wrong.get(code, Decimal(0)) - right.get(code, Decimal(0)) for code in sorted(right)}


@pytest.mark.parametrize("year", [2025, 2026])
@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_made_over_the_wire_costs_what_its_trap_says(final: Wire, name: str, year: int) -> None:
    right = receipts(rows_of(final), final.members, year)
    wrong = receipts(rows_of(final), final.members, year, **MISTAKES[name])
    assert error_of(wrong, right) == price(name, year)


def test_mistakes_about_registers_branches_and_lookalikes(running: Running, final: Wire) -> None:
    rows = rows_of(final)
    right = receipts(rows, final.members, 2025)
    heads = {number: member for number, member in final.members.items() if not member.is_branch}
    twins = {
        row["IIN_BIN"]: heads[f"{row['IIN_BIN'][:5]}0{row['IIN_BIN'][6:11]}{digit}"]
        for row in _all_bulk(running)
        for digit in "0123456789"
        if row["IIN_BIN"] not in final.members and f"{row['IIN_BIN'][:5]}0{row['IIN_BIN'][6:11]}{digit}" in heads
    }
    foreign = [row for number in twins for row in read_by_bin(running.url, number)]
    wrong = {
        "register_correction": receipts(rows, final.first_members, 2025),
        "branches_missed": receipts(rows, heads, 2025),
        "branch_of_non_participant": receipts(rows + foreign, final.members | twins, 2025),
        "both_datasets_added": receipts(rows + rows, final.members, 2025),
    }
    for name, found in wrong.items():
        assert error_of(found, right) == price(name, 2025), name


def _all_bulk(running: Running) -> list[Row]:
    requests.put(f"{running.url}/_clock", json={"now": "2027-04-20"}).raise_for_status()
    return [row for rows in read_bulk(running.url).values() for row in rows]


def test_adding_every_issue_of_a_bulk_file_costs_what_its_trap_says(running: Running, final: Wire) -> None:
    issues: dict[tuple[str, str], list[Row]] = {}
    headers = {"Authorization": f"Bearer {TOKEN}"}
    day = datetime(2025, 2, 5, 12, tzinfo=timezone(timedelta(hours=5)))
    while day < datetime(2027, 4, 20, 18, tzinfo=day.tzinfo):
        requests.put(f"{running.url}/_clock", json={"now": day.isoformat()}).raise_for_status()
        for month in range(1, 13):
            name = f"payments_2025-{month:02d}.csv.gz"
            reply = requests.get(f"{running.url}/bulk/payments/{name}", headers=headers)
            if reply.status_code == 200:
                text = gzip.decompress(reply.content).decode()
                key = name, reply.headers["Last-Modified"]
                issues[key] = list(csv.DictReader(io.StringIO(text, newline="")))
        day += timedelta(days=15)
    assert len(issues) == 12 + 8
    added = [row for rows in issues.values() for row in rows]
    right = receipts(rows_of(final), final.members, 2025)
    assert error_of(receipts(added, final.members, 2025), right) == price("superseded_files_added", 2025)


def test_late_postings_are_what_the_payments_shown_at_the_freeze_lack(running: Running, final: Wire) -> None:
    frozen = read_wire(running, "2026-04-20T23:59:59.999999+05:00")
    right = receipts(rows_of(final), final.members, 2025)
    wrong = receipts(rows_of(frozen), final.members, 2025)
    assert error_of(wrong, right) == price("late_postings", 2025)
