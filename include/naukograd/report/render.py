"""From a report to its files."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from naukograd.report.html import to_html
from naukograd.report.messages import LANGUAGE, Say, catalogue
from naukograd.report.model import Report
from naukograd.report.page import Page
from naukograd.report.pdf import to_pdf
from naukograd.report.russian import day_and_time
from naukograd.report.sections import sections, summary
from naukograd.report.sheets import sheets
from naukograd.report.statement import statement, to_json
from naukograd.report.xlsx import to_xlsx


@dataclass(frozen=True)
class Rendered:
    """The files written of one report."""

    pdf: Path
    html: Path
    xlsx: Path


def render(report: Report, folder: Path) -> Rendered:
    """Write ``report-<year>`` as ``.pdf``, ``.html`` and ``.xlsx``, of the baseline year ``baseline-<year>``.

    The PDF is tagged (PDF/UA-1, PDF/A-2a), the HTML self-contained. Equal reports give equal bytes. Each file is
    replaced whole, and none before all are made.

    Raises:
        KeyError: the report names a dataset or another code for which the catalogue of messages has no text.
    """
    say = catalogue(LANGUAGE)
    page = compose(report, say)
    made = {
        "pdf": to_pdf(page, int(report.heading.as_of.timestamp())),
        "html": to_html(page).encode(),
        "xlsx": to_xlsx(page, sheets(report, say), report.heading.as_of),
    }
    folder.mkdir(parents=True, exist_ok=True)
    paths = {kind: folder / f"{report.name}.{kind}" for kind in made}
    for kind, content in made.items():
        _replace(paths[kind], content)
    return Rendered(**paths)


def render_statement(report: Report, folder: Path) -> None:
    """Write a release's ``quality-statement.pdf``, ``.html`` and ``.json``. Equal reports give equal bytes."""
    say = catalogue(LANGUAGE)
    page = statement(report, compose(report, say), say)
    _replace(folder / "quality-statement.pdf", to_pdf(page, int(report.heading.as_of.timestamp())))
    _replace(folder / "quality-statement.html", to_html(page).encode())
    _replace(folder / "quality-statement.json", to_json(page))


def compose(report: Report, say: Say) -> Page:
    """The page of a report in the language of ``say``."""
    heading = report.heading
    title = say("document.baseline_title" if report.is_baseline else "document.title", year=report.year)
    return Page(
        language=LANGUAGE,
        document_title=say("document.sample_title", title=title) if heading.is_sample else title,
        band=say("document.sample_band") if heading.is_sample else None,
        programme=say("document.programme"),
        title=title,
        subtitle=_subtitle(report, say),
        marks=(
            *([say("document.release", release_id=heading.release.release_id)] if heading.release else []),
            say("document.as_of", moment=day_and_time(heading.as_of)),
            say("document.build", build_id=heading.build_id),
            say("document.code", version=heading.code_version),
        ),
        contents=say("document.contents"),
        summary=summary(report, say),
        sections=sections(report, say),
        page_of=say("document.page_of", page="{page}", pages="{pages}"),
    )


def _subtitle(report: Report, say: Say) -> str:
    stage, release = say(f"document.{_stage(report)}"), report.heading.release
    return say("document.reason", stage=stage, reason=release.reason) if release and release.reason else stage


def _stage(report: Report) -> str:
    """A report is as firm as the least firm of its figures."""
    stages = {each.of(report.year).stage for each in report.indicators} - {None}
    if not stages:
        return "without_data"
    return "provisional" if "provisional" in stages else "final"


def _replace(path: Path, content: bytes) -> None:
    # In the same folder, or the replacement would not be atomic.
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
