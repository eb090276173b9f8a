"""The Bureau's cube of indices: segments, periods, series and a lazy tree, with the habits of the real one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sample_world.national import REPUBLIC, Term, gdp_mln, investment_mln, over_regions, prices, terms
from sample_world.site import HTML, JSON, Files, Reply, Request, Source, error_page, not_found
from sample_world.world import World

FOLDER = "/taldau/ru/"
OUT_OF_RANGE = "Индекс за пределами диапазона"
YEARLY = "7"
GDP, PRICES, GRP, INVESTMENT = "2979005", "703076", "2709379", "701827"
_AVERAGE, _DECEMBER = "январь-декабрь к январю-декабрю предыдущего года", "декабрь к декабрю предыдущего года"
_ALL, _FOOD = "Товары и услуги", "Продовольственные товары"
# Ids of the terms of prices are invented: the real ones are not known.
_PRICE_TERMS = {_AVERAGE: "900101", _DECEMBER: "900102", _ALL: "900201", _FOOD: "900202"}
_WITHHELD = ("265009", 2025)
_Years = Mapping[int, str]


@dataclass(frozen=True)
class _Index:
    """An index: its dictionaries, the total term of each, its years, and its rows or its tree."""

    dictionaries: tuple[str, ...]
    totals: tuple[str, ...]
    has_districts: bool
    values: Callable[[int, datetime], dict[int, Decimal]]


def _average(seed: int, now: datetime) -> dict[int, Decimal]:
    return {year: average for year, (average, _, _) in prices(seed, now).items()}


_INDICES = {
    GDP: _Index(("67",), (REPUBLIC,), False, gdp_mln),
    PRICES: _Index(("67", "848", "2753"), (REPUBLIC, _PRICE_TERMS[_AVERAGE], _PRICE_TERMS[_ALL]), False, _average),
    GRP: _Index(("67",), (REPUBLIC,), False, gdp_mln),
    INVESTMENT: _Index(("68",), (REPUBLIC,), True, investment_mln),
}


class Taldau(Source):
    """``renamed`` spoils the name of the value in a series, and of the term in a tree."""

    prefixes = (FOLDER,)

    def __init__(self, world: World, files: Files) -> None:
        self._seed = world.seed

    def answer(self, request: Request, now: datetime, *, renamed: bool) -> Reply:
        """A reply to one of the four calls."""
        call, _, number = request.path.removeprefix(f"{FOLDER}Api/").partition("/")
        query = {name: values[0] for name, values in request.query.items()}
        index = _INDICES.get(number or query.get("p_index_id") or query.get("indexId") or "")
        if not request.is_read or index is None:
            return not_found()
        if call == "GetSegmentList":
            return _json([_segment(index)])
        if call not in ("GetIndexPeriods", "GetIndexData", "GetIndexTreeData"):
            return not_found()
        wanted = query.get("dics") or query.get("p_dicIds") or ""
        if tuple(wanted.split(",")) != index.dictionaries:
            return Reply(500, HTML, error_page(OUT_OF_RANGE))
        years = index.values(self._seed, now)
        if (query.get("period") or query.get("p_period_id")) != YEARLY:
            return _json([])
        if call == "GetIndexPeriods":
            return _json(_periods(years))
        if call == "GetIndexData":
            asked = set(query.get("dateIds", "").split(","))
            rows = [_series(row, renamed) for row in self._series(number, now)]
            return _json(rows if asked & {_date_id(year) for year in years} else [])
        return _json(_tree(index, years, query.get("p_parent_id", ""), renamed))

    def _series(self, number: str, now: datetime) -> Iterable[tuple[dict[str, str], dict[int, str]]]:
        if number != PRICES:
            yield {REPUBLIC: "РЕСПУБЛИКА КАЗАХСТАН"}, _texts(gdp_mln(self._seed, now))
            return
        found = prices(self._seed, now)
        for at, (moment, goods) in enumerate(((_DECEMBER, _ALL), (_AVERAGE, _FOOD), (_AVERAGE, _ALL))):
            place = (1, 2, 0)[at]
            named = {REPUBLIC: "РЕСПУБЛИКА КАЗАХСТАН", _PRICE_TERMS[moment]: moment, _PRICE_TERMS[goods]: goods}
            yield named, {year: str(values[place]) for year, values in found.items()}


def _segment(index: _Index) -> dict[str, object]:
    return {
        "dicId": " + ".join(index.dictionaries),
        "termIds": ",".join(index.totals),
        "dicCount": str(len(index.dictionaries)),
        "idx": "0",
    }


def _periods(years: Iterable[int]) -> dict[str, list[str]]:
    ordered = sorted(years)
    return {
        "periodNameList": [f"{year} год" for year in ordered],
        "dateList": [f"12{year}" for year in ordered],
        "datesToDraw": [f"31.12.{year}" for year in ordered],
        "datesIds": [_date_id(year) for year in ordered],
    }


def _series(row: tuple[dict[str, str], _Years], renamed: bool) -> dict[str, object]:
    named, values = row
    key = "val" if renamed else "value"
    return {
        "periods": [{"name": f"{y} год", "date": f"31.12.{y}", key: value} for y, value in sorted(values.items())],
        "termNames": list(named.values()),
        "terms": list(named),
    }


def _tree(index: _Index, years: Mapping[int, Decimal], parent: str, renamed: bool) -> list[dict[str, str]]:
    """The root with the regions below it in one reply, or what is below a region: parents and leaves mixed."""
    shown = [t for t in terms() if index.has_districts or t.parent in (None, REPUBLIC)]
    found = [t for t in shown if t.parent == parent] if parent else [t for t in shown if t.parent in (None, REPUBLIC)]
    parents = {t.parent for t in shown}
    return [_branch(t, _texts(over_regions(years, t)), t.id not in parents, renamed) for t in found]


def _branch(term: Term, values: _Years, is_leaf: bool, renamed: bool) -> dict[str, str]:
    cells = {f"y12{y}": "x" if (term.id, y) == _WITHHELD else value for y, value in values.items()}
    # Without the y it is an id of the period, and no value.
    ids = {f"12{year}": _date_id(year) for year in values}
    return {
        **ids,
        "leaf": str(is_leaf).lower(),
        "name" if renamed else "text": term.text,
        **cells,
        "measureName": "миллион тенге",
        "expanded": str(term.parent is None).lower(),
        "rownum": "0",
        "id": term.id,
    }


def _texts(values: Mapping[int, Decimal]) -> dict[int, str]:
    return {year: str(value) for year, value in values.items()}


def _date_id(year: int) -> str:
    return str(543 + 17 * (year - 2000))


def _json(content: object) -> Reply:
    return Reply(200, JSON, json.dumps(content, ensure_ascii=False).encode())
