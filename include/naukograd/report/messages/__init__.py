"""The texts of the page, one TOML file per language."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from typing import Any

Say = Callable[..., str]
"""Takes a key such as ``lead.met`` and the values of its placeholders; gives the text."""


def texts(language: str) -> dict[str, str]:
    """All texts of a language by dotted key."""
    toml = files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(toml), ""))


def catalogue(language: str) -> Say:
    """The speaker of a language.

    It raises KeyError for a key that the catalogue lacks, and for a placeholder that got no value.
    """
    by_key = texts(language)

    def say(key: str, **values: object) -> str:
        return by_key[key].format_map(values)

    return say


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, str):
            yield prefix + key, value
        else:
            yield from _flat(value, f"{prefix}{key}.")
