"""Several owners printed in one string, parted.

There is no rule in the bulletin's format. Semicolons, line breaks and marks of a country end an owner. A comma, «и»,
«және», «and», «&» and a stroke may stand within a name as well: there owners are parted only where each side is an
owner by its looks (a legal form, a person, a name in quotation marks) or by the register.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from naukograd.matching import clauses, forms, persons
from naukograd.matching.letters import is_cyrillic, one_script, plain, seen
from naukograd.matching.lexicon import meaning
from naukograd.matching.tokens import tokens

_COUNTRY_END = re.compile(r"(\(\s*[A-ZК][A-ZЗ]\s*\))\s*(?=[^\W\d_]|\")")
_SOFT = re.compile(r"(,|\s/\s|/|\s(?:и|және|and|а также|мен|пен|бен)\s|\s?&\s?|\s\+\s)", re.IGNORECASE)
_REMARK = re.compile(r"\([^()]*\)")
_ENDS_IN_COUNTRY = re.compile(r"\([^\W\d_]{2}\)\s*$")


def parts(printed: str, is_participant: Callable[[str], bool] = lambda _: False) -> list[str]:
    """The owners of one string, in its order, as printed.

    Args:
        is_participant: whether a text, as it stands, is a name of the register.
    """
    text = plain(printed)
    hard = [piece for piece in re.split(r"[;|\r\n•]+", _COUNTRY_END.sub(r"\1;", text)) if any(map(str.isalnum, piece))]
    found = [part for piece in hard for part in _at_soft_marks(_unnumbered(piece), is_participant)]
    return list(_as_printed(found, text, seen(printed)))


def _as_printed(found: list[str], text: str, printed: str) -> Iterator[str]:
    """The parts of a text with the marks that were printed."""
    start = 0
    for part in found:
        start = text.index(part, start)
        yield printed[start : start + len(part)]
        start += len(part)


def _unnumbered(piece: str) -> str:
    return re.sub(r"^\s*\d{1,2}[.)]\s+", "", piece).strip(" ,")


def _at_soft_marks(piece: str, is_participant: Callable[[str], bool]) -> list[str]:
    if not _SOFT.search(piece) or is_participant(piece):
        return [piece]
    found: list[str] = []
    start = 0
    for mark in _SOFT.finditer(piece):
        if _is_within(piece, mark.start()):
            continue
        before, after = piece[start : mark.start()], piece[mark.end() :]
        following = _first_of(after)
        if _parts(mark[0].strip().lower(), before, following, after, is_participant):
            found.append(before.strip(" ,"))
            start = mark.end()
    last = piece[start:].strip(" ,")
    return [part for part in (*found, last) if any(map(str.isalnum, part))]


def _first_of(text: str) -> str:
    """Up to the next mark outside quotation marks."""
    for mark in _SOFT.finditer(text):
        if not _is_within(text, mark.start()):
            return text[: mark.start()]
    return text


def _is_within(text: str, at: int) -> bool:
    before = text[:at]
    return before.count("(") > before.count(")") or before.count('"') % 2 == 1


def _parts(mark: str, before: str, following: str, after: str, is_participant: Callable[[str], bool]) -> bool:
    if not any(map(str.isalnum, following)) or clauses.is_address(_REMARK.sub(" ", following)) or is_form(following):
        return False
    if mark == "/":
        return (begins(after, is_participant) or is_participant(before)) and (
            ends(before, is_participant) or is_above(before)
        )
    if is_participant(before) and (is_participant(following) or begins(after, is_participant)):
        return True
    if mark == ",":
        return (begins(following, is_participant) and _is_owner(before, is_participant)) or ends(before, is_participant)
    return begins(following, is_participant) and ends(before, is_participant)


def _is_owner(text: str, is_participant: Callable[[str], bool]) -> bool:
    """Whether a text can stand alone as an owner: not the mere beginning of a name."""
    return ends(text, is_participant) or begins(text, is_participant) or persons.is_person(text)


def ends(before: str, is_participant: Callable[[str], bool]) -> bool:
    """Whether a text ends where an owner does."""
    bare = before.strip()
    if _ENDS_IN_COUNTRY.search(bare) or persons.has_initials(bare) or is_participant(bare):
        return True
    legal, length = _forms(bare)
    if not legal:
        return bare.endswith('"') and bare.startswith('"')
    begins_with_form = legal[0].start == 0
    return (begins_with_form and bare[-1:] == '"') or (
        legal[-1].end == length and not (begins_with_form and len(legal) == 1)
    )


def begins(after: str, is_participant: Callable[[str], bool]) -> bool:
    """Whether an owner begins with a text."""
    legal, _ = _forms(after)
    first = _first_of(after).strip()
    if legal and legal[0].start == 0:
        return True
    if first.startswith('"') and first.count('"') >= 2:
        return True
    return persons.has_initials(first) or is_participant(first) or _is_institution(first)


def _is_institution(text: str) -> bool:
    """Whether a text begins with what an institution is, in the nominative, and goes on."""
    found = tokens(text)
    if len(found) < 2:
        return False
    around = is_cyrillic(text)
    first, last = one_script(found[0].word, around), one_script(found[-1].word, around)
    return (first in _INSTITUTIONS or last in _INSTITUTIONS_KK) and found[0].word[:1].isupper()


_INSTITUTIONS = frozenset(
    (
        *("институт", "университет", "академия", "центр", "колледж", "лаборатория", "завод", "комбинат", "компания"),
        *(
            "корпорация",
            "министерство",
            "нии",
            "нпо",
            "нпп",
            "нпц",
            "institute",
            "university",
            "academy",
            "center",
            "centre",
        ),
    )
)
_INSTITUTIONS_KK = frozenset(
    ("институты", "университеті", "академиясы", "орталығы", "колледжі", "зауыты", "компаниясы")
)


def is_above(text: str) -> bool:
    """Whether a text is a ministry or the like, whose child may follow behind a stroke."""
    found = tokens(text)
    around = is_cyrillic(text)
    first = meaning(one_script(found[0].word, around)) if found else None
    last = meaning(one_script(found[-1].word, around)) if found else None
    return any(known is not None and known.kind == "unit" for known in (first, last))


def is_form(text: str) -> bool:
    """Whether a text is a legal form and nothing else."""
    legal, length = _forms(text)
    return (
        bool(legal)
        and legal[0].start == 0
        and legal[-1].end == length
        and sum(f.end - f.start for f in legal) == length
    )


def _forms(text: str) -> tuple[list[forms.Found], int]:
    found = tokens(text)
    around = is_cyrillic(text)
    words = tuple(one_script(token.word, around) for token in found)
    capital = tuple(token.is_capital for token in found)
    edge = tuple(token.is_edge for token in found)
    return forms.find(words, capital, edge), len(found)
