from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from matplotlib.backends.backend_svg import FigureCanvasSVG

from naukograd.report.messages import catalogue, texts
from naukograd.report.model import Details, ReleaseMark, Report
from naukograd.report.page import Figure, Page, Paragraph, Points, Section, Table
from naukograd.report.render import compose
from naukograd.report.sheets import sheets
from naukograd.report.statement import statement

from .factory import identified, real, report, source, suites, with_years, year_row
from .revised import REASON, revisions

VOCABULARIES = ("measure_unit.", "publisher.")
"""Words for codes that deliveries bring: more than any one report uses."""


def emptied(whole: Report) -> Report:
    """As at the very beginning: sources answered, and nothing follows from it yet."""
    return replace(
        whole,
        regions=(),
        comparisons=(),
        facts=(),
        expected_results=(),
        decisions=(),
        details=Details(*[()] * 9),
        indicators=tuple(replace(each, changes=()) for each in whole.indicators),
        quality=replace(whole.quality, sources=(source("wipo.gii"),), late_filings=()),
        totals=(),
    )


def judged(whole: Report, **actuals: str | None) -> Report:
    """Other figures of the reporting year; None for no data."""
    for code, actual in actuals.items():
        row = year_row(code, 2026, actual) if actual else year_row(code, 2026, verdict="no_data", coverage=None)
        whole = with_years(whole, code, y2026=row)
    return whole


def undecided(whole: Report) -> Iterator[Report]:
    """Owners that a person must decide of make no difference, one to the number alone, and one to a year not judged."""
    *places, total = whole.details.undecided_patents
    for changes in (
        {"undecided_patents": 0, "value_if_all": total.value_if_none},
        {"verdict_if_all": total.verdict_if_none},
        {"verdict_if_none": "incomplete", "verdict_if_all": "incomplete"},
    ):
        changed = (*places, replace(total, **changes))
        yield replace(whole, details=replace(whole.details, undecided_patents=changed))


def variants() -> Iterator[Report]:
    """Reports that between them take every turn the report has."""
    whole = report()
    yield identified(whole)
    yield whole.baseline()
    [outlook] = whole.details.patents_outlook
    sure = replace(outlook, chance_at_low_percent=Decimal("0.4"), chance_at_high_percent=Decimal("99.9"))
    yield replace(whole, details=replace(whole.details, patents_outlook=(sure,)))
    yield from undecided(whole)
    yield real(whole)
    mark = ReleaseMark("2026.2", "Окончательные сведения Бюро")
    yield replace(whole, heading=replace(whole.heading, release=mark))
    yield emptied(whole)
    gate = whole.quality.gates[0]
    gate = replace(gate, passed=False, checks=(replace(gate.checks[0], severity="critical", passed=False),))
    yield replace(whole, quality=replace(whole.quality, gates=(gate,)))
    told = replace(gate, passed=True, checks=(replace(gate.checks[0], severity="info"),))
    yield replace(whole, quality=replace(whole.quality, gates=(told,)))
    equal = tuple(replace(t, value=Decimal(0)) if t.code == "tax_bins_differing" else t for t in whole.totals)
    clean = replace(whole.quality, gates=(replace(gate, passed=True, checks=()),))
    yield replace(whole, totals=equal, quality=clean)
    met = judged(whole, gii_business_rd_rank="30", private_investment="0.66", invention_patents="60")
    yield met
    yield judged(whole, gii_business_rd_rank="35", invention_patents="1", science_output="4.05")
    yield judged(whole, gii_business_rd_rank="29", researchers="1100")
    yield judged(whole, gii_business_rd_rank="31")
    nothing = judged(whole, **{each.code: None for each in whole.indicators})
    yield nothing
    final = (
        replace(each, path=tuple(replace(r, stage=r.stage and "final") for r in each.path)) for each in met.indicators
    )
    yield replace(met, indicators=tuple(final))
    partial = year_row("science_output", 2026, "3", verdict="incomplete", coverage=Decimal("0.5"), stage="provisional")
    yield with_years(whole, "science_output", y2026=partial)
    hidden = [replace(part, value=None, status="Q") for part in whole.indicators[2].total.years]  # type: ignore[arg-type]
    withheld = replace(whole.indicators[2], total=replace(whole.indicators[2].total, years=tuple(hidden)))
    withheld = replace(withheld, territories=(replace(withheld.total, code="nu_park", name="НТП"),))
    yield judged(replace(whole, indicators=(*whole.indicators[:2], withheld, *whole.indicators[3:])), researchers=None)
    missing = [replace(part, value=None, status="M") for part in whole.indicators[2].total.years]  # type: ignore[arg-type]
    lacking = replace(withheld, total=replace(withheld.total, years=tuple(missing)))
    yield judged(replace(whole, indicators=(*whole.indicators[:2], lacking, *whole.indicators[3:])), researchers=None)
    only_filed = tuple(replace(row, filed_value=None) for row in whole.indicators[2].reconciliation)
    alone = replace(whole.indicators[2], reconciliation=only_filed)
    yield replace(whole, indicators=(*whole.indicators[:2], alone, *whole.indicators[3:]))
    unmeasured = tuple(replace(each, status_share_percent=None) for each in whole.territories)
    yield replace(whole, territories=unmeasured)
    changed = revisions()
    yield replace(whole, revisions=changed, decisions=(*whole.decisions, REASON))
    same = replace(changed, later_method=changed.earlier_method, figures=(), cells=())
    yield replace(whole, revisions=same)
    # The year itself, seen while it runs and before it has a figure; and the baseline before its data.
    begun = with_years(whole, "researchers", y2026=year_row("researchers", 2026, "890", verdict="not_due"))
    yield with_years(begun, "tax_receipts", y2026=year_row("tax_receipts", 2026))
    yield with_years(whole, "tax_receipts", y2025=year_row("tax_receipts", 2025)).baseline()


