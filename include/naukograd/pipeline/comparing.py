"""What changed between two states, for whoever asks."""

from __future__ import annotations

from naukograd import comparing
from naukograd.core.settings import Settings
from naukograd.pipeline.preparing import opened
from naukograd.report.model import Revisions
from naukograd.warehouse.states import state


def compare(settings: Settings, earlier: str, later: str) -> Revisions:
    """Everything that differs between two states, each named ``now``, by a release or by a schema of marts.

    Raises:
        UsageError: there is no such state.
    """
    with opened(settings) as (conn, _):
        return comparing.revisions(conn, state(conn, earlier), state(conn, later))
