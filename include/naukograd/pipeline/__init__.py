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
from naukograd.pipeline.comparing import compare
from naukograd.pipeline.deciding import decide
from naukograd.pipeline.explaining import explain
from naukograd.pipeline.ingesting import (
    each,
    fetch,
    is_idle,
    judge,
    load,
    load_file,
    statement,
)
from naukograd.pipeline.listing import LatestDelivery, latest_deliveries
from naukograd.pipeline.maintaining import maintain, retire, vacuum
from naukograd.pipeline.preparing import (
    opened,
    prepare,
    replay,
)
from naukograd.pipeline.rebuilding import rebuild
from naukograd.pipeline.sealing import (
    begin_release,
    freeze_of,
    judge_release,
    require_waivers,
    restore_release,
    seal,
    seal_build,
    sealed_already,
    sealed_releases,
)
from naukograd.pipeline.verifying import verify
from naukograd.warehouse.builds import Purpose

__all__ = [
    "LatestDelivery",
    "Purpose",
    "begin_build",
    "begin_release",
    "build",
    "build_apart",
    "build_candidate",
    "build_per_delivery",
    "compare",
    "decide",
    "each",
    "explain",
    "fetch",
    "freeze_of",
    "is_idle",
    "judge",
    "judge_candidate",
    "judge_release",
    "latest_deliveries",
    "load",
    "load_file",
    "maintain",
    "needs_build",
    "opened",
    "prepare",
    "publish",
    "rebuild",
    "replay",
    "report_address",
    "require_waivers",
    "restore_release",
    "retire",
    "seal",
    "seal_build",
    "sealed_already",
    "sealed_releases",
    "statement",
    "vacuum",
    "verify",
    "write_report",
]
