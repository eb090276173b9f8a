"""A process that seals a year from an archive, into an empty database, on a day of its own.

python -m tests.integration.pipeline.sealed YEAR DAY   (settings from the environment)
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from typing import Any

from naukograd import pipeline
from naukograd.core import periods
from naukograd.core.settings import Settings
from naukograd.releases import rows


def die(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    year, day = int(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
    periods.now = lambda: day
    settings = Settings.from_environment()
    pipeline.prepare(settings)
    pipeline.replay(settings)
    if "dies" in sys.argv:
        rows._insert = die  # the event is there, its rows are not
    print(pipeline.seal(settings, year, pipeline.freeze_of(year, None), None, []).folder)


if __name__ == "__main__":
    main()
