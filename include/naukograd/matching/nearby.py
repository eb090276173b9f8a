"""Which names of the register are worth comparing with a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nsmallest

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from naukograd.matching.reading import SPECIFIC, Name, Word
from naukograd.matching.register import Register

MOST = 12
"""So many names are compared, the likeliest ones."""
LEAST_SHARE = 0.4
"""What shares less than this part of what the likeliest shares is not."""
CHUNK = 2000
"""Words whose distances to the vocabulary are held at once: 2000 × 20,000 bytes."""


class Nearby:
    """Looks up by shared words; a word that the register does not have stands for those it may be meant to be."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._vocabulary = [bones for bones in register.vocabulary if len(bones) >= 4]
        self._meant: dict[str, tuple[str, ...]] = {}
        self.taken = frozenset(register.postings)

    def prepare(self, words: Iterable[Word]) -> None:
        """Look for what many words may be meant to be, at once."""
        unknown = sorted({word.letters for word in words if self._is_unknown(word)} - self._meant.keys())
        for start in range(0, len(unknown), CHUNK):
            self._look_up(unknown[start : start + CHUNK])

    def _is_unknown(self, word: Word) -> bool:
        return word.kind not in ("number", "initial", "country") and word.key not in self._register.postings

    def _look_up(self, unknown: Sequence[str]) -> None:
        if not self._vocabulary:
            return
        distances = cdist(unknown, self._vocabulary, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
        for row, bones in enumerate(unknown):
            near = np.flatnonzero(distances[row] <= (1 if len(bones) < 8 else 2)) if len(bones) >= 4 else ()
            keys = {key for at in near for key in self._register.vocabulary[self._vocabulary[at]]}
            self._meant[bones] = tuple(sorted(keys))

    def entries(self, name: Name) -> list[int]:
        """Numbers of the entries to compare a name with, the likeliest first. Its words must have been prepared."""
        same = self._register.bags.get(name.bag, []) if name.bag else []
        shares: defaultdict[int, float] = defaultdict(float)
        for key in self._keys(name):
            weight = self._register.weight(key)
            for number in self._register.postings[key]:
                shares[number] += weight
        least = max(shares.values(), default=0) * LEAST_SHARE
        likely = [number for number, share in shares.items() if share >= least]
        likeliest = nsmallest(MOST, likely, key=lambda number: (-shares[number], number))
        return list(dict.fromkeys((*same, *likeliest)))

    def _keys(self, name: Name) -> list[str]:
        keys: dict[str, None] = {}
        main = name.main
        if name.together in self._register.postings:
            keys[name.together] = None
        for word in main if any(word.kind in SPECIFIC for word in main) else name.words:
            if word.kind in ("initial", "country"):
                continue
            if word.look in self._register.postings:
                keys[word.look] = None
            if word.key in self._register.postings:
                keys[word.key] = None
            else:
                keys.update(dict.fromkeys(self._meant.get(word.letters, ())))
        return list(keys)
