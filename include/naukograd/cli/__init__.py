"""The command line. Exit codes: 0 done, 1 the answer is no, 2 usage, 3 failed. Results to stdout, logs to stderr."""

from __future__ import annotations

import argparse
import logging
import sys

from naukograd.cli import matching, reports, running, warehouse
from naukograd.cli.verbs import FAILED, NO, USAGE
from naukograd.core.errors import GateFailed, NaukogradError, UsageError
from naukograd.core.settings import Settings

log = logging.getLogger("naukograd")


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

    for room in (running, warehouse, reports, matching):
        room.add(verbs)
    return parser
