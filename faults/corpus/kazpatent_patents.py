"""Kazpatent: what goes wrong with the inventions that a bulletin prints."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from random import Random
from typing import Any

from faults.corpus.kazpatent import INVENTIONS, OCTOBER
from faults.fault import Place, fault, quirk
from faults.forms import JSON

# What else than No. 40 of 2026 prints participants' patents first.
MARCH = r"select_iz_patent/9/2026"
APRIL = r"select_iz_patent/15/2026"
NEW_YEAR = r"select_iz_patent/1/2026"
NEXT = r"select_iz_patent/41/2026"
ANNULLED = r"select_iz_patent/9/2025"
COMPANY = 'ТОО "{}" (учебные данные)'
LOOKALIKE = str.maketrans("АВЕКМНОРСТХаеорсух", "ABEKMHOPCTXaeopcyx")

Patents = list[dict[str, Any]]


def renumbered(patents: Patents) -> Patents:
    return [{**patent, "id": at} for at, patent in enumerate(patents, start=1)]


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"utility", (1, 2, 4))
def utility_models_among_inventions(patents: Patents, size: float, _: Random) -> None:
    """The list of inventions prints patents for utility models, under their own code."""
    patents += [{**patents[0], "code_13": "U", "gos_number_11": str(9_137 + at)} for at in range(int(size))]


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"utility|number", (1, 2, 4))
def utility_models_called_inventions(patents: Patents, size: float, _: Random) -> None:
    """Utility models stand among the inventions under code B; their type, number and title say what they are."""
    model = {"pat_type_id": "2", "name_540_ru": "Устройство очистки воды (учебные данные)", "pat_uid": "sample-U-9137"}
    patents += [{**patents[0], **model, "gos_number_11": str(9_137 + at)} for at in range(int(size))]


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"code_13|kind|readable", (1, 2, 5))
def kind_code_lost(patents: Patents, size: float, _: Random) -> None:
    """Patents come without their kind: put aside, they would be missing from the count."""
    for patent in patents[: int(size)]:
        patent["code_13"] = None


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"kind", (1, 2, 5))
def kind_code_gains_a_digit(patents: Patents, size: float, _: Random) -> None:
    """National patents, numbered as such, get the kind code of Eurasian ones, which are not counted."""
    for patent in patents[: int(size)]:
        patent["code_13"] = "B1"


@fault(INVENTIONS, NEXT, JSON, Place.MENDED, r"^$", (1, 2, 5))
def kind_code_in_cyrillic(patents: Patents, size: float, _: Random) -> None:
    """The kind code is the Cyrillic letter that looks like it."""
    for patent in patents[: int(size)]:
        patent["code_13"] = "В"


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"lost|vanish|gap|no longer|fewer|not_shrunk", (1, 2, 4))
def paging_begins_too_late(patents: Patents, size: float, _: Random) -> Patents:
    """The first rows are skipped; the rest keep the places they had."""
    return patents[int(size) :]


@fault(INVENTIONS, APRIL, JSON, Place.DELIVERY, r"lost|vanish|no longer|fewer|not_shrunk|annul", (0.34, 0.5, 0.9))
def bulletin_shrinks(patents: Patents, size: float, _: Random) -> Patents:
    """A third of a bulletin or more is gone, numbered anew, as if so much of it had been annulled at once."""
    return renumbered(patents[round(len(patents) * size) :])


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"repeated_numbers|twice|repeat", (1, 2, 3))
def last_page_comes_twice(patents: Patents, size: float, _: Random) -> None:
    """In place of its first rows a bulletin prints its last ones, so that these stand twice."""
    patents[: int(size)] = [{**patent} for patent in patents[-int(size) :]]


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"another_bulletin", (1, 2, 5))
def patents_of_last_week(patents: Patents, size: float, _: Random) -> None:
    """Patents of the bulletin before stand under this one's address."""
    for patent in patents[: int(size)]:
        patent |= {"pat_nby": "39", "pat_dby": "02.10.2026", "gos_date_11": "02.10.2026"}


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"another_bulletin|another bulletin|two bulletins", (2, 4, 5))
def patents_of_last_week_under_this_head(patents: Patents, size: float, _: Random) -> None:
    """Number and day are this bulletin's, yet the patents are those that the one before has printed."""
    for patent in patents[: int(size)]:
        patent["gos_number_11"] = str(int(patent["gos_number_11"]) - 5)


@fault(INVENTIONS, NEXT, JSON, Place.DELIVERY, r"another_bulletin|two bulletins|another bulletin", (1, 2, 3))
def patents_printed_again_otherwise(patents: Patents, size: float, _: Random) -> None:
    """A bulletin prints patents once more, registered a year earlier than the first time: one date must be wrong."""
    owners = ("Нейтрон-Есиль", "Нейтрон-Алатау", "Фотон-Есиль")
    for number, owner in list(zip((36_719, 36_720, 36_667), owners, strict=True))[: int(size)]:
        again = {"gos_number_11": str(number), "gos_date_11": "07.10.2025", "owner_73_ru": COMPANY.format(owner)}
        patents.append({**patents[0], **again, "owner_73_kz": None, "id": len(patents) + 1})


