"""The command line. Exit codes: 0 done, 1 the answer is no, 2 usage, 3 failed. Results to stdout, logs to stderr."""

from __future__ import annotations

import argparse
import dataclasses
import json
import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from naukograd import comparing, doctor, explaining, pipeline, summary
from naukograd.core import periods
from naukograd.core.errors import GateFailed, NaukogradError, UsageError
from naukograd.core.settings import Settings
from naukograd.sources import DATASETS
from naukograd.standalone import plan, run, stack, up
from naukograd.standalone.progress import Progress

log = logging.getLogger("naukograd")

DONE, NO, USAGE, FAILED = 0, 1, 2, 3


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
        "WAREHOUSE_URL, NAUKOGRAD_STATE, NAUKOGRAD_ARCHIVE, NAUKOGRAD_PAGES, NAUKOGRAD_RELEASES, "
        "NAUKOGRAD_SIGNING_KEY, NAUKOGRAD_MIN_FREE_GIB (see README.md).",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="log warnings and errors only")
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(
        name: str, run: Callable[[Settings, argparse.Namespace], int] | None, text: str
    ) -> argparse.ArgumentParser:
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
    asking = verb("explain", _explain, "Show where a figure comes from: formula, inputs, rows, deliveries, bytes.")
    asking.add_argument("figure", help="an indicator (tax_receipts), or an identifier printed in the report")
    asking.add_argument("--year", type=int, help="of the indicator")
    asking.add_argument("--territory", metavar="CODE", help="of the indicator (default: the programme)")
    state = asking.add_mutually_exclusive_group()
    state.add_argument("--release", metavar="RELEASE", help="as sealed in 2026.1 (default: as published now)")
    state.add_argument("--as-of", metavar="MOMENT", help="as known at that moment")
    asking.add_argument("--bytes", action="store_true", help="show the bytes at each row's place")
    asking.add_argument("--rows", action="store_true", help="show every row, not the first of each list")
    _json_option(asking)
    _release_verbs(verb("release", None, "Seal a year's report; list, verify and restore what is sealed."))
    holding_against = verb(
        "compare", _compare, "What changed between two states, by how much, why, by which deliveries."
    )
    for name, text in (("earlier", "the state to start from"), ("later", "the state that is held against it")):
        holding_against.add_argument(
            name, metavar=name.upper(), help=f"{text}: a release (2026.1), now, or marts_as_of_<day> after `marts`"
        )
    _json_option(holding_against)
    _json_option(
        verb("doctor", _doctor, "Report stale sources, stuck deliveries, archive against ledger, lock holders.")
    )
    return parser


def _release_verbs(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(required=True, metavar="WHAT")

    def verb(name: str, run: Callable[[Settings, argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=text, description=text)
        added.set_defaults(verb=run)
        _json_option(added)
        return added

    sealing = verb("seal", _release_seal, "Freeze, compute, judge and seal the report of a year.")
    sealing.add_argument("year", type=int, metavar="YEAR")
    sealing.add_argument("--freeze", metavar="MOMENT", help="what counts later stays out (default: 20 April after)")
    sealing.add_argument("--reason", help="why a year is sealed again; the release prints it")
    sealing.add_argument(
        "--named", nargs="*", default=[], metavar="DELIVERY", help="deliveries after the freeze that enter all the same"
    )
    verb("list", _release_list, "List the sealed releases.")
    verifying = verb("verify", _release_verify, "Check a release's folder, and compute it again from the archive.")
    verifying.add_argument("folder", type=Path, metavar="FOLDER")
    verifying.add_argument("--key", type=Path, metavar="PUBLIC.pem", help="key to trust (default: this installation's)")
    verifying.add_argument("--quick", action="store_true", help="signature and hashes of the files only")
    restoring = verb("restore", _release_restore, "Write a release's folder again, from the archive.")
    restoring.add_argument("release", metavar="RELEASE", help="such as 2026.1")


def _json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON for machines")


def _print(result: object, as_json: bool, lines: Iterator[str] | list[str]) -> None:
    print(json.dumps(result, ensure_ascii=False, indent=2, default=str) if as_json else "\n".join(lines))


def _world(arguments: argparse.Namespace, clock: str) -> stack.World:
    return stack.World(["--seed", str(arguments.seed), "--payments", str(arguments.payments), "--clock", clock])


def _run(settings: Settings, arguments: argparse.Namespace) -> int:
    began = periods.now()
    found: list[summary.Summary] = []
    outcomes = run.main_job(
        settings,
        prepare=pipeline.prepare,
        world=_world(arguments, plan.FIRST_CLOCK),
        stages=plan.stages(is_sample=not stack.has_real_sources()),
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
        dag_ids=["ingest_filings", *plan.INDEPENDENT, "build_marts"],
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
    _print(dataclasses.asdict(told), arguments.json, explaining.lines(told, whole=whole))
    return DONE


def _release_seal(settings: Settings, arguments: argparse.Namespace) -> int:
    freeze = pipeline.freeze_of(arguments.year, arguments.freeze)
    with up.warehouse(settings) as found:
        pipeline.prepare(found)
        release = pipeline.seal(found, arguments.year, freeze, arguments.reason, arguments.named)
    words = f"already sealed as {release.release_id}" if release.was_sealed_before else f"sealed {release.release_id}"
    _print(dataclasses.asdict(release), arguments.json, [words, f"folder: {release.folder}"])
    return DONE


def _release_list(settings: Settings, arguments: argparse.Namespace) -> int:
    with up.warehouse(settings) as found:
        sealed = pipeline.sealed_releases(found)
    lines = [
        f"{each['release_id']}  frozen {each['as_of'].isoformat()}  {each['folder']}" + (f"  {each['reason'] or ''}")
        for each in sealed
    ]
    _print(sealed, arguments.json, lines or ["nothing is sealed"])
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
    _print({**dataclasses.asdict(result), "is_genuine": result.is_genuine}, arguments.json, lines)
    return DONE if result.is_genuine else NO


def _release_restore(settings: Settings, arguments: argparse.Namespace) -> int:
    with up.warehouse(settings) as found:
        folder = pipeline.restore_release(found, arguments.release)
    _print({"folder": folder}, arguments.json, [f"folder: {folder}"])
    return DONE


def _compare(settings: Settings, arguments: argparse.Namespace) -> int:
    with up.warehouse(settings) as found:
        revisions = pipeline.compare(found, arguments.earlier, arguments.later)
    _print(comparing.as_dict(revisions), arguments.json, comparing.lines(revisions))
    return DONE


def _doctor(settings: Settings, arguments: argparse.Namespace) -> int:
    with up.warehouse(settings) as found:
        findings = doctor.examine(found)
    lines = [f"{finding.check}: {finding.says} — {finding.remedy}" for finding in findings] or ["all is well"]
    _print([dataclasses.asdict(finding) for finding in findings], arguments.json, lines)
    return NO if findings else DONE
