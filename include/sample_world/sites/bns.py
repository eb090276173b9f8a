"""The Bureau of National Statistics' site: an address per workbook, which redirects to its present issue."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sample_world import science
from sample_world.science_workbooks import FORM_ELEMENT, form_workbook
from sample_world.site import HTML, XLSX, Files, Reply, Request, Source, not_found
from sample_world.world import World

FOLDER = "/bns/"
_ELEMENT = re.compile(r"/bns/api/iblock/element/(\d+)/file/ru/")
_FILE = re.compile(r"/bns/upload/(\d+)_(\d+)\.xlsx")


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
        """A redirect to the present issue, or an issue."""
        if not request.is_read:
            return not_found()
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


def _publications(world: World) -> Iterator[Publication]:
    yield from _science_form(world)


def _science_form(world: World) -> Iterator[Publication]:
    for year in science.YEARS:

        def render(renamed: bool, year: int = year) -> bytes:
            return form_workbook(world.seed, year, renamed=renamed)

        yield Publication(FORM_ELEMENT, science.issue_moment(year), render)
