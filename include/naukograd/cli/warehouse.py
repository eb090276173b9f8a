"""The warehouse by hand: bring it up to date, load, decide, build, rebuild, examine."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from naukograd import doctor, pipeline
from naukograd.cli.verbs import DONE, NO, Verbs, json_option, show, verb
from naukograd.core import periods
from naukograd.core.errors import UsageError
from naukograd.core.settings import Settings
from naukograd.sources import DATASETS
from naukograd.standalone import up
from naukograd.standalone.progress import Progress


def add(verbs: Verbs) -> None:
    verb(verbs, "migrate", _migrate, "Bring the warehouse to this version, and its ledger to what the archive knows.")
    loading = verb(
        verbs, "load", _load, "Take a file by hand through the path of every delivery: archive, ledger, raw, gate."
    )
    loading.add_argument("dataset", choices=DATASETS, metavar="DATASET", help=", ".join(DATASETS))
    loading.add_argument("file", type=Path, metavar="FILE")
    loading.add_argument("--slice", help="the slice it replaces, where the file's name does not tell it")
    loading.add_argument("--counts-from", metavar="MOMENT", help="from when it counts as known (default: now)")
    loading.add_argument("--because", metavar="REASON", help="what shows that these bytes existed then; recorded")
    json_option(loading)
    listing = verb(
        verbs, "deliveries", _deliveries, "Show what arrived last of every slice, and what was decided of it."
    )
    listing.add_argument("dataset", nargs="?", choices=DATASETS, metavar="DATASET", help="of this dataset alone")
    listing.add_argument(
        "--rejected", action="store_true", help="only what is rejected: with rows that show why, and what to do"
    )
    json_option(listing)
    building = verb(verbs, "build", _build, "Compute, check and publish the marts, if anything is new.")
    building.add_argument("--as-of", metavar="MOMENT", help="as known at that moment (default: now)")
    json_option(building)
    looking_back = verb(
        verbs,
        "marts",
        _marts,
        "Compute all marts as they were known at an earlier moment, in a schema of their own; marts stays as it is.",
    )
    looking_back.add_argument("--as-of", metavar="MOMENT", required=True, help="a day means its end in Almaty")
    json_option(looking_back)
    deciding = verb(verbs, "decide", _decide, "Record a person's verdict on a delivery: it goes before the gate's.")
    deciding.add_argument("dataset", nargs="?", choices=DATASETS, metavar="DATASET")
    deciding.add_argument("slice", nargs="?", metavar="SLICE", help="the delivery that arrived there last")
    deciding.add_argument("--delivery", metavar="HEX", help="another one, by the 16 digits that log and report show")
    way = deciding.add_mutually_exclusive_group(required=True)
    way.add_argument("--accept", dest="accepted", action="store_true")
    way.add_argument("--reject", dest="accepted", action="store_false")
    deciding.add_argument("--because", metavar="REASON", required=True, help="recorded, and printed with the verdict")
    deciding.add_argument("--by", metavar="POSITION", required=True, help="the position of whoever decides; recorded")
    deciding.add_argument("--counts-from", metavar="MOMENT", help="from when it holds (default: now)")
    json_option(deciding)
    json_option(
        verb(
            verbs,
            "maintain",
            _maintain,
            "Drop bulk deliveries that were superseded long ago and vacuum what is rewritten; the archive keeps all.",
        )
    )
    json_option(
        verb(verbs, "rebuild", _rebuild, "Make the whole warehouse from the archive alone, in an empty database.")
    )
    json_option(
        verb(verbs, "doctor", _doctor, "Report stale sources, stuck deliveries, archive against ledger, lock holders.")
    )


def _migrate(settings: Settings, _: argparse.Namespace) -> int:
    with up.warehouse(settings) as found:
        applied = pipeline.prepare(found)
        replayed = pipeline.replay(found)
    print("\n".join([*(f"applied {name}" for name in applied), f"{replayed} events replayed"]))
    return DONE


def _load(settings: Settings, arguments: argparse.Namespace) -> int:
    statement = pipeline.statement(arguments.counts_from, arguments.because)
    if not arguments.file.is_file():
        raise UsageError("no such file", where=str(arguments.file), remedy="Check the path.")
    with up.warehouse(settings) as found:
        pipeline.prepare(found)
        result = pipeline.load_file(
            found, arguments.dataset, arguments.file, slice_=arguments.slice, statement=statement
        )
    show(result, arguments.json, [f"{name}: {value}" for name, value in result.items()])
    return DONE


def _deliveries(settings: Settings, arguments: argparse.Namespace) -> int:
    with up.warehouse(settings) as found:
        pipeline.prepare(found)
        latest = pipeline.latest_deliveries(found, dataset=arguments.dataset, rejected_only=arguments.rejected)
    lines = [line for each in latest for line in _of_delivery(each)]
    show([dataclasses.asdict(each) for each in latest], arguments.json, lines or ["none"])
    return DONE


def _of_delivery(each: pipeline.LatestDelivery) -> list[str]:
    at = each.counts_from.astimezone(periods.ALMATY).isoformat(timespec="minutes")
    lines = [f"{each.dataset} {each.slice}: {each.state}, delivery {each.delivery}, counts from {at}"]
    if each.state != "rejected":
        return lines
    lines.append(f"  why: {each.reason} ({each.decided_by})")
    for check in each.failed:
        lines += [f"  {check.check}: {check.says}"]
        lines += [f"    {place}: {', '.join(f'{k}={v}' for k, v in values.items())}" for place, values in check.rows]
    lines.append(f"  used instead: {each.used_instead or 'nothing: the slice has no accepted delivery'}")
    lines.append(
        "  remedy: have the source mend and resend it; or, where the gate is wrong, "
        f"naukograd decide --delivery {each.delivery} --accept --because WHY --by POSITION"
    )
    return lines


def _build(settings: Settings, arguments: argparse.Namespace) -> int:
    moment = periods.parse_moment(arguments.as_of) if arguments.as_of else periods.now()
    with up.warehouse(settings) as found:
        pipeline.prepare(found)
        build_id = pipeline.build(found, moment)
        report = pipeline.write_report(found)
    result = {"build_id": build_id, "report": report}
    words = f"published build {build_id}" if build_id else "nothing is new since the published build"
    show(result, arguments.json, [words, f"report: {report}"])
    return DONE


def _marts(settings: Settings, arguments: argparse.Namespace) -> int:
    moment = periods.parse_moment(arguments.as_of)
    with up.warehouse(settings) as found:
        pipeline.prepare(found)
        schema = pipeline.build_apart(found, moment)
    show({"schema": schema, "as_of": moment}, arguments.json, [f"marts as of {moment.isoformat()}: schema {schema}"])
    return DONE


def _decide(settings: Settings, arguments: argparse.Namespace) -> int:
    if bool(arguments.delivery) == bool(arguments.slice):
        raise UsageError("which delivery?", remedy="Give DATASET and SLICE, or --delivery and its 16 digits.")
    with up.warehouse(settings) as found:
        pipeline.prepare(found)
        result = pipeline.decide(
            found,
            arguments.delivery or f"{arguments.dataset} {arguments.slice}",
            accepted=arguments.accepted,
            because=arguments.because,
            by=arguments.by,
            counts_from=arguments.counts_from,
        )
    show(result, arguments.json, [f"{name}: {value}" for name, value in result.items()])
    return DONE


def _maintain(settings: Settings, arguments: argparse.Namespace) -> int:
    with up.warehouse(settings) as found:
        pipeline.prepare(found)
        done = pipeline.maintain(found)
    retired = [f"{dataset}: {count} deliveries retired" for dataset, count in done["retired"].items()]
    show(done, arguments.json, [*retired, f"{done['vacuumed']} tables vacuumed"])
    return DONE


def _rebuild(settings: Settings, arguments: argparse.Namespace) -> int:
    with up.warehouse(settings) as found:
        rebuilt = dataclasses.asdict(pipeline.rebuild(found, Progress().step))
    show(rebuilt, arguments.json, [f"{name}: {value}" for name, value in rebuilt.items()])
    return DONE


def _doctor(settings: Settings, arguments: argparse.Namespace) -> int:
    with up.warehouse(settings) as found:
        findings = doctor.examine(found)
    lines = [f"{finding.check}: {finding.says} — {finding.remedy}" for finding in findings] or ["all is well"]
    show([dataclasses.asdict(finding) for finding in findings], arguments.json, lines)
    return NO if findings else DONE
