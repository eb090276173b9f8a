"""Reports and their figures: seal, verify, explain, compare."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from naukograd import comparing, explaining, pipeline
from naukograd.cli.verbs import DONE, NO, Verbs, json_option, show, verb
from naukograd.core import periods
from naukograd.core.settings import Settings
from naukograd.standalone import up


def add(verbs: Verbs) -> None:
    releases = verb(verbs, "release", None, "Seal a year's report; list, verify and restore what is sealed.")
    _add_releases(releases.add_subparsers(required=True, metavar="WHAT"))
    asking = verb(
        verbs, "explain", _explain, "Show where a figure comes from: formula, inputs, rows, deliveries, bytes."
    )
    asking.add_argument("figure", help="an indicator (tax_receipts), or an identifier printed in the report")
    asking.add_argument("--year", type=int, help="of the indicator")
    asking.add_argument("--territory", metavar="CODE", help="of the indicator (default: the programme)")
    state = asking.add_mutually_exclusive_group()
    state.add_argument("--release", metavar="RELEASE", help="as sealed in 2026.1 (default: as published now)")
    state.add_argument("--as-of", metavar="MOMENT", help="as known at that moment")
    asking.add_argument("--bytes", action="store_true", help="show the bytes at each row's place")
    asking.add_argument("--rows", action="store_true", help="show every row, not the first of each list")
    json_option(asking)
    holding_against = verb(
        verbs, "compare", _compare, "What changed between two states, by how much, why, by which deliveries."
    )
    for name, text in (("earlier", "the state to start from"), ("later", "the state that is held against it")):
        holding_against.add_argument(
            name, metavar=name.upper(), help=f"{text}: a release (2026.1), now, or marts_as_of_<day> after `marts`"
        )
    json_option(holding_against)


def _add_releases(verbs: Verbs) -> None:
    sealing = verb(verbs, "seal", _release_seal, "Freeze, compute, judge and seal the report of a year.")
    sealing.add_argument("year", type=int, metavar="YEAR")
    sealing.add_argument("--freeze", metavar="MOMENT", help="what counts later stays out (default: 20 April after)")
    sealing.add_argument("--reason", help="why a year is sealed again; the release prints it")
    sealing.add_argument(
        "--named", nargs="*", default=[], metavar="DELIVERY", help="deliveries after the freeze that enter all the same"
    )
    json_option(verb(verbs, "list", _release_list, "List the sealed releases."))
    verifying = verb(
        verbs, "verify", _release_verify, "Check a release's folder, and compute it again from the archive."
    )
    verifying.add_argument("folder", type=Path, metavar="FOLDER")
    verifying.add_argument("--key", type=Path, metavar="PUBLIC.pem", help="key to trust (default: this installation's)")
    verifying.add_argument("--quick", action="store_true", help="signature and hashes of the files only")
    restoring = verb(verbs, "restore", _release_restore, "Write a release's folder again, from the archive.")
    restoring.add_argument("release", metavar="RELEASE", help="such as 2026.1")
    for command in (sealing, verifying, restoring):
        json_option(command)


def _release_seal(settings: Settings, arguments: argparse.Namespace) -> int:
    freeze = pipeline.freeze_of(arguments.year, arguments.freeze)
    with up.warehouse(settings) as found:
        pipeline.prepare(found)
        release = pipeline.seal(found, arguments.year, freeze, arguments.reason, arguments.named)
    words = f"already sealed as {release.release_id}" if release.was_sealed_before else f"sealed {release.release_id}"
    show(dataclasses.asdict(release), arguments.json, [words, f"folder: {release.folder}"])
    return DONE


def _release_list(settings: Settings, arguments: argparse.Namespace) -> int:
    with up.warehouse(settings) as found:
        sealed = pipeline.sealed_releases(found)
    lines = [
        f"{each['release_id']}  frozen {each['as_of'].isoformat()}  {each['folder']}  {each['reason'] or ''}".rstrip()
        for each in sealed
    ]
    show(sealed, arguments.json, lines or ["nothing is sealed"])
    return DONE


def _release_verify(settings: Settings, arguments: argparse.Namespace) -> int:
    if arguments.quick:
        result = pipeline.verify(settings, arguments.folder, arguments.key, quick=True)
    else:
        with up.warehouse(settings) as found:
            result = pipeline.verify(found, arguments.folder, arguments.key, quick=False)
    words = "is what was sealed" if result.is_genuine else "is not what was sealed"
    if result.is_genuine and result.was_recomputed:
        words += ", and follows from the archive"
    lines = [*map(str, result.findings), f"release {result.release_id} {words}"]
    show({**dataclasses.asdict(result), "is_genuine": result.is_genuine}, arguments.json, lines)
    return DONE if result.is_genuine else NO


def _release_restore(settings: Settings, arguments: argparse.Namespace) -> int:
    with up.warehouse(settings) as found:
        folder = pipeline.restore_release(found, arguments.release)
    show({"folder": folder}, arguments.json, [f"folder: {folder}"])
    return DONE


def _explain(settings: Settings, arguments: argparse.Namespace) -> int:
    whole = arguments.rows or arguments.json
    with up.warehouse(settings) as found:
        told = pipeline.explain(
            found,
            arguments.figure,
            year=arguments.year,
            territory=arguments.territory,
            release=arguments.release,
            as_of=periods.parse_moment(arguments.as_of) if arguments.as_of else None,
            bytes_of=(None if whole else explaining.SHORT) if arguments.bytes else 0,
        )
    show(dataclasses.asdict(told), arguments.json, explaining.lines(told, whole=whole))
    return DONE


def _compare(settings: Settings, arguments: argparse.Namespace) -> int:
    with up.warehouse(settings) as found:
        revisions = pipeline.compare(found, arguments.earlier, arguments.later)
    show(comparing.as_dict(revisions), arguments.json, comparing.lines(revisions))
    return DONE
