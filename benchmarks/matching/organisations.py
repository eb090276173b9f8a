"""Real organisations, split into a part to develop on and a part to test on, and into participants and others."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(__file__).parents[2] / "dbt_project/seeds/patents"
FORMS = {
    "education": (("НАО", "КеАҚ"), ("АО", "АҚ"), ("ТОО", "ЖШС")),
    "facility": (("РГП на ПХВ", "ШЖҚ РМК"), ("РГП", "РМК"), ("ТОО", "ЖШС")),
    "healthcare": (("АО", "АҚ"), ("КГП на ПХВ", "ШЖҚ КМК")),
    "government": (("РГП на ПХВ", "ШЖҚ РМК"), ("АО", "АҚ")),
}
ANY_FORM = (("ТОО", "ЖШС"), ("АО", "АҚ"))


@dataclass(frozen=True)
class Organisation:
    """One organisation: what the register says of it, and how else it is called.

    Attributes:
        other_names: that the register lists as aliases.
        unlisted: English names that the register does not list.
    """

    id: str
    bin: str
    name_ru: str
    name_kk: str
    other_names: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    is_science: bool = False


@dataclass
class Part:
    """The part to develop on or the part to test on."""

    participants: list[Organisation] = field(default_factory=list)
    others: list[Organisation] = field(default_factory=list)


def digest(*texts: str) -> int:
    """A number that depends on the texts alone."""
    return int.from_bytes(hashlib.sha256("\0".join(texts).encode()).digest()[:8], "big")


def language(text: str) -> str:
    """ru, kk or en, by the letters."""
    if re.search(r"[әіңғүұқөһ]|ты\b|титуты\b|ситет[іи]\b|академиясы", text.lower()):
        return "kk"
    return "ru" if re.search(r"[а-я]", text.lower()) else "en"


def parts() -> dict[str, Part]:
    """Both parts. Which an organisation is in, and whether it is a participant, hangs on its identifier alone."""
    found = {"dev": Part(), "test": Part()}
    for organisation in (*_science(), *_legal_entities()):
        part = found["dev" if digest("part", organisation.id) % 2 else "test"]
        is_branch = re.search(r"илиал|редставител", organisation.name_ru) is not None
        share = 4 if organisation.is_science else 2
        is_other = is_branch or digest("role", organisation.id) % share == 0
        (part.others if is_other else part.participants).append(organisation)
    return found


def _science() -> list[Organisation]:
    names: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    with (DATA / "ror_names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names[row["ror_id"]].append(row)
    return [_organisation(id_, rows) for id_, rows in sorted(names.items())]


def _organisation(id_: str, rows: list[dict[str, str]]) -> Organisation:
    order = {"label": 0, "alias": 1, "acronym": 2}
    rows = sorted(rows, key=lambda row: order[row["name_type"]])
    texts = [row["value"] for row in rows]
    first = {code: next((text for text in texts if language(text) == code), "") for code in ("ru", "kk", "en")}
    forms = FORMS.get(rows[0]["kind"], ANY_FORM)
    ru_form, kk_form = forms[digest("form", id_) % len(forms)]
    name_ru, name_kk = first["ru"] or first["kk"] or first["en"], first["kk"]
    is_unlisted = bool(first["ru"] and first["en"]) and digest("unlisted", id_) % 2 == 0
    unlisted = tuple(row["value"] for row in rows if row["name_type"] == "label" and language(row["value"]) == "en")
    others = [text for text in texts if text not in (name_ru, name_kk)]
    if is_unlisted:
        others = [text for text in others if language(text) != "en"]
    has_form = re.search(r"\b(АО|ТОО|РГП|АҚ|ЖШС|LLP|JSC|LTD)\b", name_ru)
    return Organisation(
        id=id_,
        bin=f"99{digest('bin', id_) % 10**10:010d}",
        name_ru=name_ru if has_form else f"{ru_form} «{name_ru}»",
        name_kk="" if not name_kk else name_kk if has_form else f"«{name_kk}» {kk_form}",
        other_names=tuple(dict.fromkeys(others)),
        unlisted=unlisted if is_unlisted else (),
        is_science=True,
    )


def _legal_entities() -> list[Organisation]:
    with (DATA / "legal_entities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Organisation(row["bin"], row["bin"], row["name_ru"], row["name_kk"] if row["name_kk"] != row["name_ru"] else "")
        for row in rows
    ]
