"""Owners are matched by the register of the build, each once, and never again while the names stay."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from naukograd import matching
from naukograd.core.database import Connection
from naukograd.pipeline.attributing import match_owners
from tests.integration.builds import write_build

REGISTER, RENAMED, BULLETIN, LATER = 1, 2, 3, 4


@pytest.fixture
def conn(prepared_url: str) -> Iterator[Connection]:
    """Two issues of a register, of which the second renames the participant, and two bulletins."""
    with psycopg.connect(prepared_url, autocommit=True) as conn:
        for delivery, dataset, slice_ in (
            (REGISTER, "filings.participants", "nu_park"),
            (RENAMED, "filings.participants", "nu_park"),
            (BULLETIN, "kazpatent.inventions", "2025/1"),
            (LATER, "kazpatent.inventions", "2025/2"),
        ):
            conn.execute(
                "insert into ledger.deliveries values (%s, %s, %s, %s, 1)", [delivery, dataset, slice_, str(delivery)]
            )
        for delivery, name in ((REGISTER, "ТОО «Фотон»"), (RENAMED, "ТОО «Протон»")):
            conn.execute(
                "insert into raw.filings_participants (delivery_id, place, bin, name_ru, territory, scope, joined)"
                " values (%s, 'A5', '990140000007', %s, 'nu_park', 'организация', '2025-01-01')",
                [delivery, name],
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


def build(conn: Connection, build_id: str, *deliveries: int) -> str:
    return write_build(conn, build_id, deliveries)


def decided(conn: Connection, build_id: str) -> dict[str, tuple[str | None, str | None]]:
    rows = conn.execute(
        "select m.owner_ru, m.participant_bin, m.reason from matching.owner_matches as m"
        " inner join matching.build_books as b using (book) where b.build_id = %s",
        [build_id],
    )
    return {owner: (bin_, reason) for owner, bin_, reason in rows}


def test_a_printed_string_is_decided_of_once_per_register(conn: Connection) -> None:
    assert match_owners(conn, build(conn, "b1", REGISTER, BULLETIN)) == 2
    assert decided(conn, "b1") == {"ТОО «Фотон»": ("990140000007", None), "Автор 1": (None, None)}
    assert match_owners(conn, "b1") == 0, "the same build again"
    assert match_owners(conn, build(conn, "b2", REGISTER, BULLETIN)) == 0, "nothing new"
    assert match_owners(conn, build(conn, "b3", REGISTER, BULLETIN, LATER)) == 1, "only what is new"
    assert decided(conn, "b3")["АО «Протон»"] == (None, None)


def test_an_earlier_build_keeps_the_names_of_its_moment(conn: Connection) -> None:
    match_owners(conn, build(conn, "early", REGISTER, BULLETIN, LATER))
    assert match_owners(conn, build(conn, "late", RENAMED, BULLETIN, LATER)) == 3
    assert decided(conn, "late")["ТОО «Фотон»"] == (None, None)
    assert decided(conn, "late")["АО «Протон»"] == (None, "another_legal_form")
    assert decided(conn, "early")["ТОО «Фотон»"] == ("990140000007", None)
    assert match_owners(conn, build(conn, "again", REGISTER, BULLETIN, LATER)) == 0


def test_changed_rules_decide_anew(conn: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    match_owners(conn, build(conn, "b1", REGISTER, BULLETIN))
    monkeypatch.setattr(matching.book, "version", lambda: "changed")
    assert match_owners(conn, "b1") == 2


def test_a_string_of_very_many_owners_is_kept(conn: Connection) -> None:
    names = [f"Автор {number:04d} (KZ)" for number in range(1000)]
    conn.execute(
        "update raw.kazpatent_inventions set owner_73_ru = %s where delivery_id = %s", ["; ".join(names), LATER]
    )
    assert match_owners(conn, build(conn, "b1", REGISTER, LATER)) == 1
    assert len(decided(conn, "b1")) == len(names)
    assert match_owners(conn, "b1") == 0


def test_without_bulletins_or_register_nothing_is_decided(conn: Connection) -> None:
    assert match_owners(conn, build(conn, "b1", REGISTER)) == 0
    assert match_owners(conn, build(conn, "b2", BULLETIN)) == 2
    assert set(decided(conn, "b2").values()) == {(None, None)}
