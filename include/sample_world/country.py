"""The payments of everybody else in the country: many, plain, and none of them counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from sample_world.bins import many_bins
from sample_world.participants import MARK_RU
from sample_world.payments import KBK, WireRow, kbk_texts, office_texts, tenge
from sample_world.times import bulk_issues, months, shown_at, stamp

_CODES = tuple(KBK)
_OFFICE = office_texts("elsewhere")
_PAYMENTS_PER_PAYER = 25
_LATE_PER_MILLE, _REFUNDS_PER_MILLE, _EMPTY_PER_100_000 = 10, 15, 20


@dataclass(frozen=True)
class Country:
    """Columns of equal length, ordered by month; ``tiyn`` of 0 stands for an empty «Summa»."""

    payer: NDArray[np.int64]
    month: NDArray[np.int64]
    day: NDArray[np.int64]
    code: NDArray[np.int64]
    tiyn: NDArray[np.int64]
    issue: NDArray[np.int64]

    def bulk_rows(self, month_index: int, issue: int) -> list[tuple[date, WireRow]]:
        """The rows of one month's file, of its ``issue``-th issue, with their days."""
        first, after = (int(row) for row in np.searchsorted(self.month, [month_index, month_index + 1]))
        rows = first + np.flatnonzero(self.issue[first:after] <= issue)
        return self._rows(rows)

    def rows_of(self, payer: int, now: datetime) -> list[tuple[date, WireRow]]:
        """All rows of one BIN (as an integer) that the tax service shows by ``now``, with their days."""
        found = np.flatnonzero(self.payer == payer)
        return [row for index, row in zip(found, self._rows(found), strict=True) if self._known_at(index) <= now]

    def _known_at(self, row: np.intp) -> datetime:
        year, month = months()[int(self.month[row])]
        issue = int(self.issue[row])
        return bulk_issues(year, month)[issue] if issue else shown_at(date(year, month, int(self.day[row])))

    def _rows(self, rows: NDArray[np.intp]) -> list[tuple[date, WireRow]]:
        # Plain lists: reading numpy's scalars one by one is many times slower.
        columns = (self.payer, self.month, self.day, self.code, self.tiyn)
        picked = zip(rows.tolist(), *(column[rows].tolist() for column in columns), strict=True)
        all_months, codes = months(), [kbk_texts(code) for code in _CODES]
        dates = {(index, day): date(*month, day) for index, month in enumerate(all_months) for day in range(1, 29)}
        stamps = {key: stamp(day) for key, day in dates.items()}
        return [
            (
                dates[month, day],
                (
                    f"{payer:012d}",
                    f'ТОО "Образец {payer // 10 % 100_000}" {MARK_RU}',
                    *_OFFICE,
                    *codes[code],
                    f"9{row:010d}",
                    "Штраф" if _CODES[code] == "204101" else "Налог",
                    "Возврат" if tiyn < 0 else "Уплата",
                    stamps[month, day],
                    stamps[month, day],
                    tenge(tiyn or None),
                ),
            )
            for row, payer, month, day, code, tiyn in picked
        ]


def make_country(seed: int, count: int) -> Country:
    """``count`` payments of non-participants, plus one late row for every later issue of a bulk file."""
    rng = np.random.default_rng([seed, 2])
    issues_of_month = np.array([len(bulk_issues(*month)) for month in months()])
    late_months = np.repeat(np.arange(len(issues_of_month)), issues_of_month - 1)
    late_issues = np.concatenate([np.arange(1, issues) for issues in issues_of_month])

    month = rng.integers(0, len(issues_of_month), count)
    is_late = rng.integers(0, 1_000, count) < _LATE_PER_MILLE
    issue = np.where(is_late, rng.integers(0, issues_of_month[month]), 0)
    month, issue = np.concatenate([month, late_months]), np.concatenate([issue, late_issues])
    order = np.argsort(month, kind="stable")
    month, issue = month[order], issue[order]
    size = len(month)

    bins = many_bins(rng, max(1, size // _PAYMENTS_PER_PAYER))
    # Sums of all magnitudes from tens to tens of millions of tenge, in whole tiyn.
    tiyn = rng.integers(1_000, 10_000, size) * 10 ** rng.integers(0, 6, size) + rng.integers(0, 100, size)
    tiyn = np.where(rng.integers(0, 1_000, size) < _REFUNDS_PER_MILLE, -tiyn, tiyn)
    tiyn = np.where(rng.integers(0, 100_000, size) < _EMPTY_PER_100_000, 0, tiyn)
    return Country(
        payer=bins[rng.integers(0, len(bins), size)],
        month=month,
        day=rng.integers(1, 29, size),
        code=rng.integers(0, len(_CODES), size),
        tiyn=tiyn,
        issue=issue,
    )
