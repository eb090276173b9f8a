"""Legal forms: written short or long, in Russian, Kazakh or English, in front of a name, behind it or within."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from naukograd.matching.letters import as_russian, read_as_cyrillic, stem

# Spellings of each form. A Kazakh form may stand in the genitive: what follows then belongs to it (a branch, a child).
SPELLINGS = {
    "llp": (
        "ТОО",
        "товарищество с ограниченной ответственностью",
        "тов-во с ограниченной ответственностью",
        "ЖШС",
        "жауапкершілігі шектеулі серіктестік",
        "LLP",
        "LLC",
        "limited liability partnership",
        "limited liability company",
    ),
    "alp": ("ТДО", "товарищество с дополнительной ответственностью", "ҚЖС"),
    "jsc": (
        "АО",
        "акционерное общество",
        "ОАО",
        "открытое акционерное общество",
        "ЗАО",
        "закрытое акционерное общество",
        "АҚ",
        "АК",
        "акционерлік қоғам",
        "ААҚ",
        "ашық акционерлік қоғам",
        "ЖАҚ",
        "жабық акционерлік қоғам",
        "JSC",
        "joint stock company",
        "OJSC",
        "open joint stock company",
        "CJSC",
    ),
    "njsc": (
        "НАО",
        "НКАО",
        "некоммерческое акционерное общество",
        "КеАҚ",
        "КЕАК",
        "коммерциялық емес акционерлік қоғам",
        "NJSC",
        "NCJSC",
        "NPJSC",
        "NP JSC",
        "NC JSC",
        "non profit joint stock company",
        "nonprofit joint stock company",
        "non commercial joint stock company",
        "noncommercial joint stock company",
    ),
    "rse_rem": (
        "РГП на ПХВ",
        "РГП ПХВ",
        "республиканское государственное предприятие на праве хозяйственного ведения",
        "республиканское государственное предприятие на ПХВ",
        "ШЖҚ РМК",
        "РМК ШЖҚ",
        "ШЖҚ республикалық мемлекеттік кәсіпорын",
        "шаруашылық жүргізу құқығындағы республикалық мемлекеттік кәсіпорын",
        "шаруашылық жүргізу құқығындағы РМК",
        "RSE on REM",
        "RSE REM",
        "RSE on the REM",
        "RSE on the right of economic management",
        "republican state enterprise on the right of economic management",
        "republican state enterprise with the right of economic management",
        "republican state enterprise on the right of economic use",
    ),
    "rse": (
        "РГП",
        "республиканское государственное предприятие",
        "РМК",
        "республикалық мемлекеттік кәсіпорын",
        "RSE",
        "republican state enterprise",
    ),
    "rse_treasury": (
        "РГКП",
        "республиканское государственное казенное предприятие",
        "РМҚК",
        "республикалық мемлекеттік қазыналық кәсіпорын",
        "RSSE",
        "republican state owned enterprise",
    ),
    "mse_rem": (
        "КГП на ПХВ",
        "ГКП на ПХВ",
        "коммунальное государственное предприятие на праве хозяйственного ведения",
        "государственное коммунальное предприятие на праве хозяйственного ведения",
        "ШЖҚ КМК",
        "ШЖҚ МКК",
        "шаруашылық жүргізу құқығындағы коммуналдық мемлекеттік кәсіпорын",
        "шаруашылық жүргізу құқығындағы мемлекеттік коммуналдық кәсіпорын",
    ),
    "mse": (
        "КГП",
        "ГКП",
        "коммунальное государственное предприятие",
        "государственное коммунальное предприятие",
        "КМК",
        "МКК",
        "коммуналдық мемлекеттік кәсіпорын",
        "мемлекеттік коммуналдық кәсіпорын",
    ),
    "mse_treasury": (
        "КГКП",
        "ГККП",
        "коммунальное государственное казенное предприятие",
        "государственное коммунальное казенное предприятие",
        "КМҚК",
        "МКҚК",
        "коммуналдық мемлекеттік қазыналық кәсіпорын",
        "мемлекеттік коммуналдық қазыналық кәсіпорын",
    ),
    "subsidiary_se": (
        "ДГП",
        "ДГП на ПХВ",
        "ДГП ПХВ",
        "дочернее государственное предприятие",
        "дочернее государственное предприятие на праве хозяйственного ведения",
        "ЕМК",
        "ШЖҚ ЕМК",
        "еншілес мемлекеттік кәсіпорын",
        "subsidiary state enterprise",
    ),
    "state_enterprise": (
        "ГП",
        "ГП на ПХВ",
        "государственное предприятие",
        "государственное предприятие на праве хозяйственного ведения",
        "мемлекеттік кәсіпорын",
        "state enterprise",
    ),
    "aeo": (
        "АОО",
        "автономная организация образования",
        "ДБҰ",
        "ДББҰ",
        "дербес білім беру ұйымы",
        "AEO",
        "autonomous organization of education",
        "autonomous organisation of education",
        "autonomous educational organization",
        "autonomous educational organisation",
    ),
    "institution": (
        "ГУ",
        "РГУ",
        "КГУ",
        "государственное учреждение",
        "республиканское государственное учреждение",
        "коммунальное государственное учреждение",
        "ММ",
        "РММ",
        "КММ",
        "мемлекеттік мекеме",
        "республикалық мемлекеттік мекеме",
        "коммуналдық мемлекеттік мекеме",
        "state institution",
        "republican state institution",
    ),
    "private_institution": (
        "ЧУ",
        "частное учреждение",
        "УЧ",
        "НУО",
        "негосударственное учреждение образования",
        "жеке мекеме",
        "private institution",
        "учреждение",
        "мекемесі",
    ),
    "sole_trader": ("ИП", "индивидуальный предприниматель", "ЖК", "жеке кәсіпкер", "individual entrepreneur"),
    "farm": ("КХ", "ФХ", "крестьянское хозяйство", "крестьянское фермерское хозяйство", "шаруа қожалығы"),
    "association": (
        "ОЮЛ",
        "ОЮЛ в форме ассоциации",
        "объединение юридических лиц",
        "объединение юридических лиц в форме ассоциации",
        "ЗТБ",
        "заңды тұлғалар бірлестігі",
        "заңды тұлғалардың бірлестігі",
        "association of legal entities",
        "ALE",
    ),
    "public_association": (
        "ОО",
        "РОО",
        "общественное объединение",
        "республиканское общественное объединение",
        "қоғамдық бірлестік",
        "республикалық қоғамдық бірлестік",
        "public association",
    ),
    "fund": (
        "ОФ",
        "общественный фонд",
        "ҚҚ",
        "қоғамдық қор",
        "КФ",
        "корпоративный фонд",
        "корпоративтік қор",
        "частный фонд",
        "жеке қор",
        "public foundation",
        "corporate fund",
        "private foundation",
    ),
    "cooperative": (
        "ПК",
        "производственный кооператив",
        "потребительский кооператив",
        "СПК",
        "сельскохозяйственный производственный кооператив",
        "өндірістік кооператив",
        "тұтыну кооперативі",
    ),
    "private_company": ("ЧК", "частная компания", "жеке компания", "private company"),
    # Of other countries, but met in the bulletin: they must not pass for names without a form.
    "foreign": (
        *("ООО", "общество с ограниченной ответственностью", "ОсОО", "ПАО", "публичное акционерное общество"),
        *("ФГУП", "ФГБУ", "ФГБОУ", "ФГБОУ ВО", "ФГАОУ", "ФГАОУ ВО", "ФГБУН", "ГБОУ", "ЧУП"),
        *("GmbH", "BV", "NV", "SA", "AG", "PLC", "Inc", "Incorporated", "Corp", "SRL", "SPA", "UAB", "OÜ", "Pte Ltd"),
    ),
    # Of any country.
    "limited": ("Ltd", "Co Ltd", "Limited", "ЛТД"),
}

STATE = frozenset(
    "jsc njsc rse_rem rse rse_treasury mse_rem mse mse_treasury subsidiary_se state_enterprise aeo institution".split()
)
"""The State has turned organisations of these forms into one another: such a change makes no other organisation."""

_GENITIVE = ("нің", "ның", "дің", "дың", "тің", "тың")
_KAZAKH_ENDED = ("серіктестігі", "қоғамы", "мекемесі", "кәсіпорны", "бірлестігі", "қожалығы", "ұйымы")
_TYPO_FROM = 7


ADDED = frozenset(("limited", "foreign"))
"""Forms that may stand in a name beside the owner's own: ТОО «Станимир LTD»."""


