"""Several owners printed in one string, parted.

There is no rule in the bulletin's format. Owners are parted

* at every semicolon and line break;
* at a comma outside quotation marks, where what follows begins with a legal form, or what stands before ends with a
  legal form, with a country code in parentheses, or with the quotation mark of a name that began with a legal form:
  ``ТОО «А» (KZ), Автор 1 (KZ)``; ``"А" ЖШС, "Б" ЖШС``; ``ТОО «А», Автор 1``.

Any other comma belongs to a name. ``Вектор, ТОО`` stays one owner.
"""

from __future__ import annotations

import re
from itertools import zip_longest

from naukograd.matching.names import begins_with_form, named, words

_ENDS_IN_COUNTRY = re.compile(r"\([^\W\d_]{2}\)\s*$")
OPENING, CLOSING = "«“„", '»”"'


def owners(printed_ru: str | None, printed_kk: str | None) -> list[tuple[str | None, str | None]]:
    """Each owner as printed in Russian and in Kazakh.

    The two strings are read side by side where they name equally many; else each name stands alone.
    """
    ru, kk = parted(printed_ru or ""), parted(printed_kk or "")
    if not ru or not kk or len(ru) == len(kk):
        return list(zip_longest(ru, kk))
    return [*((name, None) for name in ru), *((None, name) for name in kk)]


def parted(printed: str) -> list[str]:
    """The owners of one string, as printed, in its order."""
    pieces = [piece for line in re.split(r"[;\r\n]+", printed) for piece in _at_commas(line)]
    return [piece.strip() for piece in pieces if words(piece)]


def _at_commas(line: str) -> list[str]:
    found, start = [], 0
    for comma in _commas_outside_quotes(line):
        before, after = line[start:comma], line[comma + 1 :]
        if _ends_an_owner(before) or _begins_an_owner(after):
            found.append(before)
            start = comma + 1
    return [*found, line[start:]]


def _commas_outside_quotes(line: str) -> list[int]:
    depth, is_quoted, found = 0, False, []
    for at, letter in enumerate(line):
        if letter == '"':
            is_quoted = not is_quoted
        elif letter in OPENING:
            depth += 1
        elif letter in CLOSING:
            depth = max(0, depth - 1)
        elif letter == "," and not depth and not is_quoted:
            found.append(at)
    return found


def _ends_an_owner(before: str) -> bool:
    if _ENDS_IN_COUNTRY.search(before):
        return True
    if named(before).form is None:
        return False
    return not begins_with_form(before) or before.rstrip()[-1] in CLOSING


def _begins_an_owner(after: str) -> bool:
    return named(after).form is not None and begins_with_form(after)
