"""Natural persons among the owners: a surname with initials, or a full name."""

from __future__ import annotations

import re

from naukograd.matching import clauses
from naukograd.matching.letters import is_cyrillic, one_script, plain
from naukograd.matching.lexicon import meaning
from naukograd.matching.tokens import Token, tokens

_PATRONYMIC = re.compile(
    r"(?:ович|евич|ьич|овна|евна|ична|инична|ұлы|улы|қызы|кызы|кизи|оглы|оғлы|заде|ovich|evich|yevich|ovna|evna|yevna|uly|kyzy|qyzy|ogly)$"
)
_SEPARATE_PATRONYMIC = frozenset(["ұлы", "улы", "қызы", "кызы", "оглы", "оғлы", "uly", "kyzy", "qyzy", "ogly"])
_SURNAME = re.compile(
    r"(?:ов|ев|ёв|ова|ева|ёва|ин|ина|ын|ына|ский|ская|цкий|цкая|енко|юк|чук|ұлы|баев|ov|ev|yev|ova|eva|yeva|in|ina|skiy|skaya|sky|enko|uly)$"
)
_NO_PERSON = frozenset(["head", "weak", "unit", "branch", "country", "plain"])


def is_person(text: str) -> bool:
    """Whether a text names a natural person and nothing else."""
    text, _ = clauses.without_country(plain(text))
    if '"' in text or any(letter.isdigit() for letter in text):
        return False
    found = tokens(text)
    around = is_cyrillic(text)
    words = [one_script(token.word, around) for token in found]
    names = [word for word in words if len(word) > 1]
    if not names or len(found) > 5 or any(token.is_mostly_capital and len(token.word) == 2 for token in found):
        return False
    if any((_PATRONYMIC.search(word) and len(word) > 4) or word in _SEPARATE_PATRONYMIC for word in names):
        return len(names) <= 5 and not any(_is_of_organisations(word) for word in names if not _SURNAME.search(word))
    if any(_is_of_organisations(word) for word in names):
        return False
    initials = [token for token in found if _is_initial(token)]
    if initials and len(names) == 1:
        return len(initials) <= 3 and _is_name(found, names)
    if initials:
        return len(names) == 2 and len(initials) <= 2 and _is_name(found, names)
    return len(names) in (2, 3) and any(_SURNAME.search(word) for word in names[:2]) and _is_name(found, names)


def has_initials(text: str) -> bool:
    """Whether a person's name has initials or a patronymic: no organisation looks like that."""
    return is_person(text) and bool(
        re.search(r"(?:^|\s|\.)\w\.", text)
        or any(_PATRONYMIC.search(word.lower()) for word in re.findall(r"\w{5,}", text))
        or any(word.lower() in _SEPARATE_PATRONYMIC for word in re.findall(r"\w+", text))
    )


def _is_initial(token: Token) -> bool:
    return len(token.word) == 1 or (token.is_dotted and len(token.word) == 2)


def _is_name(found: list[Token], names: list[str]) -> bool:
    written = [token.word for token in found if len(token.word) > 1]
    return all(word[:1].isupper() or (word.islower() and len(names) == 1) for word in written) and all(
        len(word) >= 3 for word in names
    )


def _is_of_organisations(word: str) -> bool:
    known = meaning(word)
    return known is not None and known.kind in _NO_PERSON
