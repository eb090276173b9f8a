"""The tax service's replies, as public clients have recorded them, and what must not be taken for one."""

from __future__ import annotations

import io
from pathlib import Path, PurePath
from types import SimpleNamespace
from typing import Any, cast
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naukograd.core.errors import BadReply, UnreadableDelivery
from naukograd.sources.dataset import Request
from naukograd.sources.http import Endpoint, Http
from naukograd.sources.kgd import COLUMNS, PAYMENT, PaymentsBulk, PaymentsByBin, _refusal

PAYMENT_XML = "".join(f"<{column.header}>{{{column.name}}}</{column.header}>" for column in PAYMENT)
# XML 1.0 has no way to write most control characters, and folds line ends.
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=20)


def read(xml: str) -> list[tuple[str, list[str | None]]]:
    return [(place, list(values)) for place, values in PaymentsByBin().rows(io.BytesIO(xml.encode()))]


def answer(*payments: dict[str, str]) -> str:
    rows = "".join(
        f"<payment>{PAYMENT_XML.format(**{c.name: escape(p.get(c.name, '')) for c in PAYMENT})}</payment>"
        for p in payments
    )
    return f"<answer><IIN_BIN>040240000125</IIN_BIN><NameRu>А</NameRu>{rows}</answer>"


def test_a_payment_has_its_payer_and_the_path_of_its_element() -> None:
    one = {"kbk": "101201", "receipt_date": "2025-05-21+06:00", "summa": "1000.00"}
    rows = read(answer(one, {**one, "summa": ""}))
    assert [place for place, _ in rows] == ["/answer/payment[1]", "/answer/payment[2]"]
    values = dict(zip([column.name for column in COLUMNS], rows[0][1], strict=True))
    assert (values["iin_bin"], values["kbk"], values["summa"]) == ("040240000125", "101201", "1000.00")
    assert rows[1][1][-1] is None, "an empty element is missing, not zero"


def test_error_code_10_is_an_answer_of_no_rows() -> None:
    assert read('<answer><err errorcode="10"/></answer>') == []


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ('<answer><err errorcode="7"/></answer>', "error code '7'"),
        ("<html><body>Сервис недоступен</body></html>", "<html>, not <answer>"),
        ("<answer><payment></answer>", "not well-formed XML"),
        (answer({}).replace("Summa", "Amount"), "no element Summa"),
    ],
)
def test_what_is_no_answer_is_said_in_words(xml: str, words: str) -> None:
    with pytest.raises(UnreadableDelivery, match=words):
        read(xml)


def test_bytes_in_no_encoding_are_no_broken_disk(tmp_path: Path) -> None:
    file = tmp_path / "answer.xml"
    file.write_bytes("<answer><NameRu>Налог</NameRu></answer>".encode("windows-1251"))
    with file.open("rb") as body, pytest.raises(UnreadableDelivery, match="not well-formed XML"):
        list(PaymentsByBin().rows(body))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html/>", "not an answer"),
        (b'<?xml version="1.0"?><!DOCTYPE answer [<!ENTITY e "x">]><answer/>', "not an answer"),
        (b'<answer><err errorcode="20"/></answer>', "error code '20'"),
    ],
)
def test_what_is_no_answer_is_refused_while_asking(body: bytes, words: str) -> None:
    assert words in str(_refusal(body))


@pytest.mark.parametrize("body", [b'<answer><err errorcode="10"/></answer>', b"<?xml version='1.0'?>\n<answer>"])
def test_an_answer_is_not_refused(body: bytes) -> None:
    assert _refusal(body) is None


def test_an_entity_bomb_stays_text() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]>' + answer({"summa": "1"}).replace(
        "<NameRu>А", "<NameRu>&y;"
    )
    assert read(bomb)[0][1][1] in (None, "&y;")


@given(st.lists(st.fixed_dictionaries({column.name: TEXT for column in PAYMENT}), max_size=3))
def test_every_text_comes_out_as_it_went_in(payments: list[dict[str, str]]) -> None:
    rows = read(answer(*payments))
    assert [values[2:] for _, values in rows] == [[p[c.name] or None for c in PAYMENT] for p in payments]


def test_bulk_columns_are_found_by_name_in_any_order() -> None:
    headers = [column.header for column in COLUMNS]
    line = ",".join([*reversed(headers), "Extra"]).encode("utf-8-sig")
    assert PaymentsBulk().header(line) == [*reversed([column.name for column in COLUMNS]), "undeclared_15"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (",".join(c.header for c in COLUMNS).replace("Summa", "Amount").encode(), "no column Summa.*instead: Amount"),
        ((",".join(c.header for c in COLUMNS) + ",KBK").encode(), "twice"),
        ("БИН,Сумма".encode("windows-1251"), "not UTF-8"),
        (b"", "no column"),
    ],
)
def test_a_bulk_header_that_does_not_fit_is_said_in_words(line: bytes, words: str) -> None:
    with pytest.raises(UnreadableDelivery, match=words):
        PaymentsBulk().header(line)


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("payments_2025-11.csv.gz", "2025-11"),
        ("payments_2025-11.csv", None),
        ("payments_2025-13.csv.gz", None),
        ("payments_2025-00.csv.gz", None),
    ],
)
def test_a_bulk_file_tells_its_month(name: str, month: str | None) -> None:
    assert PaymentsBulk().slice_of(PurePath(name)) == month


def index(*months: str) -> Http:
    """A connection on which the index lists these months."""
    page = "".join(f'<a href="payments_{month}.csv.gz">' for month in months).encode()
    reply = SimpleNamespace(url="https://kgd.example/bulk/payments/")
    return cast(Http, SimpleNamespace(endpoint=Endpoint(reply.url, "t"), read=lambda *_, **__: (page, reply)))


@pytest.mark.parametrize(
    ("listed", "known", "gone"),
    [
        (["2025-11", "2025-12", "2026-01"], ["2025-11"], None),
        (["2025-12", "2026-02"], [], "2026-01"),
        (["2025-12"], ["2025-11", "2026-01"], "2025-11, 2026-01"),
    ],
)
def test_a_month_that_the_index_lacks_is_told_after_the_others_were_asked_for(
    listed: list[str], known: list[str], gone: str | None
) -> None:
    asked: list[Any] = []
    questions = iter(
        PaymentsBulk().questions(index(*listed), Request([2025, 2026], versions=dict.fromkeys(known, "v")))
    )
    if gone is None:
        asked.extend(questions)
    else:
        with pytest.raises(BadReply, match=f"no longer lists {gone}$|no longer lists {gone} "):
            asked.extend(questions)
    assert [question.slice for question in asked] == listed
