"""The tables of the resolution ship with the package and pass no address: a damaged copy stands in for them."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faults.fault import Fault
from naukograd.standalone.stack import SHIPPED
from sample_world.site import CSV, Reply


@contextmanager
def damaged_tables(fault: Fault, size: float) -> Iterator[dict[str, str]]:
    """By source, the folder to read; of a fault of another source, those that ship."""
    folders = {source: str(folder) for source, folder in SHIPPED.items()}
    source = fault.dataset.partition(".")[0]
    if source not in SHIPPED:
        yield folders
        return
    with tempfile.TemporaryDirectory(prefix="faults-") as copy:
        shutil.copytree(SHIPPED[source], copy, dirs_exist_ok=True)
        replies = []
        for path in Path(copy).iterdir():
            if re.search(fault.reply, path.name):
                sound = Reply(200, CSV, path.read_bytes())
                replies.append((sound, fault.damaged(sound, size)))
                path.write_bytes(replies[-1][1].body)
        assert fault.has_changed(replies), f"{fault.name} changes nothing"
        yield {**folders, source: copy}
