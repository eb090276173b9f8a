"""The answer to where a figure comes from, in whichever state of knowledge is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from naukograd.core.errors import UsageError
from naukograd.core.figure import FigureId
from naukograd.core.settings import Settings
from naukograd.explaining import Explanation
from naukograd.explaining import explain as explained
from naukograd.explaining.figures import named
from naukograd.pipeline.building import build_apart
from naukograd.pipeline.preparing import opened
from naukograd.warehouse import states
from naukograd.warehouse.publish import schema_as_of


def explain(
    settings: Settings,
    name: str,
    year: int | None = None,
    territory: str | None = None,
    release: str | None = None,
    as_of: datetime | None = None,
    bytes_of: int | None = 0,
) -> Explanation:
    """Where a figure comes from, down to the rows of its deliveries.

    Args:
        name: identifier of a figure, which may name its release, or code of an indicator with ``year`` and
            ``territory``.
        release: in that sealed report; otherwise in what is published, or as known at ``as_of``, whose marts are
            computed if nobody has asked for them before.
        bytes_of: of how many rows the bytes are read from the archive; None for all.
    Raises:
        UsageError: there is no such figure or state.
    """
    identity = named(name, year, territory)
    release = _release(identity, release)
    identity, wanted = replace(identity, release=None), release or states.NOW
    if as_of is not None:
        wanted = schema_as_of(as_of)
        with opened(settings) as (conn, _):
            found = conn.execute("select to_regclass(%s)", [f"{wanted}.figure_sources"]).fetchone()
        if found == (None,):
            build_apart(settings, as_of)
    with opened(settings) as (conn, archive):
        return explained(conn, archive, states.state(conn, wanted), identity, bytes_of)


def _release(identity: FigureId, release: str | None) -> str | None:
    """The release that the identifier names, or the one asked for."""
    if identity.release and release and identity.release != release:
        raise UsageError(
            f"{identity} is of release {identity.release}, not of {release}", remedy="Leave out --release."
        )
    return identity.release or release
