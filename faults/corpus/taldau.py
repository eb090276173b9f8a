"""The Bureau's Taldau: JSON of figures and of trees."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from faults.corpus.bns import GONE, NOT_SUM, REVISED
from faults.fault import Place, fault, quirk
from faults.forms import BYTES, JSON, REPLY, TEXT
from sample_world.site import HTML, Reply, error_page

DATA, TREE = "bns.taldau_data", "bns.taldau_tree"
PRODUCT, PRICES = r"GetIndexData/2979005", r"GetIndexData/703076"
ROOT = r"GetIndexTreeData\?.*p_index_id=2709379.*p_parent_id= "
BELOW = r"GetIndexTreeData\?.*p_index_id=701827.*p_parent_id=\d"
BELOW_ABAI = r"GetIndexTreeData\?.*p_index_id=701827.*p_parent_id=900001 "
FUTURE = r"future|not[ _]over|not begun|implausible_year"

Replies = list[dict[str, Any]]


def _latest(series: dict[str, Any], size: float) -> Replies:
    """So many periods from the end."""
    found: Replies = series["periods"][-int(size) :]
    return found


def _scale(periods: Replies, factor: float) -> None:
    for period in periods:
        period["value"] = f"{float(period['value']) * factor:.2f}"


@fault(DATA, PRODUCT, JSON, Place.DELIVERY, rf"not_in_millions|million|{REVISED}", (1, 3, 9))
def taldau_product_in_thousands(rows: Replies, size: float, _: Random) -> None:
    """The latest years of the gross domestic product are in thousands of tenge."""
    _scale(_latest(rows[0], size), 1000)


@fault(DATA, PRODUCT, JSON, Place.DELIVERY, rf"not_in_millions|million|{REVISED}", (1, 3, 9))
def taldau_product_in_billions(rows: Replies, size: float, _: Random) -> None:
    """The latest years of the gross domestic product are in billions of tenge."""
    _scale(_latest(rows[0], size), 0.001)


@fault(DATA, PRODUCT, JSON, Place.DELIVERY, rf"year to date|republic|{REVISED}", (9, 6, 3))
def taldau_product_year_to_date(rows: Replies, size: float, _: Random) -> None:
    """The newest year of the gross domestic product is counted to the end of a quarter only."""
    _scale(_latest(rows[0], 1), size / 12)


@fault(DATA, PRODUCT, JSON, Place.DELIVERY, GONE, (1, 3, 8))
def taldau_years_lost(rows: Replies, size: float, _: Random) -> None:
    """The latest years are no longer there."""
    del rows[0]["periods"][-int(size) :]


@fault(DATA, PRICES, JSON, Place.DELIVERY, REVISED, (1, 4, 9))
def taldau_december_as_average(rows: Replies, size: float, _: Random) -> None:
    """Price indices of December to December stand for those of the whole year, but in the newest."""
    for december, average in zip(_latest(rows[0], size + 1)[:-1], _latest(rows[2], size + 1)[:-1], strict=True):
        december["value"], average["value"] = average["value"], december["value"]


@fault(DATA, PRICES, JSON, Place.DELIVERY, rf"zero|not_in_percent|percent|{REVISED}", (1, 3, 9))
def taldau_dots_as_zero(rows: Replies, size: float, _: Random) -> None:
    """Price indices that are not known yet come as 0 in place of dots."""
    for period in _latest(rows[2], size):
        period["value"] = "0"


@fault(DATA, PRICES, JSON, Place.DELIVERY, rf"not_in_percent|percent|{REVISED}", (1, 3, 9))
def taldau_prices_as_growth(rows: Replies, size: float, _: Random) -> None:
    """Price indices come as growth: 11.35 in place of 111.35."""
    for period in _latest(rows[2], size):
        period["value"] = f"{float(period['value']) - 100:.2f}"


@fault(DATA, PRODUCT, JSON, Place.DELIVERY, FUTURE, (1, 5, 70))
def taldau_of_the_future(rows: Replies, size: float, _: Random) -> None:
    """Every period is dated too late: figures stand beside years that are not over."""
    for period in rows[0]["periods"]:
        year = int(period["date"][-4:]) + int(size)
        period["name"], period["date"] = f"{year} год", f"31.12.{year}"


@fault(DATA, PRODUCT, JSON, Place.DELIVERY, REVISED, (1, 3, 9))
def taldau_another_index(rows: Replies, size: float, _: Random) -> None:
    """The latest years are those of investment in fixed capital, a seventh of the gross domestic product."""
    _scale(_latest(rows[0], size), 0.14)


@fault(DATA, PRODUCT, JSON, Place.DELIVERY, REVISED, (2, 4, 9))
def taldau_values_slip_a_year(rows: Replies, size: float, _: Random) -> None:
    """The latest values stand one year too late."""
    periods = _latest(rows[0], size)
    values = [period["value"] for period in periods]
    for period, value in zip(periods, [values[-1], *values[:-1]], strict=True):
        period["value"] = value


@fault(DATA, PRODUCT, JSON, Place.DELIVERY, rf"\btree\b|republic|{REVISED}", (1.05, 1.1, 1.3))
def taldau_newest_year_too_large(rows: Replies, size: float, _: Random) -> None:
    """The newest year is more than it was published as, and no more than a good year might bring."""
    _scale(_latest(rows[0], 1), size)


@fault(DATA, PRODUCT, JSON, Place.DELIVERY, rf"years? .*missing|{GONE}", (1, 2, 4))
def taldau_years_lost_between(rows: Replies, size: float, _: Random) -> None:
    """Years in the middle of the series are not there."""
    del rows[0]["periods"][2 : 2 + int(size)]


@fault(DATA, PRODUCT, JSON, Place.DELIVERY, GONE, (1, 2, 4))
def taldau_years_as_dots(rows: Replies, size: float, _: Random) -> None:
    """The latest years known for long come as dots."""
    for period in rows[0]["periods"][-1 - int(size) : -1]:
        period["value"] = "..."


@fault(DATA, PRODUCT, JSON, Place.READER, r"KeyError|no .*value|column", (1, 4, 9))
def taldau_value_renamed(rows: Replies, size: float, _: Random) -> None:
    """The latest periods have their figure under another key."""
    for period in _latest(rows[0], size):
        period["val"] = period.pop("value")


@fault(DATA, PRODUCT, JSON, Place.DELIVERY, r"not a number|readable", (1, 3, 9))
def taldau_commas_part_thousands(rows: Replies, size: float, _: Random) -> None:
    """The latest figures have commas between thousands."""
    for period in _latest(rows[0], size):
        period["value"] = f"{float(period['value']):,.2f}"


@fault(DATA, PRICES, JSON, Place.DELIVERY, rf"\bterms?\b|combination|series|{GONE}", (1, 2, 3))
def taldau_terms_renamed(rows: Replies, size: float, _: Random) -> None:
    """Terms are worded otherwise than before, those of the average of the year first."""
    for row in rows[-int(size) :]:
        row["termNames"][1] = f"Период: {row['termNames'][1]}"


@fault(DATA, PRODUCT, JSON, Place.DELIVERY, r"repeated|twice", (1, 2, 5))
def taldau_series_twice(rows: Replies, size: float, _: Random) -> None:
    """The series comes again with figures from before their revision."""
    for number in range(int(size)):
        old = [{**period, "value": f"{float(period['value']) * 0.99:.2f}"} for period in rows[0]["periods"]]
        rows.append({**rows[0], "periods": old[number:]})


@fault(DATA, PRODUCT, REPLY, Place.REPLY, r"not JSON", (1, 100, 10_000))
def taldau_is_an_error_page(reply: Reply, size: float, _: Random) -> Reply:
    """The session has expired: the server says that all is well and sends a page."""
    return replace(reply, content_type=HTML, body=error_page("Сессия истекла") * int(size))


@fault(DATA, PRODUCT, BYTES, Place.REPLY, r"not JSON", (0.999, 0.9, 0.5))
def taldau_breaks_off(body: bytes, size: float, _: Random) -> bytes:
    """The reply ends early, and the server calls it complete."""
    return body[: int(len(body) * size)]


@fault(TREE, ROOT, JSON, Place.DELIVERY, rf"region|term|{GONE}", (1, 2, 3))
def tree_new_regions_missing(rows: Replies, size: float, _: Random) -> None:
    """The regions of 2022 are not in the tree."""
    gone = ("ОБЛАСТЬ АБАЙ", "ОБЛАСТЬ ЖЕТІСУ", "ОБЛАСТЬ ҰЛЫТАУ")[: int(size)]
    rows[:] = [row for row in rows if row["text"] not in gone]


@fault(TREE, ROOT, JSON, Place.DELIVERY, rf"exceed|{NOT_SUM}|{REVISED}", (1.05, 2, 10))
def tree_region_too_large(rows: Replies, size: float, _: Random) -> None:
    """A region has more than its figure, so that regions add up to more than the Republic."""
    region = rows[5]
    region.update({key: f"{float(region[key]) * size:.2f}" for key in region if key.startswith("y")})


@fault(TREE, ROOT, JSON, Place.DELIVERY, rf"{NOT_SUM}|{REVISED}", (0.5, 0.9, 1.05))
def tree_region_in_the_newest_year(rows: Replies, size: float, _: Random) -> None:
    """A region's newest year, which nobody has seen before, is another's."""
    rows[7]["y122026"] = f"{float(rows[7]['y122026']) * size:.2f}"


@fault(TREE, ROOT, JSON, Place.DELIVERY, rf"{NOT_SUM}|{REVISED}", (1, 3, 9))
def tree_values_slip_a_year(rows: Replies, size: float, _: Random) -> None:
    """Of all terms alike, the figures of the latest years have changed places with those of the year before."""
    for row in rows:
        for year in range(2026, 2026 - int(size), -2):
            row[f"y12{year}"], row[f"y12{year - 1}"] = row.get(f"y12{year - 1}"), row.get(f"y12{year}")


@fault(TREE, ROOT, JSON, Place.DELIVERY, rf"\bnames?\b|\bterms?\b|{REVISED}", (2, 10, 20))
def tree_names_slip_a_row(rows: Replies, size: float, _: Random) -> None:
    """The last regions' names stand one row too low against their ids."""
    found = rows[-int(size) :]
    names = [row["text"] for row in found]
    for row, name in zip(found, [names[-1], *names[:-1]], strict=True):
        row["text"] = name