@dataclass(frozen=True)
class Composed:
    """The pages of all variants, and the keys of all texts that they and the workbooks asked for."""

    pages: list[Page]
    used: set[str]


@pytest.fixture(scope="module", autouse=True)
def sketches() -> Iterator[None]:
    """Figures are drawn but not written: here only their words matter."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FigureCanvasSVG, "print_svg", lambda self, file, **_: file.write("<svg/>"))
        yield


@pytest.fixture(scope="module")
def composed() -> Composed:
    """All variants."""
    keys: set[str] = set()
    speak = catalogue("ru")

    def say(key: str, **values: object) -> str:
        text = speak(key, **values)
        keys.add(key)
        return text

    pages = []
    for variant in variants():
        page = compose(variant, say)
        pages += [page, statement(variant, page, say)]
        sheets(variant, say)
    return Composed(pages, keys)


def test_the_report_needs_every_text_and_no_other(composed: Composed) -> None:
    unused = set(texts("ru")) - composed.used
    assert {key for key in unused if not key.startswith(VOCABULARIES)} == set()


def test_only_checks_that_mean_the_same_share_a_text() -> None:
    meanings: dict[str, dict[str, str]] = {}
    for subject, suite in (suites("deliveries") | suites("marts")).items():
        for each in suite:
            name = each["meta"]["name"]
            meanings.setdefault(name, {})[f"check.{subject}.{name}"] = each["meta"]["says"]
    expected = {
        key
        for name, by_full_name in meanings.items()
        for key in ([f"check.{name}"] if len(set(by_full_name.values())) == 1 else by_full_name)
    }
    assert {key for key in texts("ru") if key.startswith("check.")} == expected


def test_a_retired_check_is_shown_by_its_name() -> None:
    whole = report()
    gate = whole.quality.gates[0]
    unheard = replace(gate, checks=(replace(gate.checks[0], check="unheard_of"),))
    page = compose(replace(whole, quality=replace(whole.quality, gates=(unheard,))), catalogue("ru"))
    assert "unheard_of" in repr(page.sections)


def test_a_code_that_a_delivery_brings_and_nobody_knows_is_shown_as_it_is() -> None:
    whole = report()
    output = next(each for each in whole.details.composition if each.indicator_code == "science_output")
    unheard = replace(output, item="unheard_of")
    page = compose(replace(whole, details=replace(whole.details, composition=(unheard,))), catalogue("ru"))
    assert "unheard_of" in repr(page.sections)


def sentences(page: Page) -> Iterator[str]:
    def of(sections: tuple[Section, ...]) -> Iterator[str]:
        for section in sections:
            yield section.title
            for block in section.blocks:
                yield from texts_of(block)
            yield from of(section.parts)

    def texts_of(block: Paragraph | Points | Table | Figure) -> Iterator[str]:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Points):
            yield from block.items
        elif isinstance(block, Figure):
            yield from (block.caption, block.alt)
        else:
            yield from (block.caption, *block.notes, *(column.label for column in block.columns))

    yield from (page.title, page.subtitle, *page.marks)
    for block in page.summary:
        yield from texts_of(block)
    yield from of(page.sections)


def test_no_text_is_empty_keeps_a_placeholder_or_stops_twice(composed: Composed) -> None:
    for page in composed.pages:
        for sentence in sentences(page):
            assert sentence.strip()
            assert not re.search(r"[{}]|None|\.\.|,\.|;\.|  ", sentence), sentence


def test_a_dataset_without_a_name_is_an_error() -> None:
    whole = report()
    unnamed = (replace(whole.quality.sources[0], dataset="kgd.unheard_of"),)
    with pytest.raises(KeyError, match="unheard_of"):
        compose(replace(whole, quality=replace(whole.quality, sources=unnamed)), catalogue("ru"))


def test_no_latin_letter_hides_in_a_russian_word() -> None:
    mixed = [key for key, text in texts("ru").items() if re.search(r"[a-z][а-яё]|[а-яё][a-z]", text, re.IGNORECASE)]
    assert mixed == []
