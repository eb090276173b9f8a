"""Owners' names against a register of participants, from file to file: no database, no settings."""

from __future__ import annotations

import argparse
import csv
import logging
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from naukograd import matching
from naukograd.cli.verbs import DONE, Verbs, json_option, show, verb
from naukograd.core.errors import UsageError
from naukograd.core.settings import Settings

log = logging.getLogger(__name__)

OWNER = "owner"
BIN, NAME_RU, NAME_KK, ALIASES = "bin", "name_ru", "name_kk", "aliases"
RESULT = ("owner", "part", "decision", "bin", "score", "reasons")
BETWEEN_ALIASES, BETWEEN_REASONS = "|", "; "


def add(verbs: Verbs) -> None:
    matched = verb(
        verbs,
        "match",
        _match,
        "Tell whose the names of patents' owners are: a participant's, nobody's, or not certain.",
    )
    matched.add_argument("owners", type=Path, metavar="OWNERS.csv", help=f"column {OWNER}: a string as printed")
    matched.add_argument(
        "--register",
        type=Path,
        metavar="REGISTER.csv",
        required=True,
        help=f"columns {BIN},{NAME_RU},{NAME_KK},{ALIASES}; {BETWEEN_ALIASES} between aliases",
    )
    matched.add_argument("--out", type=Path, metavar="RESULT.csv", required=True, help=f"columns {','.join(RESULT)}")
    json_option(matched)


def _match(_: Settings, arguments: argparse.Namespace) -> int:
    participants = register(arguments.register)
    printed = [row[OWNER] for _, row in _rows(arguments.owners, (OWNER,))]
    decisions = matching.decide(participants, printed)
    outcomes: Counter[str] = Counter()
    with _written(arguments.out) as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(RESULT)
        for owner in printed:
            for each in decisions[owner]:
                outcomes[each.outcome] += 1
                reasons = BETWEEN_REASONS.join(each.reasons)
                out.writerow([owner, each.part, each.outcome, each.bin or "", each.score, reasons])
    counts = {outcome.value: outcomes[outcome] for outcome in matching.Outcome}
    summary = {"participants": len(participants), "owners": len(printed), "parts": outcomes.total(), **counts}
    lines = [f"{key}: {value}" for key, value in summary.items()]
    show({**summary, "out": str(arguments.out)}, arguments.json, [*lines, f"written to {arguments.out}"])
    return DONE


def register(file: Path) -> list[matching.Participant]:
    """The participants of a register.

    Raises:
        UsageError: it cannot be read; a BIN is missing or stands twice; a participant has no name.
    """
    found: dict[str, matching.Participant] = {}
    for line, row in _rows(file, (BIN, NAME_RU, NAME_KK, ALIASES)):
        where = f"{file}, line {line}"
        bin_ = row[BIN].strip()
        if not bin_:
            raise UsageError("a participant without a BIN", where=where, remedy=f"Fill in the column {BIN}.")
        if bin_ in found:
            raise UsageError(
                f"BIN {bin_} stands twice",
                where=where,
                remedy=f"Give every participant one line, and its other names in {ALIASES}.",
            )
        aliases = tuple(alias.strip() for alias in row[ALIASES].split(BETWEEN_ALIASES))
        found[bin_] = matching.Participant(bin_, row[NAME_RU].strip(), row[NAME_KK].strip() or None, aliases)
        if not found[bin_].names:
            raise UsageError(
                f"participant {bin_} has no name", where=where, remedy=f"Fill in {NAME_RU}, {NAME_KK} or {ALIASES}."
            )
    return list(found.values())


def _rows(file: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a CSV file, with the line on which each ends; columns that are absent from a short row are empty."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.DictReader(text, restval="", strict=True)
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise UsageError(
                    f"no column {', '.join(missing)}",
                    where=f"{file}, line 1",
                    remedy=f"The first line must name the columns {','.join(columns)}, with commas between them.",
                )
            for row in reader:
                yield reader.line_num, {column: row[column] for column in columns}
    except OSError as error:
        raise UsageError(error.strerror or str(error), where=str(file), remedy="Check the path.") from error
    except UnicodeDecodeError as error:
        raise UsageError(
            f"byte {error.start} is not UTF-8", where=str(file), remedy="Save the file as CSV in UTF-8."
        ) from error
    except csv.Error as error:
        raise UsageError(
            f"not CSV: {error}", where=f"{file}, line {reader.line_num}", remedy="Check the quotation marks there."
        ) from error


def _written(file: Path):  # type: ignore[no-untyped-def]
    try:
        return file.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(error.strerror or str(error), where=str(file), remedy="Check the path.") from error
