"""What every verb of the command line shares: how it is declared, what it prints, how it ends."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from typing import TypeAlias

from naukograd.core.settings import Settings

DONE, NO, USAGE, FAILED = 0, 1, 2, 3

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def verb(
    verbs: Verbs, name: str, run: Callable[[Settings, argparse.Namespace], int] | None, text: str
) -> argparse.ArgumentParser:
    """A verb and what runs it; None for one that has verbs of its own."""
    added = verbs.add_parser(name, help=text, description=text)
    added.set_defaults(verb=run)
    return added


def json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON for machines")


def show(result: object, as_json: bool, lines: Iterable[str]) -> None:
    """The result to stdout, for a machine or for a person."""
    print(json.dumps(result, ensure_ascii=False, indent=2, default=str) if as_json else "\n".join(lines))
