"""The corpus: one module or a few per source, each fault a small function that damages a good answer."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from faults.fault import Fault


def corpus() -> tuple[Fault, ...]:
    """Every fault and quirk, in the order of modules and of their lines.

    Raises:
        ValueError: two have one name.
    """
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    found = tuple(each for module in modules for each in vars(module).values() if isinstance(each, Fault))
    names = [each.name for each in found]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"several faults are called {', '.join(repeated)}")
    return found
