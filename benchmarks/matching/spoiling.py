"""How a bulletin prints a name otherwise than the register: each way is given a die and a name, and may decline."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

Spoiler = Callable[[random.Random, str], str | None]

# A short form, what it is spelled out, and what it is called in Kazakh and English.
FORMS = (
    (
        "РГП на ПХВ",
        "Республиканское государственное предприятие на праве хозяйственного ведения",
        "ШЖҚ РМК",
        "RSE on REM",
    ),
    ("КГП на ПХВ", "Коммунальное государственное предприятие на праве хозяйственного ведения", "ШЖҚ КМК", None),
    ("РГП", "Республиканское государственное предприятие", "РМК", "RSE"),
    ("НАО", "Некоммерческое акционерное общество", "КеАҚ", "NJSC"),
    ("ТОО", "Товарищество с ограниченной ответственностью", "ЖШС", "LLP"),
    ("АО", "Акционерное общество", "АҚ", "JSC"),
)
KAZAKH_FORMS = {
    "ШЖҚ РМК": "шаруашылық жүргізу құқығындағы республикалық мемлекеттік кәсіпорны",
    "РМК": "республикалық мемлекеттік кәсіпорны",
    "КеАҚ": "коммерциялық емес акционерлік қоғамы",
    "ЖШС": "жауапкершілігі шектеулі серіктестігі",
    "АҚ": "акционерлік қоғамы",
}
_QUOTES = (("«", "»"), ('"', '"'), ("“", "”"), ("„", "“"), ("'", "'"), ("", ""))
_ABBREVIATED = (
    (r"[Нн]аучно-исследовательский институт", "НИИ"),
    (r"[Нн]аучно-производственный центр", "НПЦ"),
    (r"\bимени\b", "им."),
    (r"Республики Казахстан", "РК"),
    (r"Қазақстан Республикасының?", "ҚР"),
    (r"[Уу]ниверситет\b", "ун-т"),
    (r"[Ии]нститут\b", "ин-т"),
    (r"государственный", "гос."),
    (r"академика", "акад."),
    (r"ғылыми-зерттеу институты", "ҒЗИ"),
    (r"Research Institute", "RI"),
    (r"Republic of Kazakhstan", "RK"),
)
_LOOK_ALIKE = dict(zip("АВСЕНКМОРТХасеорхуі", "ABCEHKMOPTXaceopxyi", strict=True))
_MISREAD = (("и", "н"), ("о", "0"), ("ш", "щ"), ("л", "п"), ("ц", "и"), ("г", "т"), ("е", "с"), ("ғ", "г"), ("қ", "к"))
_MISREAD_LATIN = (("l", "1"), ("o", "0"), ("e", "c"), ("i", "l"), ("u", "v"), ("a", "o"))


def split_form(name: str) -> tuple[str, str] | None:
    """A short or long Russian form in front or a Kazakh one behind, and the name proper without its outer marks."""
    for short, long, kazakh, _ in FORMS:
        for spelling in (long, short):
            if name.lower().startswith(spelling.lower() + " "):
                return short, _bare(name[len(spelling) :])
        for spelling in (KAZAKH_FORMS.get(kazakh, kazakh), kazakh):
            if name.lower().endswith(" " + spelling.lower()):
                return kazakh, _bare(name[: -len(spelling)])
    return None


def _bare(proper: str) -> str:
    """The outer quotation marks off, where they are a pair; «Фирма "А" lacks the second of the closing ones."""
    proper = proper.strip()
    if proper[:1] in '«"“' and proper[-1:] in '»"”':
        return proper[1:-1] if proper.count('"') % 2 == 0 or proper[0] == "«" else proper[1:]
    return proper


def drop_form(_: random.Random, name: str) -> str | None:
    found = split_form(name)
    return found[1] if found else None


def long_form(_: random.Random, name: str) -> str | None:
    found = split_form(name)
    if not found:
        return None
    for short, long, kazakh, _english in FORMS:
        if found[0] == short:
            return f"{long} «{found[1]}»"
        if found[0] == kazakh and kazakh in KAZAKH_FORMS:
            return f"«{found[1]}» {KAZAKH_FORMS[kazakh]}"
    return None


def short_form(_: random.Random, name: str) -> str | None:
    found = split_form(name)
    if not found:
        return None
    is_russian = any(found[0] == short for short, *_rest in FORMS)
    return f"{found[0]} «{found[1]}»" if is_russian else f"«{found[1]}» {found[0]}"


def translate_form(die: random.Random, name: str) -> str | None:
    found = split_form(name)
    for short, _, kazakh, english in FORMS:
        if found and found[0] in (short, kazakh):
            other = [form for form in (short, kazakh, english) if form and form != found[0]]
            form = die.choice(other)
            return f"«{found[1]}» {form}" if form == kazakh else f"{form} «{found[1]}»"
    return None


def move_form(_: random.Random, name: str) -> str | None:
    found = split_form(name)
    if not found:
        return None
    is_russian = any(found[0] == short for short, *_rest in FORMS)
    return f"«{found[1]}», {found[0]}" if is_russian else f"{found[0]} «{found[1]}»"


def other_quotes(die: random.Random, name: str) -> str | None:
    found = split_form(name)
    if not found or any(mark in found[1] for mark in '«"“'):
        return None
    left, right = die.choice(_QUOTES)
    return f"{found[0]} {left}{found[1]}{right}"


def other_case(die: random.Random, name: str) -> str | None:
    return die.choice((name.upper(), name.lower(), name.title()))


def abbreviate(_: random.Random, name: str) -> str | None:
    short = name
    for pattern, by in _ABBREVIATED:
        short = re.sub(pattern, by, short)
    return short if short != name else None


def look_alike_letters(die: random.Random, name: str) -> str | None:
    spoilt = "".join(_LOOK_ALIKE.get(letter, letter) if die.random() < 0.6 else letter for letter in name)
    return spoilt if spoilt != name else None


def all_look_alike_letters(_: random.Random, name: str) -> str | None:
    spoilt = "".join(_LOOK_ALIKE.get(letter, letter) for letter in name)
    return spoilt if spoilt != name else None


def decompose(_: random.Random, name: str) -> str | None:
    spoilt = unicodedata.normalize("NFD", name)
    return spoilt if spoilt != name else None


def mistype(die: random.Random, name: str) -> str | None:
    """One wrong letter in one long word, two in a name of many words."""
    words = list(re.finditer(r"[^\W\d_]{7,}", name))
    if not words:
        return None
    for match in sorted(die.sample(words, 2 if len(words) > 4 else 1), key=lambda each: -each.start()):
        at = die.randrange(match.start() + 1, match.end() - 1)
        letter = name[at]
        alphabet = "аеиосртлнкмдвпу" if re.match(r"[а-яёәіңғүұқөһ]", letter.lower()) else "aeiosrtlnkmdvpu"
        kind = die.randrange(4)
        if kind == 0:
            name = name[:at] + name[at + 1 :]
        elif kind == 1:
            name = name[:at] + letter + name[at:]
        elif kind == 2:
            name = name[:at] + die.choice(alphabet) + name[at + 1 :]
        else:
            name = name[: at - 1] + letter + name[at - 1] + name[at + 1 :]
    return name


def misread(die: random.Random, name: str) -> str | None:
    """A letter as a scanner reads it."""
    pairs = _MISREAD if re.search(r"[а-я]", name.lower()) else _MISREAD_LATIN
    found = [(at, by) for at, letter in enumerate(name) for what, by in pairs if letter == what and at > 3]
    if not found or len(name) < 15:
        return None
    at, by = die.choice(found)
    return name[:at] + by + name[at + 1 :]


def space(die: random.Random, name: str) -> str | None:
    """Blanks where none belong, and none where they do."""
    kind = die.randrange(4)
    if kind == 0:
        return re.sub(r" ", "  ", name)
    if kind == 1:
        return name.replace(" ", " ").replace("-", " - ") if "-" in name else name.replace(" ", " ")
    if kind == 2:
        return name.replace("-", " ") if "-" in name else None
    blanks = [match.start() for match in re.finditer(r"(?<=[^\W\d_]{5}) (?=[^\W\d_]{5})", name)]
    at = die.choice(blanks) if blanks else None
    return name[:at] + name[at + 1 :] if at else None


def country(die: random.Random, name: str) -> str | None:
    return name + die.choice(
        (" (KZ)", " [KZ]", " (КZ)", "(KZ)", ", KZ", " (Казахстан)", " (ҚР)", ", Республика Казахстан")
    )


def initials(die: random.Random, name: str) -> str | None:
    """Of the person whose name it bears: fewer, spaced otherwise, or the first name alone as an initial."""
    spaced = re.sub(r"\b(\w)\.\s?(\w)\.\s?(?=\w{3})", lambda m: die.choice((f"{m[1]}. {m[2]}. ", f"{m[1]}.", "")), name)
    if spaced != name:
        return spaced
    short = re.sub(r"(?<=имени )(\w)\w{3,} (?=\w{4,})", r"\1. ", name)
    return short if short != name else None


def address(die: random.Random, name: str) -> str | None:
    return name + die.choice(
        (
            ", 050000, г. Алматы, ул. Сатпаева, д. 22",
            ", 010000, Астана, пр. Мәңгілік Ел, 8",
            " (KZ), г. Караганда, мкр. Степной, 3",
            ", Almaty, 71 al-Farabi Ave., Kazakhstan",
        )
    )


def ministry(die: random.Random, name: str) -> str | None:
    """The body above: behind a Russian name, before it, before a Kazakh one."""
    above = die.choice(
        ("науки и высшего образования", "здравоохранения", "энергетики", "промышленности и строительства")
    )
    if re.search(r"[әіңғүұқө]", name):
        return f"Қазақстан Республикасы Денсаулық сақтау министрлігінің {name}" if "«" in name else None
    if not re.search(r"[а-я]", name):
        return f"{name} of the Ministry of Science and Higher Education of the Republic of Kazakhstan"
    if "инистерств" in name:
        return None
    kind = die.randrange(3)
    if kind == 0 and split_form(name):
        return f"Министерство {above} Республики Казахстан / {name}"
    return f"{name} Министерства {above} {die.choice(('РК', 'Республики Казахстан'))}"


SPOILERS: dict[str, Spoiler] = {
    "form dropped": drop_form,
    "form spelled out": long_form,
    "form shortened": short_form,
    "form translated": translate_form,
    "form moved": move_form,
    "quotation marks": other_quotes,
    "case": other_case,
    "abbreviated": abbreviate,
    "look-alike letters": look_alike_letters,
    "all look-alike letters": all_look_alike_letters,
    "decomposed": decompose,
    "mistyped": mistype,
    "misread": misread,
    "blanks and strokes": space,
    "country": country,
    "initials": initials,
    "address": address,
    "ministry": ministry,
}
