"""Science and technology output as filed, as tabulated, and its neighbour: innovative output."""

from __future__ import annotations

from decimal import Decimal

from . import Case, Change
from .bns import REGIONS

FILED, INNOVATION, TABULATED = "filings.output", "bns.innovation_form", "bns.science_output_form"


def sale(n: int = 0, **changed: object) -> dict[str, object]:
    """A row without VAT; the number keeps rows apart."""
    return {
        "territory_code": "kurchatov",
        "year": 2025,
        "quarter": 1,
        "bin": "020240000555",
        "unit_ru": "Головная организация",
        "unit_kato": "101810000",
        "stated_kind": "rd_services",
        "product_ru": f"Исследование {n}",
        "product_code": "72199",
        "buyer_bin": None,
        "revenue_kzt": Decimal(10_000_000),
        "vat_kzt": Decimal(0),
    } | changed


def sales(**changed: object) -> list[dict[str, object]]:
    return [sale(1), sale(2, vat_kzt=Decimal(1_200_000)), sale(3, **changed)]


def year(*quarters: int, **changed: object) -> list[dict[str, object]]:
    """A row for each quarter, of so many times ten million; those of zero are not there."""
    return [
        sale(quarter=n, revenue_kzt=Decimal(10_000_000 * times), **changed)
        for n, times in enumerate(quarters, 1)
        if times
    ]


def region(kato: str, mln: int | None, **changed: object) -> dict[str, object]:
    return {
        "year": 2024,
        "region_kato": kato,
        "innovative_output_mln_kzt": None if mln is None else Decimal(mln),
        "is_confidential": mln is None,
    } | changed


def regions(
    nation: int = 1_839_251, first: int | None = 800_000, last: dict[str, object] | None = None, **changed: object
) -> list[dict[str, object]]:
    rest = 1_839_251 - 800_000
    shown = {"710000000": first, "750000000": rest - 18 * 1_000}
    others = [region(kato, shown.get(kato, 1_000)) for kato in REGIONS if kato != "000000000"]
    return [region("000000000", nation, **changed), *others[:-1], others[-1] | (last or {})]


def earlier(**changed: int) -> list[dict[str, object]]:
    return [row | {"year": 2023} for row in regions(**changed)]


def place(code: str, mln: int | None, **changed: object) -> dict[str, object]:
    output = None if mln is None else Decimal(mln) * 1_000_000
    return {
        "year": 2024,
        "territory_code": code,
        "rd_kzt": output,
        "products_kzt": None if mln is None else Decimal(0),
        "output_kzt": output,
        "is_confidential": mln is None,
    } | changed


def places(total: int = 4_000, first: int | None = 1_000, **changed: object) -> list[dict[str, object]]:
    return [
        place("inp_park", first, **changed),
        place("nu_park", 1_000),
        place("kurchatov", 2_000),
        place("total", total),
    ]


