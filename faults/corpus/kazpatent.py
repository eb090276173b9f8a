"""Kazpatent: lists of bulletins, and replies that are no bulletin; what goes wrong with patents stands apart."""

from __future__ import annotations

import json
from datetime import date, timedelta
from random import Random
from typing import Any

from faults.fault import Place, fault, quirk
from faults.forms import BYTES, JSON, REPLY, TEXT, some
from sample_world.site import HTML, Reply, error_page
from sample_world.site import JSON as JSON_TYPE

BULLETINS, INVENTIONS, MODELS = "kazpatent.bulletins", "kazpatent.inventions", "kazpatent.utility_models"
LIST = r"select_bull_list_published\?year=2026"
# Nos. 40 and 41 of 2026 print participants' patents first; No. 38 a participant's utility model.
OCTOBER = r"select_iz_patent/40/2026"
FORTIES = r"select_iz_patent/4\d/2026"
SEPTEMBER_MODELS = r"select_pm_patent/38/2026"

Days = dict[str, str]
"""Day of each bulletin, ``yyyy-mm-dd``, by its number."""


def _moved(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


@fault(BULLETINS, LIST, REPLY, Place.REPLY, r"internal server error|not a JSON|no list", (1, 2, 3))
def list_is_a_message(reply: Reply, size: float, _: Random) -> Reply:
    """The service tells of an error in place of the list, with status 200: as JSON, as a page, as a bare null."""
    message = b'{"status":"500","error":"Internal Server Error"}'
    return Reply(200, JSON_TYPE, {1: message, 2: error_page("502 Bad Gateway"), 3: b"null"}[int(size)], reply.headers)


@fault(BULLETINS, LIST, JSON, Place.DELIVERY, r"none_withdrawn|fewer|no longer|stale|vanish|lost", (1, 10, 35))
def list_from_a_cache_of_weeks_ago(days: Days, size: float, _: Random) -> Days:
    """A cache answers with the list as it was weeks ago: its last bulletins would never be asked for."""
    return dict(list(days.items())[: -int(size)])


@fault(BULLETINS, LIST, JSON, Place.DELIVERY, r"none_withdrawn|gap|missing|fewer|no longer|lost", (1, 5, 25))
def list_has_gaps(days: Days, size: float, chance: Random) -> None:
    """Bulletins from the middle of the year are left out of the list."""
    for number in chance.sample(list(days)[1:-1], int(size)):
        del days[number]


@fault(BULLETINS, LIST, JSON, Place.DELIVERY, r"bulletin_of_another_year", (0.02, 0.3, 1))
def list_of_the_year_before(days: Days, size: float, chance: Random) -> None:
    """Bulletins of 2025 stand under the year 2026."""
    for number in some(list(days), size, chance):
        days[number] = days[number].replace("2026", "2025")


@fault(BULLETINS, LIST, JSON, Place.DELIVERY, r"bulletin_of_another_year|31 december|new year", (1, 2, 3))
def list_slips_over_new_year(days: Days, size: float, _: Random) -> None:
    """The year's last bulletins take the first days of the next year, and would be asked for under wrong addresses."""
    for at, number in enumerate(list(days)[-int(size) :], start=1):
        days[number] = f"2027-01-0{at}"


@fault(BULLETINS, LIST, JSON, Place.DELIVERY, r"\bday|moved|date", (0.02, 0.3, 1))
def list_days_slip_by_time_zone(days: Days, size: float, chance: Random) -> None:
    """Midnight in Almaty is written in UTC: bulletins come out a day earlier than they did."""
    for number in some(list(days), size, chance):
        days[number] = _moved(days[number], -1)


@fault(BULLETINS, LIST, JSON, Place.DELIVERY, r"order|\bday|date|moved", (0.1, 0.5, 1))
def list_day_and_month_swapped(days: Days, size: float, chance: Random) -> None:
    """Days of the first half of a month change places with their months."""
    swappable = [number for number, day in days.items() if int(day[8:]) <= 12 and day[5:7] != day[8:]]
    for number in some(swappable, size, chance):
        year, month, day = days[number].split("-")
        days[number] = f"{year}-{day}-{month}"


@fault(BULLETINS, LIST, JSON, Place.DELIVERY, r"one_bulletin_a_day|same day", (1, 5, 20))
def list_repeats_days(days: Days, size: float, chance: Random) -> None:
    """Bulletins are given the day of the one before them."""
    numbers = list(days)
    for at in chance.sample(range(1, len(numbers)), int(size)):
        days[numbers[at]] = days[numbers[at - 1]]


@fault(BULLETINS, LIST, BYTES, Place.DELIVERY, r"empty|no bulletin", (1, 2, 3))
def list_comes_back_empty(_: bytes, size: float, __: Random) -> bytes:
    """The list of a year that had bulletins names none."""
    return {1: b"{}", 2: b"{ }", 3: b"\xef\xbb\xbf{}\r\n"}[int(size)]


@fault(BULLETINS, LIST, TEXT, Place.READER, r"stands twice|twice", (1, 4, 9))
def list_names_a_number_twice(text: str, size: float, _: Random) -> str:
    """Numbers from 40 on stand for two bulletins each: whoever takes the last one loses the other."""
    for number in range(40, 40 + int(size)):
        text = text.replace(f'"{number + 1}":', f'"{number}":', 1)
    return text


@fault(BULLETINS, LIST, TEXT, Place.READER, r"not the number and day", (1, 3, 4))
def list_number_with_a_letter(text: str, size: float, _: Random) -> str:
    """The letter O stands for the digit nought in numbers of bulletins."""
    for number in range(10, 10 + 10 * int(size), 10):
        text = text.replace(f'"{number}":', f'"{number // 10}O":')
    return text


@fault(INVENTIONS, LIST, JSON, Place.RELEASE, r"complete", (1, 10, 35))
def inventions_asked_for_by_a_shorter_list(days: Days, size: float, _: Random) -> Days:
    """While inventions are asked for, a cache answers with the list as it was weeks ago."""
    return dict(list(days.items())[: -int(size)])


@fault(INVENTIONS, OCTOBER, REPLY, Place.REPLY, r"HTTP 404|HTTP 500|HTTP 503", (404, 500, 503))
def bulletin_is_not_there(reply: Reply, size: float, __: Random) -> Reply:
    """The list names a bulletin that the service does not give."""
    return Reply(int(size), HTML, error_page(f"{size:g} Error"), reply.headers)


@fault(INVENTIONS, OCTOBER, REPLY, Place.REPLY, r"not a JSON list|empty", (1, 2, 3))
def bulletin_is_a_message(reply: Reply, size: float, _: Random) -> Reply:
    """With status 200 comes what is no bulletin: an object that tells of an error, a page, nothing but blanks."""
    body = {1: b'{"error":"timeout"}', 2: error_page("Сервис временно недоступен"), 3: b"  \n"}[int(size)]
    return Reply(200, JSON_TYPE, body, reply.headers)


@fault(INVENTIONS, OCTOBER, JSON, Place.READER, r"no key|not a patent|error", (1, 2, 5))
def bulletin_with_an_error_for_a_row(patents: list[Any], size: float, _: Random) -> None:
    """Where patents stood, the list holds the server's record of an error."""
    for at in range(int(size)):
        patents[at] = {"timestamp": "2027-04-20T13:00:00Z", "status": 500, "error": "Internal Server Error"}


@fault(INVENTIONS, OCTOBER, BYTES, Place.READER, r"not sound JSON", (0.999, 0.9, 0.5))
def bulletin_breaks_off(body: bytes, size: float, _: Random) -> bytes:
    """The reply ends early, and the server calls it complete."""
    return body[: int(len(body) * size)]


@fault(INVENTIONS, OCTOBER, BYTES, Place.READER, r"UTF-8|utf-8|windows-1251", (1, 100, 1_000_000))
def bulletin_in_windows_1251(body: bytes, size: float, _: Random) -> bytes:
    """Letters come in windows-1251, a few or all of them."""
    text, letters = body.decode("utf-8-sig"), int(size)
    at = [place for place, letter in enumerate(text) if "А" <= letter <= "я"][:letters][-1] + 1
    return text[:at].encode("cp1251", "replace") + text[at:].encode()


@fault(INVENTIONS, OCTOBER, BYTES, Place.READER, r"not sound JSON|nested|deep", (10_000, 100_000, 1_000_000))
def bulletin_nested_without_end(_: bytes, size: float, __: Random) -> bytes:
    """A reply of opening brackets, to exhaust whoever reads it."""
    return b"[" * int(size)


@fault(INVENTIONS, OCTOBER, JSON, Place.READER, r"owner_73_ru", (1, 2, 5))
def bulletin_calls_the_owner_otherwise(patents: list[Any], size: float, _: Random) -> None:
    """The owner's key is renamed, in some rows or in all."""
    for patent in patents[: int(size)]:
        patent["owner_73"] = patent.pop("owner_73_ru")


@fault(INVENTIONS, FORTIES, JSON, Place.DELIVERY, r"bulletin_not_emptied|empt", (1, 5, 10))
def bulletins_come_back_empty(patents: list[Any], size: float, _: Random) -> list[Any]:
    """Bulletins that printed patents are empty lists now."""
    return [] if int(patents[0]["pat_nby"]) < 40 + size else patents


@fault(MODELS, SEPTEMBER_MODELS, REPLY, Place.REPLY, r"not a JSON list|empty", (1, 2, 3))
def models_are_a_message(reply: Reply, size: float, _: Random) -> Reply:
    """For a bulletin of utility models comes an error with status 200: an object, a page, nothing."""
    body = {1: b'{"message":"error"}', 2: error_page("504 Gateway Time-out"), 3: b"\n"}[int(size)]
    return Reply(200, JSON_TYPE, body, reply.headers)


@fault(MODELS, SEPTEMBER_MODELS, JSON, Place.DELIVERY, r"not_a_utility_model|repeated_numbers", (1, 3, 9))
def models_among_which_inventions_stand(patents: list[Any], size: float, _: Random) -> None:
    """The list of utility models prints inventions too."""
    patents += [{**patents[0], "code_13": "B", "gos_number_11": str(36_719 + at)} for at in range(int(size))]


@fault(MODELS, SEPTEMBER_MODELS, JSON, Place.DELIVERY, r"registered_after_bulletin|registered", (1, 2, 50))
def models_of_the_future(patents: list[Any], size: float, _: Random) -> None:
    """Utility models are registered years after their bulletin."""
    for patent in patents:
        patent["gos_date_11"] = f"{patent['gos_date_11'][:6]}{2026 + int(size)}"


@quirk(BULLETINS, LIST, BYTES)
def list_with_byte_order_mark(body: bytes, _: float, __: Random) -> bytes:
    """The list begins with a byte order mark and ends with a line break."""
    return b"\xef\xbb\xbf" + body + b"\r\n"


@quirk(BULLETINS, LIST, JSON)
def list_in_another_order(days: Days, _: float, __: Random) -> Days:
    """The list begins with the latest bulletin."""
    return dict(reversed(days.items()))


@quirk(INVENTIONS, OCTOBER, TEXT)
def bulletin_printed_for_people(text: str, _: float, __: Random) -> str:
    """The same JSON with indents, line breaks of Windows and escaped letters."""
    return json.dumps(json.loads(text.removeprefix("\ufeff")), indent=2).replace("\n", "\r\n")


@quirk(MODELS, SEPTEMBER_MODELS, JSON)
def models_title_corrected(patents: list[Any], _: float, __: Random) -> None:
    """A corrected bulletin spells a title otherwise."""
    patents[0]["name_540_ru"] = f"{patents[0]['name_540_ru']}, исправлено"
