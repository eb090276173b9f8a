"""The country of the invented report: regions, other countries, facts, results and decisions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from naukograd.report.model import Comparison, Decision, ExpectedResult, Fact, Region, TerritoryFacts
from naukograd.report.model.country import NATION

MEASURES = {
    "rd_expenditure_share": ("Внутренние затраты на НИОКР, % к ВВП", "percent"),
    "researchers_per_million": ("Исследователи (в эквиваленте полной занятости) на миллион жителей", "persons"),
    "patent_applications_residents": ("Заявки на патенты, поданные резидентами", "applications"),
    "patent_applications_nonresidents": ("Заявки на патенты, поданные нерезидентами", "applications"),
    "high_technology_exports_share": ("Доля высокотехнологичного экспорта, %", "percent"),
}
ECONOMIES = {"KAZ": "Казахстан", "KOR": "Южная Корея", "JPN": "Япония", "USA": "США", "CHN": "Китай", "DEU": "Германия"}

REGIONS = (
    "область Абай",
    "Акмолинская область",
    "Актюбинская область",
    "Алматинская область",
    "Атырауская область",
    "Западно-Казахстанская область",
    "Жамбылская область",
    "область Жетісу",
    "Карагандинская область",
    "Костанайская область",
    "Кызылординская область",
    "Мангистауская область",
    "Павлодарская область",
    "Северо-Казахстанская область",
    "Туркестанская область",
    "область Ұлытау",
    "Восточно-Казахстанская область",
    "город Астана",
    "город Алматы",
    "город Шымкент",
)


def territories(rows: list[dict[str, str]]) -> tuple[TerritoryFacts, ...]:
    def status(code: str) -> tuple[int | None, int | None, Decimal | None, Decimal | None]:
        return (610, 14_250, Decimal("4.28"), Decimal(3)) if code == "kurchatov" else (None, None, None, None)

    return tuple(
        TerritoryFacts(
            row["territory_code"],
            row["name_ru"],
            row["core_organization_ru"],
            row["region_ru"],
            date.fromisoformat(row["launch_deadline"]) if row["launch_deadline"] else None,
            17,
            *status(row["territory_code"]),
        )
        for row in rows
    )


def regions() -> tuple[Region, ...]:
    """Two years: of the later one only the population is known."""
    found = []
    for at, region in enumerate(("Республика Казахстан", *REGIONS)):
        kato = f"{10 + at}0000000" if at else NATION
        amounts = (Decimal(f"{3189 + 97 * at}.5"), Decimal(f"{7 + at}.25"), 1394 + at, Decimal(f"{5 + at}.1"))
        grp, expenditure, personnel, cost = (
            amounts if at else (Decimal("134251.9"), Decimal("219.7"), 27146, Decimal("8.1"))
        )
        since = date(2022, 6, 8) if region in ("область Абай", "область Жетісу", "область Ұлытау") else None
        found.append(
            Region(
                kato,
                region,
                2024,
                700_000 + at,
                Decimal("5120.4"),
                grp,
                expenditure,
                personnel,
                cost,
                Decimal(769 + at),
                since,
                None,
            )
        )
        found.append(Region(kato, region, 2025, 705_000 + at, None, None, None, None, None, None, since, None))
    return tuple(found)


def comparisons() -> tuple[Comparison, ...]:
    world = [
        Comparison(
            code,
            text,
            unit,
            economy,
            name,
            2022 + (at + place) % 2,
            Decimal("0.14") * (at + 1) if unit == "percent" else Decimal(700 * (at + 1)),
            "worldbank",
            "2026-10-07",
            code == "rd_expenditure_share" and economy == "KOR",
            Decimal("4.93") if code == "rd_expenditure_share" and economy == "KOR" else None,
        )
        for place, (code, (text, unit)) in enumerate(MEASURES.items())
        for at, (economy, name) in enumerate(ECONOMIES.items())
        if (code, economy) != ("high_technology_exports_share", "KAZ")
    ]
    quoted = Comparison(
        "revenue",
        "Выручка",
        "bn_usd",
        "zpark",
        "Чжунгуаньцунь (Китай)",
        2014,
        Decimal(418),
        "concept",
        None,
        False,
        None,
    )
    printed = [
        Comparison(
            "eci",
            "Индекс экономической сложности",
            "index",
            code,
            name,
            year,
            Decimal(value),
            "concept",
            "раздел 2",
            False,
            None,
        )
        for code, name in ECONOMIES.items()
        for year, value in ((2020, "0.51"), (2023, "0.6"))
    ]
    return (*world, *printed, quoted)


def facts() -> tuple[Fact, ...]:
    place = "раздел 2, параграф 2"
    return (
        Fact(
            "rd_share",
            "Доля затрат на НИОКР в ВВП",
            2024,
            Decimal("0.16"),
            "percent",
            "concept",
            "раздел 2",
            None,
            None,
        ),
        Fact(
            "scientists", "Численность ученых", 2024, Decimal("27.4"), "thousand_persons", "concept", place, None, None
        ),
        Fact(
            "organizations",
            "Организации, выполнявшие НИОКР",
            2024,
            Decimal(423),
            "organizations",
            "concept",
            place,
            Decimal(423),
            None,
        ),
        Fact(
            "rank",
            "Место по сотрудничеству университетов и бизнеса",
            None,
            Decimal(100),
            "rank",
            "concept",
            place,
            None,
            None,
        ),
        Fact(
            "astana_almaty_share",
            "Доля исследователей Алматы и Астаны",
            2024,
            Decimal("60.7"),
            "percent",
            "concept",
            place,
            Decimal("60.6"),
            "напечатано 60,7 %, по приведенным числам получается 60,6 %",
        ),
        Fact("staff", "Работники НИОКР", 2024, Decimal(27146), "persons", "concept", "таблица 2", None, None),
        Fact(
            "gdp",
            "Валовой внутренний продукт, млн тенге",
            2025,
            Decimal(149_000_000),
            "mln_kzt",
            "taldau",
            None,
            None,
            None,
        ),
        Fact(
            "gdp",
            "Валовой внутренний продукт, млн тенге",
            2024,
            Decimal(134_251_900),
            "mln_kzt",
            "taldau",
            None,
            None,
            None,
        ),
    )


def expected_results() -> tuple[ExpectedResult, ...]:
    note = "Готовность подтверждается правовым актом о запуске."
    ready, share = (
        "количество наукоградов и НТП готовы к запуску",
        "доля инновационной продукции (товаров, услуг) к ВВП",
    )
    return (
        ExpectedResult(
            "territories_ready", 1, ready, "units", 2027, Decimal(1), None, None, 2035, Decimal(3), "final", note
        ),
        ExpectedResult(
            *("innovative_output_share", 2, share, "percent", 2025, Decimal("1.52")),
            *(2024, Decimal("1.37"), 2035, Decimal(3), "final", None),
        ),
    )


def decisions() -> tuple[Decision, ...]:
    by, on = "Директор Департамента науки", date(2027, 4, 14)
    kinds = ("owner_match", "waiver", "revision_reason", "approval", "territory_ready")
    return tuple(
        Decision(
            f"d{at}",
            kind,
            "filings.participants/kurchatov",
            {"owner_match": "not_a_participant", "approval": "approved", "waiver": None}.get(kind, "принято"),
            by,
            on,
            date(2027, 12, 31) if kind == "waiver" else None,
            "письмо от 12.04.2027 № 15 (учебные данные)",
        )
        for at, kind in enumerate(kinds)
    )