@fault(TREE, BELOW_ABAI, JSON, Place.DELIVERY, rf"zero|withheld|{REVISED}", (1, 3, 9))
def tree_withheld_as_zero(rows: Replies, size: float, _: Random) -> None:
    """Kurchatov's withheld figure of 2025 comes as 0 in place of x, and other years with it."""
    years = ["y122025", *(f"y12{year}" for year in range(2024, 2017, -1)), "y122026"]
    rows[0].update(dict.fromkeys(years[: int(size)], "0"))


@fault(TREE, BELOW, JSON, Place.REPLY, r"leaf|below|children|nothing|empty", (1, 2, 9))
def tree_districts_lost(rows: Replies, size: float, _: Random) -> None:
    """Replies about what is below a region lack their last rows, and some come empty though the region is no leaf."""
    del rows[-int(size) :]


@fault(TREE, ROOT, JSON, Place.DELIVERY, r"measure|\bunits?\b|тенге", (1, 10, 21))
def tree_in_another_measure(rows: Replies, size: float, _: Random) -> None:
    """The last regions are in thousands of tenge, and say so."""
    for row in rows[-int(size) :]:
        row.update({key: f"{float(row[key]) * 1000:.0f}" for key in row if key.startswith("y")})
        row["measureName"] = "тысяч тенге"


