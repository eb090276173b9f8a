"""The texts of the report: a folder of TOML files per language, one for the report and one per source."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from typing import Any

LANGUAGE = "ru"

Say = Callable[..., str]
"""Takes a key such as ``lead.met`` and the values of its placeholders; gives the text."""


def texts(language: str) -> dict[str, str]:
    """All texts of a language by dotted key.

    Raises:
        ValueError: two files have a text for the same key.
    """
    found: dict[str, str] = {}
    for file in sorted(files(__package__).joinpath(language).iterdir(), key=lambda file: file.name):
        for key, text in _flat(tomllib.loads(file.read_text(encoding="utf-8")), ""):
            if key in found:
                raise ValueError(f"{language}/{file.name}: another file has a text for {key}, too")
            found[key] = text
    return found


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
