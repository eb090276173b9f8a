"""The Bureau of National Statistics' site: an address per workbook, which redirects to its present issue."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from pathlib import Path

from sample_world import classifier, employment, science
from sample_world.investment_workbooks import INVESTMENT_ELEMENT, investment_form_workbook
from sample_world.investments import TABULATED_YEARS, tabulated_at
from sample_world.recalculated import GRP_ELEMENT, RECALCULATED_AT, recalculated_grp
from sample_world.science_workbooks import FORM_ELEMENT, form_workbook
from sample_world.site import CSV, HTML, XLSX, Files, Reply, Request, Source, index, not_found
from sample_world.sites.output import output_publications
from sample_world.times import ALMATY
from sample_world.world import World

FOLDER = "/bns/"
_ELEMENT = re.compile(r"/bns/api/iblock/element/(\d+)/file/ru/")
_FILE = re.compile(r"/bns/upload/(\d+)_(\d+)\.xlsx")
CLASSIFIER = "/bns/ru/classifiers/statistical/21/"
_STATE = re.compile(re.escape(CLASSIFIER) + r"kato_(\d{4}-\d{2}-\d{2})\.csv")
# As the Bureau published them (real/bns/PROVENANCE.md), by the day on which each was last saved.
_REAL = {
    "5930": ("grp_per_capita_stat_gov_kz.xlsx", date(2024, 1, 12)),
    "6584": ("population_by_region_stat_gov_kz.xlsx", date(2023, 7, 19)),
}


@dataclass(frozen=True)
class Publication:
    """An issue of a workbook: its element, when it comes out, how it is made (``render(renamed)``).

    ``is_sample``: its figures are invented; a workbook as the Bureau published it is not marked.
    """

    element: str
    moment: datetime
    render: Callable[[bool], bytes]
    is_sample: bool = True


class Bns(Source):
    """Every issue that is out; ``renamed`` spoils the heading of a column."""

    prefixes = (FOLDER,)

    def __init__(self, world: World, files: Files) -> None:
        self._files = files
        self._issues: dict[str, list[Publication]] = {}
        for publication in sorted(_publications(world), key=lambda each: each.moment):
            self._issues.setdefault(publication.element, []).append(publication)

    def answer(self, request: Request, now: datetime, *, renamed: bool) -> Reply:
        """A redirect to the present issue, an issue, the classifier's page, or a state of the classifier."""
        if not request.is_read:
            return not_found()
        if request.path.startswith(CLASSIFIER):
            return self._classifier(request, now)
        if match := _ELEMENT.fullmatch(request.path):
            present = sum(each.moment <= now for each in self._issues.get(match[1], []))
            if not present:
                return not_found()
            return Reply(302, HTML, b"", {"Location": f"{FOLDER}upload/{match[1]}_{present}.xlsx"})
        if match := _FILE.fullmatch(request.path):
            issues, number = self._issues.get(match[1], []), int(match[2])
            if 0 < number <= len(issues) and issues[number - 1].moment <= now:
                issue = issues[number - 1]
                return self._files.reply(
                    request, XLSX, issue.moment, issue.render, renamed=renamed, is_sample=issue.is_sample
                )
        return not_found()

    def _classifier(self, request: Request, now: datetime) -> Reply:
        states = {day: _morning(day) for day in classifier.STATES if _morning(day) <= now}
        if request.path == CLASSIFIER:
            return index(CLASSIFIER, [(f"kato_{day}.csv", moment) for day, moment in states.items()])
        match = _STATE.fullmatch(request.path)
        day = next((day for day in states if match and match[1] == day.isoformat()), None)
        if day is None:
            return not_found()
        render = classifier.STATES[day]
        return self._files.reply(request, CSV, states[day], lambda _: render(), renamed=False, is_sample=False)


def _publications(world: World) -> Iterator[Publication]:
    seed = world.seed
    for element, (name, day) in _REAL.items():
        file = Path(__file__).parents[1] / "real" / "bns" / name
        yield Publication(element, _morning(day), _as_published(file), is_sample=False)
    yield Publication(GRP_ELEMENT, RECALCULATED_AT, partial(_recalculated, seed))
    for year in science.YEARS:
        yield Publication(FORM_ELEMENT, science.issue_moment(year), partial(_science_form, seed, year))
    for year in TABULATED_YEARS:
        yield Publication(INVESTMENT_ELEMENT, tabulated_at(year), partial(_investment_form, seed, year))
    for moment, last_year in employment.issues().items():
        yield Publication(employment.ELEMENT, moment, partial(_employment, seed, last_year, moment))
    yield from (Publication(*each) for each in output_publications(seed))


def _recalculated(seed: int, renamed: bool) -> bytes:
    return recalculated_grp(seed)


def _science_form(seed: int, year: int, renamed: bool) -> bytes:
    return form_workbook(seed, year, renamed=renamed)


def _investment_form(seed: int, year: int, renamed: bool) -> bytes:
    return investment_form_workbook(seed, year, renamed=renamed)


def _employment(seed: int, last_year: int, moment: datetime, renamed: bool) -> bytes:
    return employment.workbook_until(seed, last_year, moment, renamed=renamed)


def _as_published(file: Path) -> Callable[[bool], bytes]:
    return lambda _: file.read_bytes()


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), ALMATY)
