"""Numbers and dates as Russian official documents write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal

from naukograd.core.cell import figure_of
from naukograd.core.periods import ALMATY
from naukograd.report.marks import marked

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
# Wide enough for any sum of tenge: the default 28 digits make quantize() fail on what numeric can hold.
_CONTEXT = Context(prec=100, rounding=ROUND_HALF_UP)


def rounded(value: Decimal, digits: int) -> Decimal:
    """``value`` to ``digits`` decimals, halves away from zero, never a negative zero.

    Raises:
        ValueError: ``value`` is not finite.
    """
    if not value.is_finite():
        raise ValueError(f"{value} cannot be printed as a number")
    # Adding zero turns -0 into 0.
    return _CONTEXT.add(value.quantize(Decimal(1).scaleb(-digits), context=_CONTEXT), Decimal(0))


def number(value: Decimal | int, digits: int = 0) -> str:
    """``1234567.891`` with two digits as ``1 234 567,89``: no-break spaces, decimal comma, a true minus sign.

    A cell is marked as what it is.
    """
    return marked(_written(value, digits), figure_of(value))


def signed(value: Decimal, digits: int) -> str:
    """Like `number`, with a plus sign before what is above zero."""
    text = _written(value, digits)
    return marked(f"+{text}" if rounded(value, digits) > 0 else text, figure_of(value))


def _written(value: Decimal | int, digits: int) -> str:
    exact = rounded(Decimal(value), digits)
    text = f"{exact.copy_abs():,.{digits}f}".replace(",", NBSP).replace(".", ",")
    return MINUS + text if exact < 0 else text


def digits_to_tell(value: Decimal, mark: Decimal, least: int) -> int:
    """The fewest decimals, at least ``least``, at which ``value`` does not look equal to a ``mark`` it differs from.

    A missed target of 2.35 must not read "2,35 of 2,35, missed".
    """
    digits = least
    while value != mark and rounded(value, digits) == rounded(mark, digits):
        digits += 1
    return digits


def day(moment: datetime) -> str:
    """The day in Asia/Almaty, ``20.04.2027``."""
    return f"{moment.astimezone(ALMATY):%d.%m.%Y}"


def day_and_time(moment: datetime) -> str:
    """The minute in Asia/Almaty, ``20.04.2027 18:05``."""
    return f"{moment.astimezone(ALMATY):%d.%m.%Y}{NBSP}{moment.astimezone(ALMATY):%H:%M}"


def day_of(day: date) -> str:
    """A calendar day, ``20.04.2027``."""
    return f"{day:%d.%m.%Y}"


def form(count: Decimal | int) -> str:
    """Which form of a noun a number takes: ``one`` (1 место), ``few`` (2 места; 1,5 места) or ``many`` (5 мест)."""
    whole = abs(Decimal(count))
    if whole != int(whole):
        return "few"
    tens, ones = int(whole) % 100, int(whole) % 10
    if ones == 1 and tens != 11:
        return "one"
    return "few" if ones in (2, 3, 4) and tens not in (12, 13, 14) else "many"
