"""The World Bank: pages of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

from faults.fault import Place, fault, quirk
from faults.forms import BYTES, JSON, REPLY
from sample_world.site import HTML, Reply, error_page
from sample_world.site import JSON as JSON_TYPE

SERIES = "worldbank.series"
GERD, RESEARCHERS, GDP = r"GB\.XPD\.RSDV\.GD\.ZS\?", r"SP\.POP\.SCIE\.RD\.P6\?", r"NY\.GDP\.MKTP\.CD\?"
FIRST, SECOND = r".*\bpage=1\b", r".*\bpage=2\b"

FIRST_VINTAGE_ENDS = 2016
"""The last year in the vintage of the first night: what came later has no predecessor to compare with."""

Page = list[Any]
"""A head, and its observations: by economy (China, Japan, Kazakhstan, Korea, …), the latest year first."""


def _kazakhstan_first(page: Page, count: float) -> list[dict[str, Any]]:
    """So many observations, the latest of Kazakhstan first."""
    return sorted(page[1], key=lambda each: each["countryiso3code"] != "KAZ")[: int(count)]


def _of(page: Page, iso3: str) -> Iterator[dict[str, Any]]:
    return (each for each in page[1] if each["countryiso3code"] == iso3)


@fault(SERIES, GERD + FIRST, REPLY, Place.REPLY, r"World Bank answers|not a page", (1, 2, 3))
def series_is_a_message(reply: Reply, size: float, __: Random) -> Reply:
    """With status 200 comes the Bank's message that a value is not valid, a page of its gateway, or an empty array."""
    told = [{"message": [{"id": "175", "key": "Invalid format", "value": "The indicator was not found."}]}]
    body = {1: json.dumps(told).encode(), 2: error_page("Request blocked"), 3: b"[]"}[int(size)]
    return Reply(200, JSON_TYPE if size != 2 else HTML, body, reply.headers)


@fault(SERIES, GERD + SECOND, REPLY, Place.REPLY, r"HTTP 4|HTTP 5", (404, 502, 503))
def series_page_is_not_there(reply: Reply, size: float, __: Random) -> Reply:
    """A page that the first one announces does not come."""
    return Reply(int(size), HTML, error_page(f"{size:g} Error"), reply.headers)


@fault(SERIES, GERD + SECOND, BYTES, Place.REPLY, r"not a page", (0.999, 0.9, 0.5))
def series_page_breaks_off(body: bytes, size: float, _: Random) -> bytes:
    """A page ends early, and the server calls it complete."""
    return body[: int(len(body) * size)]


@fault(SERIES, GERD + SECOND, JSON, Place.REPLY, r"in place of page|\bpage\b", (1, 3, 100))
def series_page_of_another_number(page: Page, size: float, _: Random) -> None:
    """Whatever page is asked for, another one comes."""
    page[0]["page"] = int(size)


@fault(SERIES, GERD + SECOND, JSON, Place.REPLY, r"announced|total", (1, 10, 100))
def series_total_changes_between_pages(page: Page, size: float, _: Random) -> None:
    """The second page counts more observations in all than the first: rows came in between, and shifted the pages."""
    page[0]["total"] += int(size)


@fault(SERIES, GERD + SECOND, JSON, Place.REPLY, r"announced|observations", (1, 30, 62))
def series_page_without_its_last_rows(page: Page, size: float, _: Random) -> None:
    """A page holds fewer observations than it must, or none."""
    page[1] = page[1][: -int(size)]


