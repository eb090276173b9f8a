"""Decisions that people file: a handful, invented, taken by positions and not by persons."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time

from sample_world.participants import MARK_RU, participants_of
from sample_world.patents import FORMER_NAME
from sample_world.times import ALMATY
from sample_world.workbooks import Cell, workbook, write_table

SHEET = "Решения"
ISSUES = (date(2026, 4, 15), date(2027, 3, 31), date(2027, 4, 15), date(2027, 10, 10))
_HEADINGS = ("Номер", "Вид", "Предмет", "Значение", "Должность", "Дата", "Действует до", "Обоснование")
_DIRECTOR = f"Директор департамента науки {MARK_RU}"
# Why figures of a year that was over were revised, by release and the day of the decision, then by indicator.
_REASONS = {
    ("2026.1", date(2027, 4, 14)): {
        "tax_receipts": "Платежи 2025 года отражены органом государственных доходов после 20 апреля 2026 года; дата "
        "выхода участника исправлена реестром от 5 октября 2026 года",
        "researchers": "Бюро национальной статистики свело форму 1-наука за 2025 год; сведения территорий были "
        "предварительными",
        "private_investment": "Бюро национальной статистики свело форму 1-инвест за 2025 год; сведения территорий были "
        "предварительными",
        "science_output": "Бюро национальной статистики свело выпуск за 2025 год; сведения территорий были "
        "предварительными",
        "invention_patents": "Патент 2025 года признан недействительным, бюллетень исправлен 15 сентября 2026 года; "
        "дата выхода участника исправлена реестром от 5 октября 2026 года",
    },
    ("2026.2", date(2027, 10, 8)): {
        "tax_receipts": "Платежи и возвраты 2026 года отражены органом государственных доходов после фиксации; дата "
        "вступления участника исправлена реестром от 25 июня 2027 года",
        "researchers": "Бюро национальной статистики свело форму 1-наука за 2026 год; сведения территорий были "
        "предварительными",
        "private_investment": "Бюро национальной статистики свело форму 1-инвест за 2026 год; сведения территорий были "
        "предварительными",
        "science_output": "Бюро национальной статистики свело выпуск за 2026 год; сведения территорий были "
        "предварительными",
        "invention_patents": "Патент 2026 года признан недействительным, бюллетень исправлен 15 июня 2027 года",
    },
}


Unreadable = tuple[str, int]
"""The BIN of a payer and the year in which one of its payments came without a sum."""


def decision_rows(seed: int, issue: date, unreadable: Sequence[Unreadable] = ()) -> list[tuple[Cell, ...]]:
    """The register of the Ministry's decisions as its issue states it: everything decided by that day.

    Payments without a sum are waived once the tax service has been asked, in the spring after their year.
    """
    owner = participants_of(seed)[0].head.bin
    rows: list[tuple[Cell, ...]] = [
        (
            "1",
            "owner_match",
            FORMER_NAME,
            owner,
            _DIRECTOR,
            date(2027, 3, 29),
            None,
            f"Прежнее наименование участника {MARK_RU}",
        ),
        (
            "2",
            "territory_ready",
            "inp_park",
            f"Решение совета директоров от 30 марта 2027 года {MARK_RU}",
            f"Председатель совета директоров {MARK_RU}",
            date(2027, 3, 30),
            None,
            f"Мера 3 Плана действий {MARK_RU}",
        ),
        (
            "3",
            "approval",
            "report/2026",
            "approved",
            _DIRECTOR,
            date(2027, 4, 14),
            date(2027, 5, 1),
            f"Предварительные значения проверены {MARK_RU}",
        ),
    ]
    for (release, day), reasons in _REASONS.items():
        for indicator, reason in reasons.items():
            subject, because = f"{release}/{indicator}", f"{reason} {MARK_RU}"
            rows.append((str(len(rows) + 1), "revision_reason", subject, None, _DIRECTOR, day, None, because))
    for number, year in unreadable:
        rows.append(
            (
                str(len(rows) + 1),
                "waiver",
                f"kgd.payments_by_bin/fully_readable/{number}/{year}",
                None,
                _DIRECTOR,
                date(max(year + 1, 2026), 4, 14),
                date(2028, 12, 31),
                f"Сумма одного платежа не указана; орган государственных доходов: платёж не зачислен {MARK_RU}",
            )
        )
    rows.append(
        (
            str(len(rows) + 1),
            "waiver",
            "data_sources/fresh",
            None,
            _DIRECTOR,
            date(2027, 10, 8),
            date(2027, 12, 31),
            f"Для окончательных данных за 2026 год файлы платежей месяцев 2027 года не запрашивались {MARK_RU}",
        )
    )
    return [row for row in rows if isinstance(row[5], date) and row[5] <= issue]


def decisions_workbook(
    seed: int, issue: date, unreadable: Sequence[Unreadable] = (), *, renamed: bool = False
) -> bytes:
    """A register of decisions as xlsx; ``renamed`` heads the number «№»."""
    content = io.BytesIO()
    title = f"Реестр решений на {issue:%d.%m.%Y} {MARK_RU}"
    header = ["№" if renamed and name == "Номер" else name for name in _HEADINGS]
    with workbook(content, title, datetime.combine(issue, time(9), ALMATY)) as book:
        write_table(book, SHEET, [header, *decision_rows(seed, issue, unreadable)], above=(title, ""))
    return content.getvalue()
