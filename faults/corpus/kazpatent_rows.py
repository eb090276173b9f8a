"""Kazpatent: rows lost, doubled and rewritten, where nothing else tells of it."""

from __future__ import annotations

from random import Random

from faults.corpus.kazpatent import INVENTIONS, OCTOBER
from faults.corpus.kazpatent_patents import COMPANY, MARCH, Patents, renumbered
from faults.fault import Place, fault
from faults.forms import JSON

LANGUAGES = ("ru", "kz")


def _exchange(patents: Patents, one: str, other: str) -> None:
    for patent in patents:
        patent[one], patent[other] = patent[other], patent[one]


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"gap|lost|left out", (1, 2, 4))
def last_rows_of_a_bulletin_lost(patents: Patents, size: float, _: Random) -> Patents:
    """A bulletin ends too early; nothing in it tells of more."""
    return patents[: -int(size)]


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"gap|lost|left out", (1, 2, 3))
def rows_lost_and_counted_anew(patents: Patents, size: float, _: Random) -> Patents:
    """Rows from within a bulletin are gone, and the rest is numbered as if they had never been."""
    return renumbered([patents[0], *patents[1 + int(size) :]])


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"application", (1, 2, 4))
def patents_doubled_under_new_numbers(patents: Patents, size: float, _: Random) -> None:
    """A patent stands once more, under a number that no other has."""
    again = [{**patents[0], "gos_number_11": str(36_900 + at)} for at in range(int(size))]
    patents[:] = renumbered(patents + again)


@fault(INVENTIONS, MARCH, JSON, Place.DELIVERY, r"owner", (1, 2, 5))
def owners_rewritten(patents: Patents, size: float, _: Random) -> None:
    """A bulletin that comes again gives its patents to another company."""
    for patent in patents[: int(size)]:
        patent |= {"owner_73_ru": COMPANY.format("Изотоп-Есиль"), "owner_73_kz": None}


@fault(INVENTIONS, MARCH, JSON, Place.DELIVERY, r"added|annul", (1, 2, 5))
def patents_added_to_an_old_bulletin(patents: Patents, size: float, _: Random) -> None:
    """A bulletin of a year ago prints more than it did."""
    for at in range(int(size)):
        new = {"gos_number_11": str(36_900 + at), "req_number_21": f"2025/{6_900 + at}.1", "id": len(patents) + 1}
        patents.append({**patents[0], **new})


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"owner|title", (1, 2, 5))
def owner_and_title_change_places(patents: Patents, size: float, _: Random) -> None:
    """Owners stand where titles should, and titles where owners should."""
    for language in LANGUAGES:
        _exchange(patents[: int(size)], f"owner_73_{language}", f"name_540_{language}")


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"registered", (1, 2, 5))
def registration_and_application_change_places(patents: Patents, size: float, _: Random) -> None:
    """The day of registration is that of the application, and the other way round."""
    _exchange(patents[: int(size)], "gos_date_11", "req_date_22")


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"owner|letter", (1, 2, 5))
def owners_with_entities(patents: Patents, size: float, _: Random) -> None:
    """Quotation marks of an owner's name are written as HTML has them."""
    for patent in patents[: int(size)]:
        patent["owner_73_ru"] = (patent["owner_73_ru"] or "").replace('"', "&quot;").replace("(", "&#40;")


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"owner", (1, 2, 5))
def owners_break_off(patents: Patents, size: float, _: Random) -> None:
    """Names of owners lose their last letters."""
    for patent in patents[: int(size)]:
        patent |= {key: (patent[key] or "")[:-2] for key in ("owner_73_ru", "owner_73_kz")}


@fault(INVENTIONS, OCTOBER, JSON, Place.DELIVERY, r"owner", (1, 2, 3))
def owners_disagree_with_themselves(patents: Patents, size: float, _: Random) -> None:
    """In Russian the owner is one participant, in Kazakh another."""
    other = ("Фотон-Алатау", "Сигма-Иртыш", "Изотоп-Есиль")[int(size) - 1]
    patents[0]["owner_73_ru"] = COMPANY.format(other)


@fault(INVENTIONS, OCTOBER, JSON, Place.MENDED, r"^$", (1, 2, 5))
def owners_with_invisible_letters(patents: Patents, size: float, _: Random) -> None:
    """Soft hyphens and blanks of no width stand within names, as a page for reading has them."""
    for patent in patents[: int(size)]:
        for key in ("owner_73_ru", "owner_73_kz"):
            patent[key] = (patent[key] or "").replace("т", "\u00adт").replace("н", "\u200bн") or None


@fault(INVENTIONS, OCTOBER, JSON, Place.MENDED, r"^$", (1, 2, 5))
def owners_in_each_others_language(patents: Patents, size: float, _: Random) -> None:
    """The Kazakh name stands under the Russian key, and the Russian one under the Kazakh key."""
    _exchange(patents[: int(size)], "owner_73_ru", "owner_73_kz")
