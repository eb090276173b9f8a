"""Names as they are compared: spelling aside, legal form apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

# Letters of other scripts that look like Cyrillic ones, as capitals or as small letters: visually equal is equal.
_LOOKALIKES = str.maketrans("abcehkmoptxyiəɵһё", "авсенкмортхуіәөне")
_COUNTRY = re.compile(r"\(\s*[kк][zз]\s*\)", re.IGNORECASE)
_REMARK = re.compile(r"\([^()]*\)$")

# Spellings of a legal form in Russian, Kazakh and English, short and long; Kazakh long forms with and without suffix.
LEGAL_FORMS = {
    "llp": (
        "ТОО",
        "товарищество с ограниченной ответственностью",
        "ЖШС",
        "жауапкершілігі шектеулі серіктестік",
        "жауапкершілігі шектеулі серіктестігі",
        "LLP",
        "limited liability partnership",
    ),
    "jsc": (
        "АО",
        "акционерное общество",
        "АҚ",
        "акционерлік қоғам",
        "акционерлік қоғамы",
        "JSC",
        "joint stock company",
    ),
    "njsc": (
        "НАО",
        "некоммерческое акционерное общество",
        "КеАҚ",
        "коммерциялық емес акционерлік қоғам",
        "коммерциялық емес акционерлік қоғамы",
        "NJSC",
        "NCJSC",
        "non-profit joint stock company",
        "non-commercial joint stock company",
    ),
    "rse_rem": (
        "РГП на ПХВ",
        "республиканское государственное предприятие на праве хозяйственного ведения",
        "ШЖҚ РМК",
        "шаруашылық жүргізу құқығындағы республикалық мемлекеттік кәсіпорын",
        "шаруашылық жүргізу құқығындағы республикалық мемлекеттік кәсіпорны",
        "RSE on REM",
        "RSE REM",
        "republican state enterprise on the right of economic management",
        "republican state enterprise with the right of economic management",
    ),
    "rse": (
        "РГП",
        "республиканское государственное предприятие",
        "РМК",
        "республикалық мемлекеттік кәсіпорын",
        "республикалық мемлекеттік кәсіпорны",
        "RSE",
        "republican state enterprise",
    ),
    "rse_treasury": (
        "РГКП",
        "республиканское государственное казенное предприятие",
        "РМҚК",
        "республикалық мемлекеттік қазыналық кәсіпорын",
        "республикалық мемлекеттік қазыналық кәсіпорны",
    ),
    "mse_rem": (
        "КГП на ПХВ",
        "коммунальное государственное предприятие на праве хозяйственного ведения",
        "ШЖҚ КМК",
        "шаруашылық жүргізу құқығындағы коммуналдық мемлекеттік кәсіпорын",
        "шаруашылық жүргізу құқығындағы коммуналдық мемлекеттік кәсіпорны",
    ),
    "mse": (
        "КГП",
        "коммунальное государственное предприятие",
        "КМК",
        "коммуналдық мемлекеттік кәсіпорын",
        "коммуналдық мемлекеттік кәсіпорны",
    ),
    "aeo": (
        "АОО",
        "автономная организация образования",
        "ДБҰ",
        "дербес білім беру ұйым",
        "дербес білім беру ұйымы",
        "AEO",
        "autonomous organization of education",
        "autonomous organisation of education",
        "autonomous educational organization",
    ),
    "institution": (
        "ГУ",
        "РГУ",
        "государственное учреждение",
        "республиканское государственное учреждение",
        "ММ",
        "мемлекеттік мекеме",
        "мемлекеттік мекемесі",
    ),
    "sole_trader": ("ИП", "индивидуальный предприниматель", "ЖК", "жеке кәсіпкер", "individual entrepreneur"),
    # Of Russia, but met in the bulletin: it must not pass for a name without a form.
    "ooo": ("ООО", "общество с ограниченной ответственностью"),
}


@dataclass(frozen=True)
class Named:
    """A name taken apart: the code of its legal form (None: it has none), and the words of the name proper."""

    form: str | None
    words: tuple[str, ...]

    @property
    def key(self) -> str:
        """Equal for equal names: form and words."""
        return f"{self.form or '-'}: {' '.join(self.words)}"


def named(text: str) -> Named:
    """Take a name apart; a form is looked for at its beginning and at its end, the longest first.

    A remark in parentheses that ends the name is part of the name; its form stands before it.
    """
    bare = _COUNTRY.sub(" ", text).strip()
    remark = _REMARK.search(bare)
    form, proper = _without_form(words(bare[: remark.start()] if remark else bare))
    return Named(form, proper + words(remark[0] if remark else ""))


def _without_form(found: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    for phrase, form in _phrases():
        # A form without a name is a name that looks like a form.
        if len(found) > len(phrase):
            if found[: len(phrase)] == phrase:
                return form, found[len(phrase) :]
            if found[-len(phrase) :] == phrase:
                return form, found[: -len(phrase)]
    return None, found


def begins_with_form(text: str) -> bool:
    """Whether a legal form is the first thing in ``text``."""
    found = words(text)
    return any(found[: len(phrase)] == phrase for phrase, _ in _phrases())


def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared.

    NFC, small letters, ё as е, look-alike letters as Cyrillic; quotation marks, dashes and all else that is neither
    letter, digit nor № part words. The country code of Kazakhstan in parentheses is left out; any other stays.
    """
    text = _COUNTRY.sub(" ", unicodedata.normalize("NFC", text)).lower().translate(_LOOKALIKES)
    return tuple("".join(letter if letter.isalnum() or letter == "№" else " " for letter in text).split())


@cache
def _phrases() -> tuple[tuple[tuple[str, ...], str], ...]:
    found = [(words(spelling), form) for form, spellings in LEGAL_FORMS.items() for spelling in spellings]
    return tuple(sorted(found, key=lambda pair: len(pair[0]), reverse=True))
