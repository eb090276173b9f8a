"""The World Bank's API v2: pages of JSON, errors with status 200. Real figures, not marked as a sample, but for the
vintage that is invented."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import unquote

from sample_world.development import Observation, series
from sample_world.site import JSON, Files, Reply, Request, Source, not_found
from sample_world.world import World

FOLDER = "/worldbank/"
LARGEST_PAGE = 100
"""However many are asked for: so every reader has to turn pages."""
_PATH = re.compile(r"/worldbank/v2/country/([A-Z;]+)/indicator/([A-Z0-9.]+)")
_ECONOMIES = {
    "KAZ": ("KZ", "Kazakhstan"),
    "KOR": ("KR", "Korea, Rep."),
    "JPN": ("JP", "Japan"),
    "USA": ("US", "United States"),
    "CHN": ("CN", "China"),
    "RUS": ("RU", "Russian Federation"),
}
INVALID = [{"message": [{"id": "120", "key": "Invalid value", "value": "The provided parameter value is not valid"}]}]


class WorldBank(Source):
    """``renamed`` calls the year «year»."""

    prefixes = (FOLDER,)

    def __init__(self, world: World, files: Files) -> None:
        pass

    def answer(self, request: Request, now: datetime, *, renamed: bool) -> Reply:
        """A page of a series."""
        match = _PATH.fullmatch(unquote(request.path))
        if not match or not request.is_read:
            return not_found()
        economies, code = match[1].split(";"), match[2]
        found = [each for each in series(code, now) if each.iso3 in economies]
        if not found or request.query.get("format") != ["json"]:
            return Reply(200, JSON, json.dumps(INVALID).encode(), is_sample=False)
        size = min(LARGEST_PAGE, int(request.query.get("per_page", ["50"])[0]))
        page = int(request.query.get("page", ["1"])[0])
        head = {
            "page": page,
            "pages": -(-len(found) // size),
            "per_page": size,
            "total": len(found),
            "sourceid": "2",
            "lastupdated": max(each.updated for each in found).isoformat(),
        }
        shown = found[(page - 1) * size : page * size]
        body = f"[{json.dumps(head)},{_observations(code, shown, renamed)}]"
        return Reply(200, JSON, body.encode(), is_sample=any(each.is_invented for each in found))


def _observations(code: str, shown: Sequence[Observation], renamed: bool) -> str:
    # Written by hand: a binary fraction would lose digits.
    return f"[{','.join(_observation(code, each, renamed) for each in shown)}]"


def _observation(code: str, found: Observation, renamed: bool) -> str:
    iso2, name = _ECONOMIES[found.iso3]
    before = {
        "indicator": {"id": code, "value": code},
        "country": {"id": iso2, "value": name},
        "countryiso3code": found.iso3,
        "year" if renamed else "date": str(found.year),
    }
    return json.dumps(before)[:-1] + f', "value": {found.value}, "unit": "", "obs_status": "", "decimal": 1}}'