@dataclass(frozen=True, slots=True)
class Found:
    """A form within words: which, from where to where, and whether what follows belongs to it."""

    form: str
    start: int
    end: int
    is_genitive: bool


def find(words: tuple[str, ...], is_capital: tuple[bool, ...], is_edge: tuple[bool, ...]) -> list[Found]:
    """All forms in words (small letters, one script), left to right, the longest at each place.

    A short form counts where it is in capitals, or where a name begins, ends or a quotation mark is next to it: «ао»
    may be a part of another word.
    """
    found, at = [], 0
    spelled = tuple(canonical(word) for word in words)
    while at < len(words):
        phrase = _longest(spelled, at)
        if phrase is None:
            at += 1
            continue
        form, end = phrase
        is_short = end - at == 1 and len(words[at]) <= 5
        if is_short and not (is_capital[at] or is_edge[at] or (at + 1 < len(words) and is_edge[at + 1])):
            at += 1
            continue
        last = end
        is_genitive = words[end - 1].endswith(_GENITIVE)
        if end < len(words) and words[end] in _GENITIVE:
            is_genitive, last = True, end + 1
        found.append(Found(form, at, last, is_genitive))
        at = last
    return found


def _longest(spelled: tuple[str | None, ...], at: int) -> tuple[str, int] | None:
    phrases, longest = _phrases()
    for end in range(min(len(spelled), at + longest), at, -1):
        form = phrases.get(spelled[at:end])
        if form:
            return form, end
    return None


