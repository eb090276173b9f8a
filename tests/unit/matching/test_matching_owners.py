"""Several owners in one string are parted where the rule says, and nowhere else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naukograd.matching.names import words
from naukograd.matching.owners import owners, parted


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("", []),
        (" ; \n", []),
        ("ТОО «А»", ["ТОО «А»"]),
        ("ТОО «А»; ТОО «Б»", ["ТОО «А»", "ТОО «Б»"]),
        ("ТОО «А»\r\nАвтор 1", ["ТОО «А»", "Автор 1"]),
        ("Автор 1, ТОО «Б»", ["Автор 1", "ТОО «Б»"]),
        ("ТОО «А», Автор 1", ["ТОО «А»", "Автор 1"]),
        ("Автор 1 (KZ), Автор 2 (RU)", ["Автор 1 (KZ)", "Автор 2 (RU)"]),
        ('"А" ЖШС, "Б" ЖШС', ['"А" ЖШС', '"Б" ЖШС']),
        ('"А" ЖШС (оқу деректері), "Б" ЖШС', ['"А" ЖШС (оқу деректері)', '"Б" ЖШС']),
        ("Вектор, ТОО", ["Вектор, ТОО"]),
        ("ТОО «Наука, ТОО и жизнь»", ["ТОО «Наука, ТОО и жизнь»"]),
        ('ТОО "Наука, АО и жизнь"', ['ТОО "Наука, АО и жизнь"']),
        ("Институт физики, химии и биологии", ["Институт физики, химии и биологии"]),
        (
            "АО «А», РГП на ПХВ «Б, В», Автор 1 (KZ); Автор 2",
            ["АО «А»", "РГП на ПХВ «Б, В»", "Автор 1 (KZ)", "Автор 2"],
        ),
    ],
)
def test_owners_are_parted(printed: str, found: list[str]) -> None:
    assert parted(printed) == found


def test_two_languages_go_side_by_side_where_they_name_equally_many() -> None:
    assert owners("ТОО «А»; АО «Б»", "«А» ЖШС; «Б» АҚ") == [("ТОО «А»", "«А» ЖШС"), ("АО «Б»", "«Б» АҚ")]
    assert owners("ТОО «А»; АО «Б»", "«А» ЖШС") == [("ТОО «А»", None), ("АО «Б»", None), (None, "«А» ЖШС")]
    assert owners("ТОО «А»", None) == [("ТОО «А»", None)]
    assert owners(None, "«А» ЖШС") == [(None, "«А» ЖШС")]
    assert owners(None, None) == []


@given(st.text(alphabet=st.sampled_from('АБ ТОЖШСKZ,;«»"()\n'), max_size=60))
def test_no_letter_is_lost_and_none_is_doubled(printed: str) -> None:
    together = " ".join(parted(printed))
    printed, together = (re.sub(r"\(\s*KZ\s*\)", " ", text) for text in (printed, together))
    for mark in ",;\n":
        printed, together = printed.replace(mark, " "), together.replace(mark, " ")
    assert words(together.replace("(", " ").replace(")", " ")) == words(printed.replace("(", " ").replace(")", " "))
