"""Every fault of the corpus says what a trial needs to know of it."""

from __future__ import annotations

import re

from faults.corpus import corpus
from faults.fault import Place


def test_sizes_grow_and_every_fault_says_where_and_in_which_words() -> None:
    for fault in corpus():
        if fault.is_quirk:
            continue
        assert len(fault.sizes) == 3
        assert re.compile(fault.words)
        assert fault.place is not Place.NOWHERE