@cache
def _phrases() -> tuple[dict[tuple[str | None, ...], str], int]:
    found: dict[tuple[str | None, ...], str] = {}
    for form, spellings in SPELLINGS.items():
        for spelling in spellings:
            found.setdefault(tuple(_root(word) for word in _split(spelling)), form)
    return found, max(map(len, found))


def _split(spelling: str) -> list[str]:
    return spelling.lower().replace("-", " ").replace("/", " ").split()


def _root(word: str) -> str:
    """Without its ending, and without one more: мекеме and мекемесі are one."""
    return stem(stem(word)) if len(word) > 4 else as_russian(word)


@cache
def _roots() -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """Roots of all words of forms; and words long enough to be known though misspelt, with their roots."""
    words = {word for spellings in SPELLINGS.values() for spelling in spellings for word in _split(spelling)}
    words.update(_KAZAKH_ENDED)
    long = {(as_russian(word), _root(word)) for word in words if len(word) >= _TYPO_FROM}
    return frozenset(map(_root, words)), tuple(sorted(long))


@lru_cache(maxsize=100_000)
def canonical(word: str) -> str | None:
    """The word of a legal form that this one is, a typing error aside."""
    exact, long = _roots()
    root = _root(word)
    if root in exact:
        return root
    if len(word) <= 5 and _root(read_as_cyrillic(word)) in exact:
        return _root(read_as_cyrillic(word))
    if len(word) < _TYPO_FROM:
        return None
    folded = as_russian(word)
    distance, meant, best = min((OSA.distance(folded, other, score_cutoff=2), other, its) for other, its in long)
    return best if distance <= (1 if len(meant) < 10 else 2) else None
