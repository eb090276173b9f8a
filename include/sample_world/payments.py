"""A payment, its nature, and the codes in which the tax service writes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, auto

from sample_world.participants import MARK_KK, MARK_RU, Payer
from sample_world.times import stamp

COLUMNS = (
    "IIN_BIN",
    "NameRu",
    "TaxOrgCode",
    "NameTaxRu",
    "NameTaxKz",
    "KBK",
    "KBKNameRu",
    "KBKNameKz",
    "PayNum",
    "PayType",
    "EntryType",
    "ReceiptDate",
    "WriteOffDate",
    "Summa",
)
WireRow = tuple[str, ...]


class Nature(Enum):
    """What a payment is, decided before any code is written on it."""

    TAX = auto()
    WITHHELD_TAX = auto()
    IMPORT_VAT = auto()
    PENALTY = auto()
    SOCIAL = auto()
    FINE = auto()
    PROPERTY_SALE = auto()


COUNTED = frozenset({Nature.TAX, Nature.WITHHELD_TAX, Nature.IMPORT_VAT})

KBK = {
    "101110": ("КПН с субъектов крупного предпринимательства", "Ірі кәсіпкерлік субъектілерінен КТС"),
    "101111": ("КПН, за исключением субъектов крупного предпринимательства", "КТС, өзге субъектілер"),
    "101201": ("ИПН с доходов, облагаемых у источника выплаты", "Төлем көзінен салынатын ЖТС"),
    "101202": ("ИПН с доходов, не облагаемых у источника выплаты", "Төлем көзінен салынбайтын ЖТС"),
    "103101": ("Социальный налог", "Әлеуметтік салық"),
    "104101": ("Налог на имущество юридических лиц", "Заңды тұлғалардың мүлкіне салынатын салық"),
    "105101": ("НДС на товары, произведённые в Республике Казахстан", "ҚР өндірілген тауарларға ҚҚС"),
    "105102": ("НДС на товары, импортируемые в Республику Казахстан", "ҚР импортталатын тауарларға ҚҚС"),
    "902101": ("Поступления социальных отчислений", "Әлеуметтік аударымдардың түсімдері"),
    # Inferred, not confirmed: a code of category 2 (fines) and one of category 3 (sale of fixed capital).
    "204101": ("Административные штрафы", "Әкімшілік айыппұлдар"),
    "301101": ("Поступления от продажи имущества", "Мүлікті сатудан түсетін түсімдер"),
}
TAX_OFFICES = {
    "inp_park": ("6007", "УГД по Медеускому району", "Медеу ауданы бойынша МКБ"),
    "nu_park": ("6205", "УГД по району Есиль", "Есіл ауданы бойынша МКБ"),
    "kurchatov": ("1812", "УГД по г. Курчатов", "Курчатов қ. бойынша МКБ"),
    "elsewhere": ("3001", "УГД прочих районов", "Өзге аудандар бойынша МКБ"),
}


@dataclass(frozen=True, slots=True)
class Payment:
    """One row of the tax service. ``tiyn``: signed hundredths of a tenge, None for an empty «Summa».

    It is shown from ``known_at`` until ``withdrawn_at`` (None: for good).
    """

    payer: Payer
    nature: Nature
    kbk: str
    pay_type: str
    entry_type: str
    number: str
    receipt: date
    write_off: date
    tiyn: int | None
    known_at: datetime
    withdrawn_at: datetime | None

    def is_shown(self, moment: datetime) -> bool:
        """Whether the tax service shows the row at ``moment``."""
        return self.known_at <= moment and (self.withdrawn_at is None or moment < self.withdrawn_at)

    def row(self) -> WireRow:
        """The row as text, in the order of COLUMNS."""
        return (
            self.payer.bin,
            self.payer.name_ru,
            *office_texts(self.payer.territory),
            *kbk_texts(self.kbk),
            self.number,
            self.pay_type,
            self.entry_type,
            stamp(self.receipt),
            stamp(self.write_off),
            tenge(self.tiyn),
        )


def office_texts(territory: str) -> tuple[str, str, str]:
    """A tax office's code and its marked names."""
    code, name_ru, name_kk = TAX_OFFICES[territory]
    return code, f"{name_ru} {MARK_RU}", f"{name_kk} {MARK_KK}"


def kbk_texts(kbk: str) -> tuple[str, str, str]:
    """A budget code and its names."""
    return (kbk, *KBK[kbk])


def tenge(tiyn: int | None) -> str:
    """An exact dot-decimal sum in tenge; empty for None."""
    return "" if tiyn is None else str(Decimal(tiyn).scaleb(-2))