@fault(SERIES, GERD + SECOND, JSON, Place.DELIVERY, r"repeated_values|two values|repeat|no longer|missing", (1, 8, 62))
def series_second_page_repeats_the_first(page: Page, size: float, _: Random) -> None:
    """Under the number of the second page stand observations of the first."""
    for at, found in enumerate(page[1][: int(size)]):
        code, name = (("CN", "China"), ("JP", "Japan"), ("KZ", "Kazakhstan"))[at // 27]
        found["country"], found["countryiso3code"] = {"id": code, "value": name}, ("CHN", "JPN", "KAZ")[at // 27]
        found["date"] = str(2023 - at % 27)


@fault(SERIES, GERD + FIRST, JSON, Place.DELIVERY, r"not_shrunk|fewer|vanish|lost|no longer", (0, 20, 60))
def series_is_its_first_page(page: Page, size: float, _: Random) -> None:
    """The first page says that there is no other, and may itself be shorter than it was."""
    page[1] = page[1][: len(page[1]) - int(size)]
    page[0] |= {"pages": 1, "total": len(page[1])}


@fault(SERIES, GDP + r".*", JSON, Place.DELIVERY, r"vanish|lost|fewer|no longer|not_shrunk|missing", (1, 10, 30))
def series_loses_years(page: Page, size: float, _: Random) -> None:
    """Years of Kazakhstan that were published are gone, a quarter of a percent of the series; totals agree."""
    page[0]["total"] -= int(size)
    # Kazakhstan stands on the second page.
    gone = list(_of(page, "KAZ"))[: int(size)]
    if gone:
        page[1] = [each for each in page[1] if each not in gone]


@fault(SERIES, GERD + FIRST, JSON, Place.DELIVERY, r"fraction|unit|share|times|revised|changed", (1, 27, 100))
def series_percent_as_a_fraction(page: Page, size: float, _: Random) -> None:
    """0.16 % is written 0.0016."""
    for each in _kazakhstan_first(page, size):
        each["value"] = round(each["value"] / 100, 7)


@fault(SERIES, GDP + r".*", JSON, Place.DELIVERY, r"unit|million|times|revised|changed", (0.01, 0.3, 1))
def series_dollars_in_millions(page: Page, size: float, _: Random) -> None:
    """The latest years, or all, come in millions of dollars."""
    for each in page[1]:
        if int(each["date"]) > 2023 - 64 * size:
            each["value"] /= 1e6


@fault(SERIES, RESEARCHERS + FIRST, JSON, Place.DELIVERY, r"unit|times|revised|changed|not a number", (1, 5, 17))
def series_researchers_per_thousand(page: Page, size: float, _: Random) -> None:
    """Researchers per million inhabitants are given per thousand."""
    for each in _kazakhstan_first(page, size):
        each["value"] = round(each["value"] / 1000, 5)


@fault(SERIES, RESEARCHERS + FIRST, JSON, Place.DELIVERY, r"thousand|times|revised|changed|comma", (1, 5, 27))
def series_thousands_comma_read_as_decimal(page: Page, size: float, _: Random) -> None:
    """4,733 researchers are written with a comma, which a reader of our half of the world takes for a decimal one."""
    for each in list(_of(page, "JPN"))[: int(size)]:
        each["value"] = f"{round(each['value']):,}"


@fault(SERIES, GERD + FIRST, JSON, Place.DELIVERY, r"revised|changed|another|econom|same", (1, 9, 19))
def series_values_of_another_country(page: Page, size: float, _: Random) -> None:
    """Kazakhstan has Korea's values."""
    for each, korean in list(zip(_of(page, "KAZ"), _of(page, "KOR"), strict=False))[: int(size)]:
        each["value"] = korean["value"]


@fault(SERIES, GERD + SECOND, JSON, Place.REPLY, r"announced|total|observations", (1, 5, 30))
def series_page_overlaps_the_next(page: Page, size: float, _: Random) -> None:
    """The last page holds more observations than the series has."""
    page[1] += page[1][: int(size)]


@fault(SERIES, GERD + ".*", JSON, Place.DELIVERY, r"aggregate|econom|countr|not asked", (1, 5, 27))
def series_aggregates_among_countries(page: Page, size: float, _: Random) -> None:
    """The world and groups of countries stand among the countries."""
    page[0]["total"] += int(size)
    if page[0]["page"] == 2:
        world = {"country": {"id": "1W", "value": "World"}, "countryiso3code": "WLD"}
        page[1] += [{**page[1][0], **world, "date": str(2023 - at)} for at in range(int(size))]


@fault(SERIES, GERD + FIRST, JSON, Place.DELIVERY, r"zero|nought|\b0\b|revised|changed|times", (1, 5, 27))
def series_null_read_as_zero(page: Page, size: float, _: Random) -> None:
    """Years that the Bank has taken back come as 0 in place of null."""
    for each in _kazakhstan_first(page, size):
        each["value"] = 0


@fault(SERIES, GERD + FIRST, JSON, Place.DELIVERY, r"null|no value|missing|vanish|lost|withdrawn", (1, 5, 27))
def series_published_values_become_null(page: Page, size: float, _: Random) -> None:
    """Values that an earlier vintage has are null."""
    known = [page[0], [each for each in page[1] if int(each["date"]) <= FIRST_VINTAGE_ENDS]]
    for each in _kazakhstan_first(known, size):
        each["value"] = None


@fault(SERIES, GERD + ".*", JSON, Place.DELIVERY, r"year|shift|revised|changed", (1, 2, 3))
def series_years_shifted(page: Page, size: float, _: Random) -> None:
    """Every value stands under a later year than its own."""
    for each in page[1]:
        each["date"] = str(int(each["date"]) + int(size))


@fault(SERIES, GERD + FIRST, JSON, Place.DELIVERY, r"implausible_year|year", (2028, 2032, 2099))
def series_year_in_the_future(page: Page, size: float, _: Random) -> None:
    """Kazakhstan's latest value is of a year that has not begun."""
    _kazakhstan_first(page, 1)[0]["date"] = str(int(size))


@fault(SERIES, GERD + FIRST, JSON, Place.DELIVERY, r"not a year|year|readable", (1, 5, 27))
def series_years_with_a_footnote(page: Page, size: float, _: Random) -> None:
    """The mark of a footnote is glued to years, which are put aside then: Kazakhstan's latest would be missing."""
    for each in _kazakhstan_first(page, size):
        each["date"] += "1)"


@fault(SERIES, GERD + FIRST, JSON, Place.DELIVERY, r"digit|times|revised|changed", (1, 5, 27))
def series_digit_glued_to_values(page: Page, size: float, _: Random) -> None:
    """The point slipped: values are ten times theirs."""
    for each in _kazakhstan_first(page, size):
        each["value"] = round(each["value"] * 10, 5)


@fault(SERIES, GERD + FIRST, JSON, Place.DELIVERY, r"another_series", (1, 10, 100))
def series_rows_of_another_series(page: Page, size: float, _: Random) -> None:
    """Rows of R&D done by business stand among those of all R&D."""
    for each in _kazakhstan_first(page, size):
        each["indicator"] = {"id": "GB.XPD.RSDV.BS.ZS", "value": "R&D by business"}


@fault(SERIES, GERD + ".*", JSON, Place.DELIVERY, r"older|earlier|stale|lastupdated|updated", (1, 365, 2000))
def series_vintage_older_than_ours(page: Page, size: float, _: Random) -> None:
    """A cache answers with a vintage from before the one we hold, whose values were since revised."""
    page[0]["lastupdated"] = {1: "2019-12-30", 365: "2018-12-31", 2000: "2014-12-31"}[int(size)]
    for each in page[1]:
        each["value"] = round(each["value"] * 0.98, 5)


@quirk(SERIES, GERD + ".*", JSON)
def series_new_year_without_values_yet(page: Page, _: float, __: Random) -> None:
    """A new year stands in the series, null for every economy as yet."""
    page[0]["total"] += 6
    if page[0]["page"] == 2:
        codes = (("CHN", "CN"), ("JPN", "JP"), ("KAZ", "KZ"), ("KOR", "KR"), ("RUS", "RU"), ("USA", "US"))
        page[1] += [
            {
                **page[1][0],
                "countryiso3code": iso3,
                "country": {"id": iso2, "value": iso3},
                "date": "2024",
                "value": None,
            }
            for iso3, iso2 in codes
        ]


@quirk(SERIES, GERD + ".*", JSON)
def series_new_year_with_values(page: Page, _: float, __: Random) -> None:
    """A new year has come, and the vintage is a later one."""
    page[0] |= {"total": page[0]["total"] + 1, "lastupdated": "2027-04-01"}
    if page[0]["page"] == 1:
        latest = _kazakhstan_first(page, 1)[0]
        page[1].append({**latest, "date": "2024"})


@quirk(SERIES, GERD + ".*", JSON)
def series_small_revision(page: Page, _: float, __: Random) -> None:
    """Kazakhstan's latest values are revised by a few percent in a later vintage."""
    page[0]["lastupdated"] = "2027-04-01"
    for each in list(_of(page, "KAZ"))[:2]:
        each["value"] = round(each["value"] * 1.03, 5)


@quirk(SERIES, GERD + ".*", JSON)
def series_heads_in_texts_and_keys_added(page: Page, _: float, __: Random) -> None:
    """Numbers of a head are texts, and observations have a key more, a status and a unit."""
    page[0] = {key: str(value) if key == "per_page" else value for key, value in page[0].items()} | {"source": "WDI"}
    for each in page[1]:
        each |= {"obs_status": "E", "unit": "%", "scale": ""}


@quirk(SERIES, GERD + ".*", JSON)
def series_countries_renamed(page: Page, _: float, __: Random) -> None:
    """The Bank writes the names of a country and of the series otherwise."""
    for each in page[1]:
        each["country"]["value"] = each["country"]["value"].replace("Korea, Rep.", "Republic of Korea")
        each["indicator"]["value"] = "Research and development expenditure (% of GDP)"


@quirk(SERIES, GERD + FIRST, JSON)
def series_observations_in_another_order(page: Page, _: float, __: Random) -> None:
    """The earliest year comes first."""
    page[1].reverse()


@quirk(SERIES, GDP + ".*", JSON)
def series_values_as_texts(page: Page, _: float, __: Random) -> None:
    """Values are texts."""
    for each in page[1]:
        each["value"] = repr(each["value"])
