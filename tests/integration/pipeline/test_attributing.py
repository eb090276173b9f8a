"""Owners are matched by the register and the decisions of the build, each once, and never again while these stay."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from naukograd import matching
from naukograd.core.database import Connection
from naukograd.pipeline.attributing import match_owners
from tests.integration.builds import write_build

REGISTER, RENAMED, BULLETIN, LATER, DECISIONS, LATER_DECISIONS = range(1, 7)
HEAD, BRANCH, OTHER = "990140000007", "990141000002", "990140000017"
MATCHED, NOBODY, PERSON = "matched", "not_a_participant", "person"


@pytest.fixture
def conn(prepared_url: str) -> Iterator[Connection]:
    """Two issues of a register, of which the second renames the participant, two bulletins, two registers of
    decisions."""
    with psycopg.connect(prepared_url, autocommit=True) as conn:
        for delivery, dataset, slice_ in (
            (REGISTER, "filings.participants", "nu_park"),
            (RENAMED, "filings.participants", "nu_park"),
            (BULLETIN, "kazpatent.inventions", "2025/1"),
            (LATER, "kazpatent.inventions", "2025/2"),
            (DECISIONS, "filings.decisions", "mnvo"),
            (LATER_DECISIONS, "filings.decisions", "mnvo"),
        ):
            conn.execute(
                "insert into ledger.deliveries values (%s, %s, %s, %s, 1)", [delivery, dataset, slice_, str(delivery)]
            )
        for delivery, name in ((REGISTER, "ТОО «Фотон»"), (RENAMED, "ТОО «Протон»")):
            conn.execute(
                "insert into raw.filings_participants"
                " (delivery_id, place, bin, name_ru, territory, scope, joined, branch_bins)"
                " values (%s, 'A5', %s, %s, 'nu_park', 'организация', '2025-01-01', %s)",
                [delivery, HEAD, name, BRANCH],
            )
        for delivery, owners in ((BULLETIN, ("ТОО «Фотон»; Автор 1", "ТОО «Фотон»", None)), (LATER, ("АО «Протон»",))):
            for at, owner in enumerate(owners):
                conn.execute(
                    "insert into raw.kazpatent_inventions"
                    " (delivery_id, place, pat_nby, pat_dby, code_13, gos_number_11, gos_date_11, owner_73_ru)"
                    " values (%s, %s, '1', '03.01.2025', 'B', '1', '03.01.2025', %s)",
                    [delivery, f"[{at}]", owner],
                )
        yield conn


def decide(
    conn: Connection,
    value: str | None,
    *,
    delivery: int = DECISIONS,
    number: int = 1,
    subject: str = "АО «Протон»",
    on: str = "2027-03-01",
    until: str | None = None,
) -> None:
    conn.execute(
        "insert into raw.filings_decisions"
        " (delivery_id, place, number, kind, subject, value, decided_by, decided_on, valid_until, because)"
        " values (%s, %s, %s, 'owner_match', %s, %s, 'Директор', %s, %s, 'письмо')",
        [delivery, f"Решения!A{number}", str(number), subject, value, on, until],
    )


def decided(conn: Connection, build_id: str) -> dict[str, tuple[str, str | None]]:
    rows = conn.execute(
        "select m.owner_ru, m.outcome, m.participant_bin from matching.owner_matches as m"
        " inner join matching.build_books as b using (book) where b.build_id = %s",
        [build_id],
    )
    return {owner: (outcome, bin_) for owner, outcome, bin_ in rows}


def proton(conn: Connection, *deliveries: int, as_of: str = "2027-04-01T00:00:00+05:00") -> tuple[str, str | None]:
    """What is decided of «АО Протон», of which a person must decide."""
    build_id = f"b{deliveries} {as_of}"
    match_owners(conn, write_build(conn, build_id, [RENAMED, LATER, *deliveries], as_of=as_of))
    return decided(conn, build_id)["АО «Протон»"]


def test_a_printed_string_is_decided_of_once_per_register(conn: Connection) -> None:
    assert match_owners(conn, write_build(conn, "b1", [REGISTER, BULLETIN])) == 2
    assert decided(conn, "b1") == {"ТОО «Фотон»": (MATCHED, HEAD), "Автор 1": (NOBODY, None)}
    assert match_owners(conn, "b1") == 0, "the same build again"
    assert match_owners(conn, write_build(conn, "b2", [REGISTER, BULLETIN])) == 0, "nothing new"
    assert match_owners(conn, write_build(conn, "b3", [REGISTER, BULLETIN, LATER])) == 1, "only what is new"
    assert decided(conn, "b3")["АО «Протон»"] == (NOBODY, None)


def test_a_participant_keeps_the_names_it_had_and_an_earlier_build_those_of_its_moment(conn: Connection) -> None:
    match_owners(conn, write_build(conn, "early", [REGISTER, BULLETIN, LATER]))
    assert match_owners(conn, write_build(conn, "late", [RENAMED, BULLETIN, LATER], superseded=[REGISTER])) == 3
    assert decided(conn, "late")["ТОО «Фотон»"] == (MATCHED, HEAD)
    assert decided(conn, "late")["АО «Протон»"] == (PERSON, None)
    assert decided(conn, "early")["АО «Протон»"] == (NOBODY, None)
    assert match_owners(conn, write_build(conn, "again", [REGISTER, BULLETIN, LATER])) == 0


def test_whom_only_a_superseded_register_names_is_no_participant(conn: Connection) -> None:
    conn.execute("update raw.filings_participants set bin = %s where delivery_id = %s", [OTHER, REGISTER])
    match_owners(conn, write_build(conn, "b1", [RENAMED, BULLETIN], superseded=[REGISTER]))
    assert decided(conn, "b1")["ТОО «Фотон»"] == (NOBODY, None)


def test_names_of_the_register_of_legal_entities_and_of_ror_are_the_participants_of_whom_they_tell(
    conn: Connection,
) -> None:
    listed = "000540004595"
    conn.execute(
        "insert into raw.filings_participants"
        " (delivery_id, place, bin, name_ru, territory, scope, joined)"
        " select %s, place || bin, bin, name_ru, 'nu_park', 'организация', '2025-01-01'"
        " from (values ('A6', %s, 'ПК «Новое имя»'), ('A7', %s, 'АО «Институт ионосферы»')) as v (place, bin, name_ru)",
        [RENAMED, listed, OTHER],
    )
    # ROR has it in three languages; of the cooperative the register of legal entities has another name.
    for at, owner in enumerate(("Institute of Ionosphere", "ПК «Дихан-К»", "Astana International University")):
        conn.execute(
            "insert into raw.kazpatent_inventions"
            " (delivery_id, place, pat_nby, pat_dby, code_13, gos_number_11, gos_date_11, owner_73_ru)"
            " values (%s, %s, '1', '03.01.2025', 'B', '1', '03.01.2025', %s)",
            [LATER, f"[1{at}]", owner],
        )
    match_owners(conn, write_build(conn, "b1", [RENAMED, LATER]))
    found = decided(conn, "b1")
    assert found["Institute of Ionosphere"] == (MATCHED, OTHER)
    assert found["ПК «Дихан-К»"] == (MATCHED, listed)
    assert found["Astana International University"] == (NOBODY, None)


def test_changed_rules_decide_anew(conn: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    match_owners(conn, write_build(conn, "b1", [REGISTER, BULLETIN]))
    monkeypatch.setattr(matching.book, "version", lambda: "changed")
    assert match_owners(conn, "b1") == 2


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        (HEAD, (MATCHED, HEAD)),
        (BRANCH, (MATCHED, HEAD)),
        (OTHER, (MATCHED, OTHER)),
        ("not_a_participant", (NOBODY, None)),
        ("не участник", (PERSON, None)),
        (None, (PERSON, None)),
    ],
)
def test_a_decision_says_a_bin_or_nobody_and_what_cannot_be_read_decides_nothing(
    conn: Connection, value: str | None, outcome: tuple[str, str | None]
) -> None:
    decide(conn, value)
    assert proton(conn) == (PERSON, None)
    assert proton(conn, DECISIONS) == outcome


def test_a_decision_holds_from_its_day_to_its_last_day(conn: Connection) -> None:
    decide(conn, HEAD, on="2027-03-02", until="2027-03-03")
    days = [f"2027-03-{day:02d}T12:00:00+05:00" for day in range(1, 5)]
    outcomes = [proton(conn, DECISIONS, as_of=day)[0] for day in days]
    assert outcomes == [PERSON, MATCHED, MATCHED, PERSON]


def test_a_later_register_of_decisions_undoes_by_another_decision_or_by_leaving_it_out(conn: Connection) -> None:
    decide(conn, HEAD)
    decide(conn, HEAD, delivery=LATER_DECISIONS)
    decide(conn, "not_a_participant", delivery=LATER_DECISIONS, number=2, on="2027-03-15")
    assert proton(conn, DECISIONS) == (MATCHED, HEAD)
    assert proton(conn, LATER_DECISIONS) == (NOBODY, None)
    conn.execute("delete from raw.filings_decisions where delivery_id = %s", [LATER_DECISIONS])
    decide(conn, HEAD, delivery=LATER_DECISIONS, subject="ТОО «Другое»")
    assert proton(conn, LATER_DECISIONS, as_of="2027-04-02T00:00:00+05:00") == (PERSON, None)


def test_a_superseded_register_of_decisions_decides_nothing(conn: Connection) -> None:
    decide(conn, HEAD)
    match_owners(conn, write_build(conn, "b1", [RENAMED, LATER], superseded=[DECISIONS]))
    assert decided(conn, "b1")["АО «Протон»"] == (PERSON, None)


def test_a_decision_keeps_its_force_for_the_same_string_in_another_bulletin(conn: Connection) -> None:
    decide(conn, HEAD)
    conn.execute(
        "update raw.kazpatent_inventions set owner_73_ru = %s where delivery_id = %s and place = '[1]'",
        ["АО  «Протон»; Автор 1", BULLETIN],
    )
    match_owners(conn, write_build(conn, "b1", [RENAMED, BULLETIN, DECISIONS]))
    rows = conn.execute("select owner_key, decision_id from matching.owner_matches where decision_id is not null")
    assert rows.fetchall() == [("АО «Протон»", "mnvo/1")]


def test_a_string_of_very_many_owners_is_kept(conn: Connection) -> None:
    names = [f"Автор {number:04d} (KZ)" for number in range(1000)]
    conn.execute(
        "update raw.kazpatent_inventions set owner_73_ru = %s where delivery_id = %s", ["; ".join(names), LATER]
    )
    assert match_owners(conn, write_build(conn, "b1", [REGISTER, LATER])) == 1
    assert len(decided(conn, "b1")) == len(names)
    assert match_owners(conn, "b1") == 0


def test_without_bulletins_or_register_nothing_is_decided(conn: Connection) -> None:
    assert match_owners(conn, write_build(conn, "b1", [REGISTER])) == 0
    assert match_owners(conn, write_build(conn, "b2", [BULLETIN])) == 2
    assert set(decided(conn, "b2").values()) == {(NOBODY, None)}
