"""An archive for tests of the ledger alone."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from naukograd.deliveries.archive import Archive, Event


class Unwritten(Archive):
    """Names events as the archive does, and writes nothing."""

    def __init__(self) -> None:
        pass

    def record(self, kind: str, body: dict[str, Any], at: datetime) -> Event:
        text = f"{kind} {json.dumps(body, sort_keys=True)}"
        return Event(hashlib.sha256(text.encode()).hexdigest()[:32], at.date(), kind, body)
