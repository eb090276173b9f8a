"""The command line. Exit codes: 0 done, 1 the answer is no, 2 usage, 3 failed. Results to stdout, logs to stderr."""

from __future__ import annotations

import argparse
import dataclasses
import json
import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from naukograd import doctor, pipeline, summary
from naukograd.core import periods
from naukograd.core.errors import GateFailed, NaukogradError, UsageError
from naukograd.core.settings import Settings
from naukograd.sources import DATASETS
from naukograd.standalone import run, stack, up
from naukograd.standalone.progress import Progress

log = logging.getLogger("naukograd")

DONE, NO, USAGE, FAILED = 0, 1, 2, 3

SAMPLE_MOMENT = "2027-04-20T18:00:00+05:00"
"""The sample world's clock in the main job: the day of the freeze, all of 2026 has been filed."""
SAMPLE_YEARS = (2024, 2025, 2026)
INDEPENDENT = ("ingest_taxes", "ingest_patents", "ingest_statistics", "ingest_innovation_index")
"""DAGs that wait for the filings, if at all, and not for each other."""


def main() -> None:
    """Entry point of the command ``naukograd``."""
    arguments = _parser().parse_args()
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.WARNING if arguments.quiet else logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    try:
        sys.exit(arguments.verb(Settings.from_environment(), arguments))
    except GateFailed as error:
        print(error, file=sys.stderr)
        sys.exit(NO)
    except UsageError as error:
        print(error, file=sys.stderr)
        sys.exit(USAGE)
    except NaukogradError as error:
        print(error, file=sys.stderr)
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception:
        log.exception("an error nobody foresaw")
        sys.exit(FAILED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="naukograd",
        description="The pipeline and warehouse behind the annual report on science-intensive territories.",
        epilog="exit codes: 0 done, 1 the answer is no, 2 usage, 3 failed. Settings come from the environment: "
        "WAREHOUSE_URL, NAUKOGRAD_STATE, NAUKOGRAD_ARCHIVE, NAUKOGRAD_PAGES, NAUKOGRAD_MIN_FREE_GIB (see README.md).",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="log warnings and errors only")
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, run: Callable[[Settings, argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=text, description=text)
        added.set_defaults(verb=run)
        return added

    running = verb("run", _run, "Run the main job once: start everything, ingest, build, publish, stop everything.")
    starting = verb("up", _up, "Start the same stack and leave it running, for a person and for BI tools.")
    for command in (running, starting):
        command.add_argument("--seed", type=int, default=1134, help="seed of the sample world (default: %(default)s)")
        command.add_argument(
            "--payments", type=int, default=300_000, help="payments of the sample world (default: %(default)s)"
        )
    _json_option(running)
    verb("down", _down, "Stop what `up` started.")
    verb("migrate", _migrate, "Bring the warehouse to this version, and its ledger to what the archive knows.")
    loading = verb("load", _load, "Take a file by hand through the path of every delivery: archive, ledger, raw, gate.")
    loading.add_argument("dataset", choices=DATASETS, metavar="DATASET", help=", ".join(DATASETS))
    loading.add_argument("file", type=Path, metavar="FILE")
    loading.add_argument("--slice", help="the slice it replaces, where the file's name does not tell it")
    loading.add_argument("--counts-from", metavar="MOMENT", help="from when it counts as known (default: now)")
    loading.add_argument("--because", metavar="REASON", help="what shows that these bytes existed then; recorded")
    _json_option(loading)
    building = verb("build", _build, "Compute, check and publish the marts, if anything is new.")
    building.add_argument("--as-of", metavar="MOMENT", help="as known at that moment (default: now)")
    _json_option(building)
    looking_back = verb(
        "marts",
        _marts,
        "Compute all marts as they were known at an earlier moment, in a schema of their own; marts stays as it is.",
    )
    looking_back.add_argument("--as-of", metavar="MOMENT", required=True, help="a day means its end in Almaty")
    _json_option(looking_back)
    deciding = verb("decide", _decide, "Record a person's verdict on a delivery: it goes before the gate's.")
    deciding.add_argument("dataset", nargs="?", choices=DATASETS, metavar="DATASET")
    deciding.add_argument("slice", nargs="?", metavar="SLICE", help="the delivery that arrived there last")
    deciding.add_argument("--delivery", metavar="HEX", help="another one, by the 16 digits that log and report show")
    way = deciding.add_mutually_exclusive_group(required=True)
    way.add_argument("--accept", dest="accepted", action="store_true")
    way.add_argument("--reject", dest="accepted", action="store_false")
    deciding.add_argument("--because", metavar="REASON", required=True, help="recorded, and printed with the verdict")
    deciding.add_argument("--by", metavar="POSITION", required=True, help="the position of whoever decides; recorded")
    deciding.add_argument("--counts-from", metavar="MOMENT", help="from when it holds (default: now)")
    _json_option(deciding)
    _json_option(verb("rebuild", _rebuild, "Make the whole warehouse from the archive alone, in an empty database."))
    _json_option(
        verb("doctor", _doctor, "Report stale sources, stuck deliveries, archive against ledger, lock holders.")
    )
    return parser


def _json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON for machines")


def _print(result: object, as_json: bool, lines: Iterator[str] | list[str]) -> None:
    print(json.dumps(result, ensure_ascii=False, indent=2, default=str) if as_json else "\n".join(lines))


def _world(arguments: argparse.Namespace, clock: str) -> stack.World:
    return stack.World(["--seed", str(arguments.seed), "--payments", str(arguments.payments), "--clock", clock])


def _run(settings: Settings, arguments: argparse.Namespace) -> int:
    began = periods.now()
    # Real sources answer for the present; only the sample world has a clock to follow.
    sample = not stack.has_real_sources()
    ingest: dict[str, object] = {}
    if sample:
        ingest = {
            "years": list(SAMPLE_YEARS),
            "counts_from": SAMPLE_MOMENT,
            "because": "the clock of the sample world",
        }
    stages = [
        # Before the taxes, which are asked for by participant.
        [run.Job("ingest_filings", ingest)],
        [run.Job(dag_id, ingest) for dag_id in INDEPENDENT],
        [run.Job("build_marts", {"as_of": SAMPLE_MOMENT} if sample else {})],
    ]
    found: list[summary.Summary] = []
    outcomes = run.main_job(
        settings,
        prepare=pipeline.prepare,
        world=_world(arguments, SAMPLE_MOMENT),
        stages=stages,
        then=lambda running, _: found.append(summary.summary(running, began)),
        progress=Progress(),
    )
    as_of = found[0].as_of
    written = pipeline.report_address(settings, as_of) if as_of else None
    report = str(written) if written and written.exists() else None
    failures = [f"{o.dag_id}.{f.task_id} failed: {f.cause} (log: {f.log})" for o in outcomes for f in o.failures]
    timings = [f"{outcome.dag_id}: {outcome.state}, {outcome.seconds:.0f} s" for outcome in outcomes]
    result = {
        "outcomes": [dataclasses.asdict(outcome) for outcome in outcomes],
        "summary": found[0].as_dict(),
        "report": report,
    }
    reports = [f"report: {report}"] if report else []
    _print(result, arguments.json, [*timings, *summary.lines(found[0]), *reports, *failures])
    return DONE if all(outcome.succeeded for outcome in outcomes) else FAILED


def _up(settings: Settings, arguments: argparse.Namespace) -> int:
    stack.has_real_sources()  # half of them is said before anything is started
    there = up.up(
        settings,
        prepare=pipeline.prepare,
        # Its DAGs run by the real calendar, so what they ask must stand in the same present.
        world=_world(arguments, periods.now().isoformat()),
        dag_ids=["ingest_filings", *INDEPENDENT, "build_marts"],
        progress=Progress(),
    )
    print(f"Airflow: {there.airflow_url}  user {there.airflow_user}  password {there.airflow_password}")
    if there.bi_port:
        print(
            f"BI: host 127.0.0.1 port {there.bi_port} database warehouse schema marts user bi_reader "
            f"password {there.bi_password}"
        )
    return DONE


def _down(settings: Settings, _: argparse.Namespace) -> int:
    print("stopped" if up.down(settings) else "nothing was running")
    return DONE


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
    _print(result, arguments.json, [f"{name}: {value}" for name, value in result.items()])
    return DONE


def _build(settings: Settings, arguments: argparse.Namespace) -> int:
    moment = periods.parse_moment(arguments.as_of) if arguments.as_of else periods.now()
    with up.warehouse(settings) as found:
        pipeline.prepare(found)
        build_id = pipeline.build(found, moment)
        report = pipeline.write_report(found)
    result = {"build_id": build_id, "report": report}
    words = f"published build {build_id}" if build_id else "nothing is new since the published build"
    _print(result, arguments.json, [words, f"report: {report}"])
    return DONE


def _marts(settings: Settings, arguments: argparse.Namespace) -> int:
    moment = periods.parse_moment(arguments.as_of)
    with up.warehouse(settings) as found:
        pipeline.prepare(found)
        schema = pipeline.build_apart(found, moment)
    _print({"schema": schema, "as_of": moment}, arguments.json, [f"marts as of {moment.isoformat()}: schema {schema}"])
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
    _print(result, arguments.json, [f"{name}: {value}" for name, value in result.items()])
    return DONE


def _rebuild(settings: Settings, arguments: argparse.Namespace) -> int:
    with up.warehouse(settings) as found:
        rebuilt = dataclasses.asdict(pipeline.rebuild(found, Progress().step))
    _print(rebuilt, arguments.json, [f"{name}: {value}" for name, value in rebuilt.items()])
    return DONE


def _doctor(settings: Settings, arguments: argparse.Namespace) -> int:
    with up.warehouse(settings) as found:
        findings = doctor.examine(found)
    lines = [f"{finding.check}: {finding.says} — {finding.remedy}" for finding in findings] or ["all is well"]
    _print([dataclasses.asdict(finding) for finding in findings], arguments.json, lines)
    return NO if findings else DONE