@fault(
    INVENTIONS,
    ANNULLED,
    JSON,
    Place.DELIVERY,
    r"annul|withdrawn|come.? back|came back|again",
    (1, 2, 3),
    later=timedelta(days=7),
)
def annulled_patent_comes_back(patents: Patents, size: float, _: Random) -> Patents:
    """A server gives out the bulletin from before its correction: the annulled patent stands in it, if not twice."""
    owner = {"owner_73_ru": COMPANY.format("Реактив-Иртыш"), "owner_73_kz": None}
    annulled = {**patents[0], **owner, "gos_number_11": "36397", "req_number_21": "2024/6397.1"}
    return renumbered([annulled] * int(size) + patents)


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"registered|day and month|date", (1, 2, 5))
def day_and_month_of_registration_swapped(patents: Patents, size: float, _: Random) -> None:
    """The seventh of October becomes the tenth of July."""
    for patent in patents[: int(size)]:
        day, month, year = patent["gos_date_11"].split(".")
        patent["gos_date_11"] = f"{month}.{day}.{year}"


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"registered_after_bulletin|registered", (1, 10, 73))
def registered_in_the_future(patents: Patents, size: float, _: Random) -> None:
    """A patent is registered years after the bulletin that prints it."""
    patents[0]["gos_date_11"] = f"07.10.{2026 + int(size)}"


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"registered|date", (1, 2, 10))
def registered_years_before(patents: Patents, size: float, _: Random) -> None:
    """Years of registration are shifted, so that patents count in a year long reported."""
    for patent in patents:
        patent["gos_date_11"] = f"{patent['gos_date_11'][:6]}{2026 - int(size)}"


@fault(INVENTIONS, NEW_YEAR, JSON, Place.DELIVERY, r"registered|date", (1, 5, 9))
def registered_after_new_year_of_a_sudden(patents: Patents, size: float, _: Random) -> None:
    """What was registered on 29 December is said to be of January, and moves to the next year's count."""
    patents[0]["gos_date_11"] = f"{int(size):02d}.01.2026"


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"one_day|another_bulletin|day|date", (1, 2, 5))
def bulletin_day_slips_by_time_zone(patents: Patents, size: float, _: Random) -> None:
    """The bulletin's day is that of Almaty's midnight in UTC: a day earlier than the list says."""
    for patent in patents[: int(size)]:
        patent["pat_dby"] = "08.10.2026"


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"number", (1, 2, 5))
def number_as_a_float(patents: Patents, size: float, _: Random) -> None:
    """Numbers of patents went through a spreadsheet: 36719.0."""
    for patent in patents[: int(size)]:
        patent["gos_number_11"] += ".0"


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"number", (1, 2, 5))
def digit_glued_to_the_number(patents: Patents, size: float, _: Random) -> None:
    """The mark of a footnote is glued to the numbers of patents."""
    for patent in patents[: int(size)]:
        patent["gos_number_11"] += "1"


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"owner", (1, 2, 5))
def owner_missing(patents: Patents, size: float, _: Random) -> None:
    """Patents come without an owner in either language, and belong to nobody."""
    for patent in patents[: int(size)]:
        patent |= {"owner_73_ru": None, "owner_73_kz": ""}


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"owner|author", (1, 2, 5))
def owner_and_author_change_places(patents: Patents, size: float, _: Random) -> None:
    """Owners stand where authors should, and authors where owners should."""
    for patent in patents[: int(size)]:
        for language in ("ru", "kz"):
            owner, author = f"owner_73_{language}", f"author_72_{language}"
            patent[owner], patent[author] = patent[author], patent[owner]


@fault(INVENTIONS, MARCH, JSON, Place.DELIVERY, r"owner", (1, 2, 4))
def owners_slip_by_a_row(patents: Patents, size: float, _: Random) -> None:
    """In a bulletin that comes again owners stand one row lower than their patents."""
    for language in ("owner_73_ru", "owner_73_kz"):
        owners = [patent[language] for patent in patents]
        for at in range(int(size)):
            patents[at + 1][language] = owners[at]


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"letter|garbled|encoding|cyrillic", (1, 2, 5))
def names_read_in_the_wrong_encoding(patents: Patents, size: float, _: Random) -> None:
    """Owners are UTF-8 that the service has read as Latin-1 and encoded again: Ð¢ÐžÐž."""
    for patent in patents[: int(size)]:
        for language in ("owner_73_ru", "owner_73_kz"):
            patent[language] = (patent[language] or "").encode().decode("latin-1")


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"letter|question mark|garbled|encoding", (1, 2, 5))
def names_are_question_marks(patents: Patents, size: float, _: Random) -> None:
    """Every letter of an owner's name has become a question mark."""
    for patent in patents[: int(size)]:
        patent |= {key: "?" * len(patent[key] or "") for key in ("owner_73_ru", "owner_73_kz")}


