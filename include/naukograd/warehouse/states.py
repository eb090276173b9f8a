"""A state of knowledge whose marts can be read: what is published now, an earlier moment, a sealed release."""

from __future__ import annotations

import re
from dataclasses import dataclass

from psycopg import sql

from naukograd.core.database import Connection
from naukograd.core.errors import UsageError

NOW = "now"
_RELEASE = re.compile(r"20\d\d\.[1-9]\d*")


@dataclass(frozen=True)
class State:
    """Where the marts of a state stand.

    Attributes:
        name: ``now``, a release's identity, or the schema of an earlier moment.
        release_id: of a sealed release; None where a schema holds the state alone.
    """

    name: str
    schema: str
    release_id: str | None = None

    def mart(self, name: str) -> sql.Composed:
        """A relation in brackets, to be put after ``from``: the mart's rows and columns in this state."""
        table = sql.Identifier(self.schema, name)
        if self.release_id is None:
            return sql.SQL("(select * from {})").format(table)
        return sql.SQL("(select * from {} where release_id = {})").format(table, sql.Literal(self.release_id))


def state(conn: Connection, name: str) -> State:
    """The state called ``now``, by a release's identity (``2026.1``), or by the schema of an earlier moment.

    Raises:
        UsageError: there is none of that name.
    """
    if name == NOW:
        return State(NOW, "marts")
    if _RELEASE.fullmatch(name):
        if conn.execute("select from releases.releases where release_id = %s", [name]).fetchone() is None:
            raise UsageError(f"no release {name} is sealed", remedy="naukograd release list shows those that are.")
        return State(name, "releases", name)
    there = conn.execute("select to_regnamespace(%s) is not null", [name]).fetchone()
    if name.startswith("marts_as_of_") and there == (True,):
        return State(name, name)
    raise UsageError(
        f"{name!r} is no state", remedy="Give now, a release such as 2026.1, or run naukograd marts first."
    )