GOOD = {
    # VAT of 16 % is right from 2026 on; the nation's row may exceed what is shown where a region is withheld.
    FILED: ("nu_park/2026", [sale(territory_code="nu_park", year=2026, vat_kzt=Decimal(1_600_000))]),
    INNOVATION: ("99051", regions(first=None)),
    TABULATED: ("99052", places(first=None)),
}
FAILING: list[Case] = [
    (FILED, "has_rows", "kurchatov/2025", [], 0),
    (FILED, "fully_readable", "kurchatov/2025", sales(), 1),
    (FILED, "output_of_another_territory", "kurchatov/2025", sales(territory_code="nu_park"), 0),
    (FILED, "output_of_another_year", "kurchatov/2025", sales(year=2024), 0),
    (FILED, "repeated_output", "kurchatov/2025", [*sales(), sale(1, revenue_kzt=Decimal(7))], 0),
    (FILED, "implausible_revenue", "kurchatov/2025", sales(revenue_kzt=Decimal(-1000)), 0),
    (FILED, "implausible_revenue", "kurchatov/2025", sales(revenue_kzt=Decimal(10_000_001_000)), 0),
    (FILED, "vat_above_rate", "kurchatov/2025", sales(vat_kzt=Decimal(1_600_000)), 0),
    (FILED, "vat_above_rate", "kurchatov/2025", sales(vat_kzt=Decimal(-1_000)), 0),
    (FILED, "revenue_with_vat", "kurchatov/2025", sales(vat_kzt=Decimal(1_071_429)), 0),
    (FILED, "thousands_of_tenge", "kurchatov/2025", [sale(revenue_kzt=Decimal(999_000))], 0),
    (FILED, "unknown_product_code", "kurchatov/2025", sales(product_code="34100", stated_kind=None), 0),
    (FILED, "kind_against_code", "kurchatov/2025", sales(product_code="26511"), 0),
    (FILED, "kind_against_code", "kurchatov/2025", sales(stated_kind="science_intensive_products"), 0),
    (FILED, "zero_of_a_product", "kurchatov/2025", sales(revenue_kzt=Decimal(0)), 0),
    (FILED, "far_from_the_sellers_others", "kurchatov/2025", sales(revenue_kzt=Decimal(99_999)), 0),
    (FILED, "year_to_date", "kurchatov/2025", year(1, 2, 3, 4), 0),
    (FILED, "begins_like_a_formula", "kurchatov/2025", sales(product_ru="=cmd|' /C calc'!A0"), 0),
    (FILED, "spoiled_name", "kurchatov/2025", sales(product_ru="Р?СЃСЃР»РµРґРѕРІР°РЅРёРµ"), 0),
    (INNOVATION, "has_rows", "1", [], 0),
    (INNOVATION, "fully_readable", "1", regions(), 1),
    (INNOVATION, "nation_every_year", "1", [*regions(), region("710000000", 5, year=2023)], 0),
    (INNOVATION, "repeated_regions", "1", [*regions(), region("000000000", 1_839_251)], 0),
    (INNOVATION, "regions_beyond_nation", "1", regions(nation=1_839_249), 0),
    (INNOVATION, "regions_beyond_nation", "1", regions(nation=1_839_253), 0),
    (INNOVATION, "tabulated_year_is_over", "1", [*regions(), region("000000000", 1_900_000, year=2026)], 0),
    (INNOVATION, "implausible_innovation", "1", [region("000000000", 1_839)], 0),
    (INNOVATION, "regions_missing", "1", regions()[:-1], 0),
    (INNOVATION, "unknown_region", "1", regions(last={"region_kato": "990000000"}), 0),
    (INNOVATION, "region_under_another_code", "1", regions(last={"region_ru": "Абай"}), 0),
    (INNOVATION, "innovation_of_zero", "1", regions(last={"innovative_output_mln_kzt": Decimal(0)}), 0),
    (INNOVATION, "far_from_the_year_before", "1", [*regions(), *earlier(nation=2_200_000)], 0),
    (INNOVATION, "far_from_the_year_before", "1", [*regions(), *earlier(nation=1_149_000)], 0),
    (INNOVATION, "form_is_fresh", "1", [row | {"year": 2023} for row in regions()], 0),
    (TABULATED, "output_of_zero", "1", places(output_kzt=Decimal(0)), 0),
    (TABULATED, "far_from_the_year_before", "1", [*places(), *({**row, "year": 2023} for row in places(2_000, 0))], 0),
    (TABULATED, "form_is_fresh", "1", [{**row, "year": 2023} for row in places()], 0),
    (TABULATED, "has_rows", "1", [], 0),
    (TABULATED, "fully_readable", "1", places(), 1),
    (TABULATED, "all_territories", "1", places()[1:], 0),
    (TABULATED, "all_territories", "1", [*places(), place("total", 3_000, year=2023)], 0),
    (TABULATED, "repeated_territories", "1", [*places(), place("total", 4_000)], 0),
    (TABULATED, "parts_beyond_total", "1", places(products_kzt=Decimal(201_000)), 0),
    (TABULATED, "territories_beyond_total", "1", places(total=3_999), 0),
    (TABULATED, "territories_beyond_total", "1", places(total=4_001), 0),
    (TABULATED, "tabulated_year_is_over", "1", [{**row, "year": 2026} for row in places()], 0),
    (TABULATED, "implausible_output", "1", [*places(), *places(total=4_000_000, first=None)], 0),
]
SHRINKING: list[Case] = [
    (FILED, "not_shrunk", "kurchatov/2025", sales(), 5),
]
_REVISED = regions(last={"innovative_output_mln_kzt": Decimal(1_011)})
CHANGING: list[Change] = [
    (INNOVATION, "figures_gone", "99051", [*regions(), *earlier()], "99051", regions()),
    (INNOVATION, "figures_revised", "99051", regions(), "99051", _REVISED),
    (TABULATED, "figures_gone", "99052", places(), "99052", places(first=None)),
    (TABULATED, "figures_revised", "99052", places(), "99052", places(rd_kzt=Decimal(1_011_000_000))),
]
ELSEWHERE = {(TABULATED, "differs_from_filings"), (FILED, "unknown_participant")}
BEFORE, NOW = "kurchatov/2024", "kurchatov/2025"
CHANGING += [
    (FILED, "regular_sale_missing", BEFORE, year(1, 1, 1, 1, year=2024), NOW, year(1, 1, 1, 0)),
    (FILED, "seller_out_of_scale", BEFORE, year(1, 1, 1, 1, year=2024), NOW, year(11, 11, 11, 11)),
]
ELSEWHERE |= {(FILED, name) for name in ("unknown_participant", "quarter_missing", "seller_stopped")}