@fault(INVENTIONS, MARCH, JSON, Place.MENDED, r"^$", (1, 4, 100))
def owner_in_latin_letters(patents: Patents, size: float, _: Random) -> None:
    """Letters of an owner's names are Latin ones of the same look, in Russian and in Kazakh."""
    for key in ("owner_73_ru", "owner_73_kz"):
        owner = patents[0][key] or ""
        patents[0][key] = owner[: int(size)].translate(LOOKALIKE) + owner[int(size) :] or None


@fault(INVENTIONS, OCTOBER, JSON, Place.MENDED, r"^$", (1, 2, 5))
def names_in_decomposed_unicode(patents: Patents, size: float, _: Random) -> None:
    """Letters with marks come as two characters each, as a Mac writes them."""
    for patent in patents[: int(size)]:
        for key in ("owner_73_ru", "owner_73_kz", "name_540_ru"):
            patent[key] = unicodedata.normalize("NFD", patent[key] or "") or None


@fault(INVENTIONS, NEXT, JSON, Place.MENDED, r"^$", (1, 2, 3))
def sql_in_what_is_not_shown(patents: Patents, size: float, _: Random) -> None:
    """An author's name holds an SQL fragment: it is text, and stays text."""
    for patent in patents[: int(size)]:
        patent["author_72_ru"] = "'); drop schema raw cascade; --"


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"title|name|letter|sql", (1, 2, 5))
def sql_in_a_title(patents: Patents, size: float, _: Random) -> None:
    """A title that the report would print is an SQL fragment."""
    for patent in patents[: int(size)]:
        patent["name_540_ru"] = "'); delete from marts.indicator_values; --"


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"formula|title|name", (1, 2, 5))
def formula_in_a_title(patents: Patents, size: float, _: Random) -> None:
    """A title is a formula that would run a program where the report is opened as a sheet."""
    for patent in patents[: int(size)]:
        patent["name_540_ru"] = "=cmd|' /C calc'!A0"


@quirk(INVENTIONS, MARCH, JSON)
def one_patent_annulled(patents: Patents, _: float, __: Random) -> Patents:
    """A corrected bulletin prints one patent less, which is annulled."""
    return renumbered(patents[1:])


@quirk(INVENTIONS, MARCH, JSON)
def title_corrected(patents: Patents, _: float, __: Random) -> None:
    """A corrected bulletin spells a title otherwise."""
    patents[0]["name_540_ru"] = f"{patents[0]['name_540_ru']}, исправлено"


@quirk(INVENTIONS, NEXT, JSON)
def patent_printed_again_as_it_was(patents: Patents, _: float, __: Random) -> None:
    """A later bulletin prints a patent once more, the same in everything."""
    same = {
        "gos_number_11": "36719",
        "gos_date_11": "07.10.2026",
        "req_number_21": "2025/6719.1",
        "owner_73_ru": COMPANY.format("Нейтрон-Есиль"),
        "owner_73_kz": '"Нейтрон-Есиль" ЖШС (оқу деректері)',
    }
    patents.append({**patents[0], **same, "id": len(patents) + 1})


@quirk(INVENTIONS, OCTOBER, JSON)
def patents_in_another_order(patents: Patents, _: float, __: Random) -> Patents:
    """The bulletin prints the same patents in another order."""
    return renumbered(patents[::-1])


@quirk(INVENTIONS, OCTOBER, JSON)
def keys_added_and_moved(patents: Patents, _: float, __: Random) -> Patents:
    """Rows have a key more, and their keys in another order."""
    return [{"status": "1", **dict(reversed(patent.items()))} for patent in patents]


@quirk(INVENTIONS, OCTOBER, JSON)
def owner_in_capitals_and_no_break_spaces(patents: Patents, _: float, __: Random) -> None:
    """An owner is printed in capitals, with no-break spaces and angle quotation marks."""
    patents[0]["owner_73_ru"] = "ТОО\u00a0«НЕЙТРОН-ЕСИЛЬ»\u00a0(УЧЕБНЫЕ ДАННЫЕ)"


@quirk(INVENTIONS, OCTOBER, JSON)
def owner_in_kazakh_only(patents: Patents, _: float, __: Random) -> None:
    """An owner is named in Kazakh alone."""
    patents[0]["owner_73_ru"] = None


@quirk(INVENTIONS, OCTOBER, JSON)
def eurasian_patent_in_the_bulletin(patents: Patents, _: float, __: Random) -> None:
    """The bulletin also tells of a Eurasian patent, which has a kind and a number of its own."""
    patents.append({**patents[-1], "id": len(patents) + 1, "code_13": "B1", "gos_number_11": "EA045009"})
