"""Letters as they are compared: what looks equal is equal, and every word has one spelling in Latin letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Pairs that no reader can tell apart, as capitals or as small letters.
_LATIN, _CYRILLIC = "abcehkmoptxyiəɵhr", "авсенкмортхуіәөһг"
_TO_CYRILLIC = str.maketrans("abcehkmoptxyiəɵ", "авсенкмортхуіәө")
_TO_LATIN = str.maketrans("авсенкмортхуіәө", "abcehkmoptxyiəɵ")
# Small letters that look alike only as small ones (р/p are above); Greek capitals that pass for both.
_GREEK = str.maketrans("αβεζηικμνορτυχ", "abezhikmnoptyx")
_AMBIGUOUS = frozenset("abcehkmoptxyiəɵавсенкмортхуіәө")
_CYRILLIC_LETTER = re.compile(r"[а-яёәіңғүұқөһѐ-ӿ]")
_LATIN_LETTER = re.compile(r"[a-zà-ɏəɵ]")

KAZAKH_LETTERS = re.compile(r"[әіңғүұқөһ]")
_KAZAKH_AS_RUSSIAN = str.maketrans("әіңғүұқөһё", "аингуукохе")

_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟″〝〞＂❝❞‹›", '"') | dict.fromkeys("‘’‚‛`´′ʼ", "'"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))
_BRACKETS = str.maketrans("[]{}（）", "()()()")

_TRANSLITERATION = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфхыэ", "abvgdeziiklmnoprstufhie", strict=True)),
        **{"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "iu", "я": "ia", "ё": "e"},
    }
)
_LATIN_SPELLINGS = (
    ("kh", "h"),
    ("gh", "g"),
    ("dzh", "zh"),
    ("dj", "zh"),
    ("ph", "f"),
    ("ck", "k"),
    ("tz", "ts"),
    ("q", "k"),
    ("w", "u"),
    ("x", "ks"),
    ("ye", "e"),
    ("yo", "e"),
    ("yu", "iu"),
    ("ya", "ia"),
    ("yi", "i"),
    ("y", "i"),
    ("j", "zh"),
)


_DOUBLED = re.compile(r"''|‘‘|’’|``|´´|,,(?=\w)|<<|>>")
_BLANKS = re.compile(r"[^\S\n\r]")
_CONTROLS = [chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) in ("Cf", "Cc")]
_UNSEEN = re.compile("[" + re.escape("".join(mark for mark in _CONTROLS if mark not in "\n\r")) + "]")


def seen(text: str) -> str:
    """NFC; blanks are blanks, marks that nobody sees are gone, and two marks for one quotation mark are one."""
    text = _DOUBLED.sub('"', unicodedata.normalize("NFC", text))
    return _UNSEEN.sub("", _BLANKS.sub(" ", text))


_ONE_SORT = _QUOTES | _DASHES | _BRACKETS


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """What is seen of a text, with one quotation mark, one dash and one sort of brackets; as long as what is seen."""
    return seen(text).translate(_ONE_SORT)


_MISREAD_DIGITS = {True: str.maketrans("03", "оз"), False: str.maketrans("01", "ol")}


def _digits_as_letters(word: str, is_cyrillic_around: bool) -> str:
    """A single digit among letters is a misread letter: «Inf0rmation»."""
    digits = [at for at, letter in enumerate(word) if letter.isdigit()]
    if len(digits) == 1 and len(word) >= 3 and 0 < digits[0] < len(word) - 1:
        return word.translate(_MISREAD_DIGITS[is_cyrillic_around])
    return word


@lru_cache(maxsize=200_000)
def one_script(word: str, is_cyrillic_around: bool) -> str:
    """A word in small letters of one script; letters that look alike are read as of the script of the others.

    A word of nothing but such letters is read in the script that surrounds it.
    """
    word = unicodedata.normalize("NFC", word.lower()).translate(_GREEK).replace("ё", "е")
    word = _digits_as_letters(word, is_cyrillic_around)
    telling = [letter for letter in word if letter not in _AMBIGUOUS]
    cyrillic = sum(1 for letter in telling if _CYRILLIC_LETTER.match(letter))
    latin = sum(1 for letter in telling if _LATIN_LETTER.match(letter))
    if cyrillic == latin:
        return word.translate(_TO_CYRILLIC if is_cyrillic_around else _TO_LATIN)
    return word.translate(_TO_CYRILLIC if cyrillic > latin else _TO_LATIN)


def read_as_cyrillic(word: str) -> str:
    """A word with its look-alike letters as Cyrillic ones, whatever surrounds it: «AO» is АО in an English name too."""
    return word.translate(_TO_CYRILLIC)


def is_of_either_script(word: str) -> bool:
    """Whether every letter of a word looks the same in the other script."""
    return len(word) > 2 and _AMBIGUOUS.issuperset(word)


def is_cyrillic(text: str) -> bool:
    """Whether a text is in Cyrillic letters, look-alikes aside."""
    telling = [letter for letter in text.lower() if letter not in _AMBIGUOUS]
    cyrillic = sum(1 for letter in telling if _CYRILLIC_LETTER.match(letter))
    return cyrillic * 2 >= sum(1 for letter in telling if letter.isalpha())


def as_russian(word: str) -> str:
    """Kazakh letters as the Russian ones that stand for them."""
    return word.translate(_KAZAKH_AS_RUSSIAN)


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """A word in Latin letters, the usual ways to spell one sound made one: Сәтбаев, Satbayev, Сатбаев → satbaev."""
    word = as_russian(word)
    if _CYRILLIC_LETTER.search(word):
        word = word.translate(_TRANSLITERATION)
    else:
        decomposed = unicodedata.normalize("NFKD", word.replace("ı", "i").replace("ə", "a").replace("ŋ", "n"))
        word = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
        for spelling, sound in _LATIN_SPELLINGS:
            word = word.replace(spelling, sound)
    return re.sub(r"([a-z])\1+", r"\1", word)


_RUSSIAN_ENDINGS = (
    "ого его ому ему ыми ими ый ий ой ая яя ое ее ые ие ых их ым им ую юю ам ям ах ях ами ями ом ем ей ия "
    "ии ию ием иям а я ы и у ю е о ь й"
)
_KAZAKH_ENDINGS = (
    "ынын инин сынын синин нын нин дын дин тын тин ындагы индеги дагы деги тагы теги ына ине ында инде сы "
    "си лары лери дары дери тары тери ларынын леринин ларын лерин лар лер дар дер тар тер лык лик дык дик "
    "тык тик лыгы лиги дыгы диги тыгы тиги лыгынын лигинин дыгынын дигинин тыгынын тигинин нде нда га ге "
    "ка ке"
)
_ENDINGS = sorted({*_RUSSIAN_ENDINGS.split(), *_KAZAKH_ENDINGS.split()}, key=lambda ending: (-len(ending), ending))
_SHORTEST_STEM = 4


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A Cyrillic word without its ending, Kazakh letters as Russian ones; any other word as it is."""
    word = as_russian(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word
