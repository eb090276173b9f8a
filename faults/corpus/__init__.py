"""The corpus: one module per source, each fault a small function that damages a good answer."""

from __future__ import annotations

from faults.corpus import (
    bns,
    concept,
    filings,
    filings_decisions,
    filings_folder,
    filings_investments,
    filings_output,
    filings_researchers,
    kazpatent,
    kgd,
    kgd_bulk,
    kgd_payments,
    taldau,
    wipo,
    worldbank,
)
from faults.fault import Fault

_MODULES = (
    kgd,
    kgd_payments,
    kgd_bulk,
    filings_folder,
    filings,
    filings_decisions,
    filings_researchers,
    filings_investments,
    filings_output,
    bns,
    taldau,
    kazpatent,
    wipo,
    worldbank,
    concept,
)


def corpus() -> tuple[Fault, ...]:
    """Every fault and quirk, in the order of modules and of their lines.

    Raises:
        ValueError: two have one name.
    """
    found = tuple(each for module in _MODULES for each in vars(module).values() if isinstance(each, Fault))
    names = [each.name for each in found]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"several faults are called {', '.join(repeated)}")
    return found
