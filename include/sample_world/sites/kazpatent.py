"""Kazpatent's electronic bulletin: the list of a year's bulletins, and what each prints, as JSON."""

from __future__ import annotations

import json
import re
from datetime import date, datetime

from sample_world.participants import MARK_KK, MARK_RU
from sample_world.patents import UTILITY_MODEL, YEARS, Patent, bulletin_days, bulletin_moment, patents_of
from sample_world.site import JSON, Files, Reply, Request, Source, not_found
from sample_world.world import World

FOLDER = "/bulletin/"
_LIST = "/bulletin/select_bull_list_published"
_BULLETIN = re.compile(r"/bulletin/published/select_(iz|pm)_patent/(\d+)/(\d{4}-\d\d-\d\d)")
# One pixel: real drawings are many times the rest of a row.
_DRAWING = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
_BOM_EVERY = 10


class Kazpatent(Source):
    """``renamed`` calls the owners' key owner_73."""

    prefixes = (FOLDER,)

    def __init__(self, world: World, files: Files) -> None:
        self._seed = world.seed
        self._files = files

    def answer(self, request: Request, now: datetime, *, renamed: bool) -> Reply:
        """The list of a year, or one bulletin's patents of a kind; an empty list where it prints none."""
        if not request.is_read:
            return not_found()
        if request.path == _LIST:
            return self._list(request.query.get("year", []), now)
        match = _BULLETIN.fullmatch(request.path)
        found = self._day(match, now) if match else None
        if match is None or found is None:
            return not_found()
        is_model, number, day = match[1] == "pm", int(match[2]), found
        printed = [
            each
            for each in patents_of(self._seed)
            if day in each.bulletins and (each.kind == UTILITY_MODEL) == is_model
        ]
        corrected = [each.withdrawn_at for each in printed if each.withdrawn_at and each.withdrawn_at <= now]

        def render(renamed: bool) -> bytes:
            return _bulletin([each for each in printed if day in each.shown_in(now)], day, number, renamed=renamed)

        return self._files.reply(request, JSON, max([bulletin_moment(day), *corrected]), render, renamed=renamed)

    def _day(self, asked: re.Match[str], now: datetime) -> date | None:
        """The bulletin's day, where its number and the day asked for belong together."""
        for year in YEARS:
            day = _published(year, now).get(int(asked[2]))
            if day and day.isoformat() == asked[3]:
                return day
        return None

    def _list(self, years: list[str], now: datetime) -> Reply:
        published = _published(int(years[0]), now) if years and years[0].isdigit() else {}
        return Reply(200, JSON, _dumped({str(number): day.isoformat() for number, day in published.items()}))


def _published(year: int, now: datetime) -> dict[int, date]:
    """The bulletins of a year that are out, by number."""
    if year not in YEARS:
        return {}
    return {number: day for number, day in enumerate(bulletin_days(year), start=1) if bulletin_moment(day) <= now}


def _bulletin(patents: list[Patent], day: date, number: int, *, renamed: bool) -> bytes:
    rows = [_row(at, patent, day, number) for at, patent in enumerate(patents, start=1)]
    if renamed:
        rows = [{("owner_73" if key == "owner_73_ru" else key): value for key, value in row.items()} for row in rows]
    # Some replies begin with a byte order mark.
    return (b"\xef\xbb\xbf" if number % _BOM_EVERY == 0 else b"") + _dumped(rows)


def _row(at: int, patent: Patent, day: date, number: int) -> dict[str, object]:
    what = "Устройство" if patent.kind == UTILITY_MODEL else "Способ"
    return {
        "id": at,
        "pat_dby": f"{day:%d.%m.%Y}",
        "pat_nby": str(number),
        "pat_uid": f"sample-{patent.kind}-{patent.number}",
        "pat_type_id": "2" if patent.kind == UTILITY_MODEL else "1",
        "code_13": patent.kind,
        "gos_number_11": patent.number,
        "gos_date_11": f"{patent.registered:%d.%m.%Y}",
        "icp_51": "G21K 1/00",
        "req_number_21": f"{patent.registered.year - 1}/{patent.number[-4:]}.1",
        "req_date_22": f"{patent.registered.replace(year=patent.registered.year - 1, day=1):%d.%m.%Y}",
        **dict.fromkeys(("field_31", "field_32", "field_33", "date_85", "field_86")),
        "author_72_ru": f"Автор 1 {MARK_RU} (KZ)",
        "author_72_kz": f"Автор 1 {MARK_KK} (KZ)",
        "owner_73_ru": patent.parts.join(owner.ru for owner in patent.owners if owner.ru) or None,
        "owner_73_kz": patent.parts.join(owner.kk for owner in patent.owners if owner.kk) or None,
        "attorney_74_ru": None,
        "name_540_ru": f"{what} {patent.subject} {MARK_RU}",
        "name_540_kz": f"Өнертабыс {patent.number} {MARK_KK}",
        "ref_57": f"Реферат {MARK_RU}",
        "imageBase64": _DRAWING if at == 1 else None,
    }


def _dumped(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
