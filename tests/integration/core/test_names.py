"""What is done to names before anybody reads them."""

from __future__ import annotations

import unicodedata

import psycopg
import pytest


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("АO «Нeйтрoн»", "АО «Нейтрон»"),
        ("TOO «Фoтoн»", "ТОО «Фотон»"),
        ("AO «Kazakhtelecom»", "AO «Kazakhtelecom»"),
        ("ТОО «Neutron Алaтау» (KZ)", "ТОО «Neutron Алатау» (KZ)"),
        ("Opытный цех № 2", "Орытный цех № 2"),
        (unicodedata.normalize("NFD", "«Ядролық физика институты»"), "«Ядролық физика институты»"),
        (" Отдел  1 ", " Отдел  1 "),
        ("", ""),
        (None, None),
    ],
)
def test_a_cyrillic_word_has_no_latin_letters_and_a_latin_one_stays(
    prepared_url: str, name: str | None, meant: str | None
) -> None:
    with psycopg.connect(prepared_url) as conn:
        assert conn.execute("select names.in_one_alphabet(%s)", [name]).fetchone() == (meant,)
