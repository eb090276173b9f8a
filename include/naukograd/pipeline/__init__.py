"""What DAGs and the command line call: receive, load, judge, build, publish. Any verb may be run again at any time."""

from naukograd.pipeline.building import (
    begin_build,
    build,
    build_apart,
    build_candidate,
    build_per_delivery,
    judge_candidate,
    needs_build,
    publish,
    report_address,
    write_report,
)
from naukograd.pipeline.deciding import decide
from naukograd.pipeline.ingesting import (
    each,
    fetch,
    is_idle,
    judge,
    load,
    load_file,
    statement,
)
from naukograd.pipeline.preparing import (
    opened,
    prepare,
    replay,
)
from naukograd.pipeline.rebuilding import rebuild
from naukograd.warehouse.builds import Purpose

__all__ = [
    "Purpose",
    "begin_build",
    "build",
    "build_apart",
    "build_candidate",
    "build_per_delivery",
    "decide",
    "each",
    "fetch",
    "is_idle",
    "judge",
    "judge_candidate",
    "load",
    "load_file",
    "needs_build",
    "opened",
    "prepare",
    "publish",
    "rebuild",
    "replay",
    "report_address",
    "statement",
    "write_report",
]
