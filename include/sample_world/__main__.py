"""``python -m sample_world``: serve the sample world, or print its truth."""

from __future__ import annotations

import argparse
import json
import logging
import signal
import sys
import threading
from dataclasses import asdict
from datetime import datetime

from sample_world.answers import TOTAL
from sample_world.server import parse_moment, serve
from sample_world.times import DEFAULT_CLOCK
from sample_world.truth import Truth, truth
from sample_world.world import DEFAULT_PAYMENTS, DEFAULT_SEED, World


def main() -> int:
    """Run one command; 0 on success."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    options = _parser().parse_args()
    if options.command == "serve":
        _serve(World(options.seed, options.payments), options.clock, options.port)
    else:
        found = truth(options.year, known_by=options.known_by, seed=options.seed)
        print(json.dumps(asdict(found), ensure_ascii=False, indent=2, default=str) if options.json else _as_text(found))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sample_world", description="A synthetic stand-in for the outside world, same wire formats."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    server = commands.add_parser("serve", help="answer over HTTP and HTTPS until stopped; says where in a line of JSON")
    server.add_argument("--port", type=int, required=True, help="port on localhost; 0 takes any free one")
    server.add_argument(
        "--clock", type=_moment, default=DEFAULT_CLOCK, help="show what was known then (default: %(default)s)"
    )
    answer = commands.add_parser("truth", help="print a year's right answer and the price of each mistake")
    answer.add_argument("--year", type=int, required=True, choices=(2024, 2025, 2026))
    answer.add_argument(
        "--known-by", type=_moment, default=DEFAULT_CLOCK, help="as it was known then (default: %(default)s)"
    )
    answer.add_argument("--json", action="store_true", help="as JSON")
    for command in (server, answer):
        command.add_argument("--seed", type=int, default=DEFAULT_SEED, help="default: %(default)s")
        command.add_argument(
            "--payments",
            type=int,
            default=DEFAULT_PAYMENTS,
            help="payments of the whole country, 2024 to 2026; the truth does not depend on it (default: %(default)s)",
        )
    return parser


def _moment(text: str) -> datetime:
    try:
        return parse_moment(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not an ISO 8601 moment") from None


def _serve(world: World, clock: datetime, port: int) -> None:
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with serve(world, clock=clock, port=port) as running:
        told = {"url": running.url, "secure_url": running.secure_url, "certificate": str(running.certificate)}
        print(json.dumps(told), flush=True)
        stopped.wait()


def _as_text(found: Truth) -> str:
    lines = [
        f"SAMPLE DATA, seed {found.seed}: tax receipts of {found.year} as known by {found.known_by}",
        f"{'total':<12}{found.total.amount_kzt:>20} tenge  {found.total.payments:>6} payments",
    ]
    for code, part in found.territories.items():
        lines.append(f"{code:<12}{part.amount_kzt:>20} tenge  {part.payments:>6} payments")
    lines += ["", f"{'trap':<32}{'rows':>6}{'error, tenge':>20}  mistake"]
    for trap in found.traps:
        lines.append(f"{trap.name:<32}{trap.rows:>6}{trap.error_kzt:>20}  {trap.mistake}")
        if not any(digit in "123456789" for digit in trap.error_kzt) and trap.rows:
            parts = ", ".join(f"{code} {error}" for code, error in trap.error_by_territory_kzt.items())
            lines.append(f"{'':<32}{'':>6}{'by territory':>20}  {parts}")
    lines += ["", f"{'quirk':<32}{'rows':>6}  (all years)"]
    lines += [f"{quirk.name:<32}{quirk.rows:>6}  {quirk.what}" for quirk in found.quirks]
    rank = found.gii_business_rd_rank
    lines += ["", f"place in the GII for R&D financed by business, edition {found.year}: {rank.rank or 'not known'}"]
    for mistaken in rank.traps:
        reads = "none" if mistaken.reads is None else mistaken.reads
        error = "" if mistaken.error_places is None else f"{mistaken.error_places:+d} places"
        lines.append(f"{mistaken.name:<32}{reads:>6}{error:>20}  {mistaken.mistake}")
    for code, answer in found.answers.items():
        lines += ["", f"{code} of {found.year}, {answer.stage}"]
        lines += [
            f"{place:<12}{value if value is not None else 'no data':>20}" for place, value in answer.values.items()
        ]
        lines += [f"{each.name:<32}{each.error.get(TOTAL, 0):>26}  {each.mistake}" for each in answer.mistakes]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
