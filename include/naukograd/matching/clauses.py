"""What stands around a name: country, address, former name, legal form, the body above, whose name it bears."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from naukograd.matching import forms
from naukograd.matching.lexicon import meaning
from naukograd.matching.tokens import Token

_HOME = (
    r"[kк]\s*[zз]|қр|рк|kaz|казахстан|республика казахстан|қазақстан|қазақстан республикасы|kazakhstan"
    r"|republic of kazakhstan"
)
_HOME_MARK = re.compile(
    rf"\(\s*(?:{_HOME})\s*\)|[,;]\s*(?:{_HOME})\s*\.?\s*(?=\"?$)|(?<=[)\"])\s*[KК][ZЗ]\s*$", re.IGNORECASE
)
_FOREIGN_MARK = re.compile(
    r"\(\s*(?:RU|US|CN|DE|UZ|KG|BY|UA|GB|FR|JP|KR|TR|NL|CH|IT|AZ|AM|GE|TJ|TM|MD|LT|LV|EE|PL|CZ|SE|FI|AT|IN|IL|CA"
    r"|AU|AE|SG|HK"
    r"|россия|российская федерация|рф|сша|китай|кнр|узбекистан|кыргызстан|беларусь|германия|russia"
    r"|russian federation|usa|china|germany|uzbekistan|ресей|нерезидент)\s*\)"
    r"|[,;]\s*(?:россия|российская федерация|ресей|russia|russian federation)\s*$",
    re.IGNORECASE,
)
_FORMER = re.compile(r"\(\s*(?:бывш|ранее|прежнее|прежде|бұрынғы|former|previously|ex\b|ныне)[^()]*\)", re.IGNORECASE)
_STREET = re.compile(
    r"(?:^|[\s,.(])(?:\d{6}|ул|улица|улицы|пр|просп|проспект|пр-т|мкр|микрорайон|м-н|көшесі|к-сі|даңғылы|д-лы"
    r"|ықшам ауданы|үй|street|str|st|avenue|ave|road|building|bldg|дом|д|офис|оф|каб|кв|корпус|office)(?=[\s,.)]|$)",
    re.IGNORECASE,
)
_CITY_MARK = re.compile(r"^(?:г|гор|город|қ|қаласы|city of|city)\b\.?|\b(?:қ\.?|қаласы|city)$", re.IGNORECASE)
_PLACE_WORD = re.compile(r"[^\W_]+(?:-[^\W\d_]+)*")
_OF_ADDRESSES = "г гор город қ қаласы city of region oblast обл область области облысы района район ауданы rk рк"
_ADDRESS_WORDS = frozenset(_OF_ADDRESSES.split())

_ABOVE = re.compile(
    r"^(?:министерств|министрлі|ministry|комитет|committee|акимат|әкімді|управлени|басқарма|агентств|агентті)"
)
_ABOVE_GENITIVE_RU = re.compile(r"^(?:министерства|комитета|управления|акимата|агентства|аппарата|департамента)$")
_ABOVE_KK = re.compile(r"^(?:министрлі|комитеті|басқармасы|әкімді|агенттігі|бөлімі|департаменті)\w*$")
_BODIES = "мон мнво мз мсх кн мэ миир мцриап мчс мвд миор мкс мэпр бғм ғжбм дсм ауылшм мнэ моап кннво"
_ABOVE_SHORT = frozenset(_BODIES.split())


def without_country(text: str) -> tuple[str, bool]:
    """The text without marks of Kazakhstan, and whether a mark of another country stands in it."""
    is_foreign = bool(_FOREIGN_MARK.search(text))
    return _HOME_MARK.sub(" ", _FOREIGN_MARK.sub(" ", text)).strip(" ,;.-"), is_foreign


def without_former_name(text: str) -> str:
    """The text without a remark on how the organisation was called."""
    return _FORMER.sub(" ", text)


def without_address(text: str) -> tuple[str, bool]:
    """The text without an address behind it; and whether a bare city stood there."""
    pieces = outside_quotes(text, ",")
    kept = len(pieces)
    while kept > 1 and is_address(pieces[kept - 1]):
        kept -= 1
    behind = pieces[kept:]
    has_street = any(_STREET.search(piece) for piece in behind)
    return ",".join(pieces[:kept]), bool(behind) and not has_street and any(map(_names_a_city, behind))


def is_address(piece: str) -> bool:
    """Whether a piece between commas is of an address: a street, a house, a place and nothing else."""
    piece = piece.strip(" .")
    if '"' in piece:
        return False
    words = _PLACE_WORD.findall(piece.lower())
    if not words or all(word.isdigit() or len(word) == 1 for word in words):
        return bool(words) and not re.search(r"[A-ZА-Я]\.\s?[A-ZА-Я]\.", piece)
    if _STREET.search(piece) and len(words) <= 6:
        return not any((found := meaning(word)) and found.kind == "head" for word in words)
    return len(words) <= 4 and all(_is_of_a_place(word) for word in words)


def _is_of_a_place(word: str) -> bool:
    found = meaning(word.replace("-", ""))
    return word in _ADDRESS_WORDS or word.isdigit() or (found is not None and found.kind in ("place", "country"))


def _names_a_city(piece: str) -> bool:
    return any(
        (found := meaning(word.replace("-", ""))) is not None and found.kind == "place" and word not in _ADDRESS_WORDS
        for word in _PLACE_WORD.findall(piece.lower())
    ) or bool(_CITY_MARK.search(piece.strip()))


def outside_quotes(text: str, mark: str) -> list[str]:
    """The text parted at a mark, where neither quotation marks nor parentheses surround it."""
    pieces, start, depth, is_quoted = [], 0, 0, False
    for at, letter in enumerate(text):
        if letter == '"':
            is_quoted = not is_quoted
        elif letter == "(":
            depth += 1
        elif letter == ")":
            depth = max(0, depth - 1)
        elif letter == mark and not depth and not is_quoted:
            pieces.append(text[start:at])
            start = at + 1
    return [*pieces, text[start:]]


@dataclass(frozen=True, slots=True)
class Split:
    """Which tokens are the name, which name a body above it, and what legal form the owner has."""

    name: Collection[int]
    parent: Collection[int]
    form: str | None


def split(found: Sequence[Token], legal: Sequence[forms.Found]) -> Split:
    """Tell the owner from the body above it.

    Before a form in the Kazakh genitive, and before any form behind a ministry, stands the body above; so does what
    begins with a Russian or English ministry behind the name, and what ends with a Kazakh one before it.
    """
    of_forms = {at for form in legal for at in range(form.start, form.end)}
    rest = [at for at in range(len(found)) if at not in of_forms]
    own = next((form.form for form in legal if form.form not in forms.ADDED), legal[0].form if legal else None)
    above: set[int] = set()
    for form in legal:
        before = [at for at in rest if at < form.start]
        behind = [at for at in rest if at >= form.end]
        is_of_above = form.is_genitive or (before and _ABOVE.match(found[before[0]].word) is not None)
        if before and behind and is_of_above:
            above.update(before)
            following = [other for other in legal if other.start >= form.end]
            own = following[0].form if form.is_genitive and following else (None if form.is_genitive else form.form)
    if (own_and_next := _second_form(found, legal)) is not None:
        above.update(at for at in rest if at >= own_and_next.end)
    above.update(body_above(found, [at for at in rest if at not in above]))
    name = [at for at in rest if at not in above]
    return Split(name, above, own) if name else Split(rest, (), own)


def _second_form(found: Sequence[Token], legal: Sequence[forms.Found]) -> forms.Found | None:
    """The form of the body above: «ДГП «А» РГП «Б»» is А, which belongs to Б."""
    if len(legal) < 2 or legal[0].start != 0:
        return None
    second = legal[1]
    is_apart = second.start > legal[0].end and second.end < len(found) and not found[second.start].is_quoted
    return second if is_apart else None


def body_above(found: Sequence[Token], rest: list[int]) -> list[int]:
    words = [found[at].word for at in rest]
    kazakh = [n for n, word in enumerate(words[:-1]) if _ABOVE_KK.match(word)]
    if kazakh and any(_says_something(word) for word in words[kazakh[-1] + 1 :]):
        return rest[: kazakh[-1] + 1]
    for number, word in enumerate(words):
        is_above = _ABOVE_GENITIVE_RU.match(word) or word in ("ministry", "committee")
        if number and is_above and any(map(_says_something, words[:number])):
            return rest[number:]
    short = [n for n, word in enumerate(words) if word in _ABOVE_SHORT and found[rest[n]].is_mostly_capital]
    if short and short[0] > 0 and len(words) - short[0] <= 4:
        return rest[short[0] :]
    return []


def _says_something(word: str) -> bool:
    known = meaning(word)
    return len(word) > 1 and (known is None or known.kind not in ("stop", "title", "country"))


_NAMED_RU = frozenset(("имени", "им", "имен", "named"))
_NAMED_KK = frozenset(("атындағы", "атындагы", "атын", "атынд"))


def honour(found: Sequence[Token], name: Collection[int]) -> frozenset[int]:
    """Which tokens name the person whose name the organisation bears."""
    honoured: set[int] = set()
    order = sorted(name)
    for number, at in enumerate(order):
        word = found[at].word
        if word in _NAMED_RU:
            honoured.update(_person(found, order[number + 1 :]))
        elif word in _NAMED_KK:
            honoured.update(_person(found, order[number - 1 :: -1] if number else []))
    return frozenset(honoured)


_LONGEST_PERSON = 6


def _person(found: Sequence[Token], order: Sequence[int]) -> list[int]:
    """From a word on: titles, initials, and up to the first word of the lexicon, the words of a person's name."""
    person: list[int] = []
    names = 0
    for at in order[:_LONGEST_PERSON]:
        word = found[at].word
        known = meaning(word)
        if known and known.kind in ("title", "stop") and word not in _NAMED_RU | _NAMED_KK:
            continue
        is_initial = len(word) == 1
        if not is_initial and known is not None and (names or known.kind != "place"):
            break
        person.append(at)
        names += not is_initial
    return person