@fault(TREE, ROOT, JSON, Place.DELIVERY, rf"republic|{GONE}", (1, 3, 10))
def tree_without_republic(rows: Replies, size: float, _: Random) -> None:
    """The first terms, the Republic before all others, are not there."""
    del rows[: int(size)]


@quirk(DATA, PRODUCT, JSON)
def taldau_product_revised(rows: Replies, _: float, __: Random) -> None:
    """The newest year is revised by four thousandths, as in every December."""
    _scale(_latest(rows[0], 1), 1.004)


@quirk(DATA, PRODUCT, JSON)
def taldau_numbers_as_people_write_them(rows: Replies, _: float, __: Random) -> None:
    """Figures have a decimal comma and spaces between thousands."""
    for period in rows[0]["periods"]:
        period["value"] = f"{float(period['value']):,.2f}".replace(",", " ").replace(".", ",")


@quirk(DATA, PRICES, JSON)
def taldau_terms_in_capitals(rows: Replies, _: float, __: Random) -> None:
    """Names of terms are in capitals, in rows of another order, each with a key that nobody needs."""
    for row in rows:
        row["termNames"] = [name.upper() for name in row["termNames"]]
        row["hint"] = ""
    rows.reverse()


@quirk(TREE, ROOT, TEXT)
def tree_with_a_byte_order_mark(reply: str, _: float, __: Random) -> str:
    """The reply begins with a byte order mark."""
    return f"\ufeff{reply}"
