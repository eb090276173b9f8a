"""A person's verdict: dated, recorded, before the gate's, and after none at all."""

from __future__ import annotations

import gzip
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from naukograd import doctor, pipeline
from naukograd.core import periods
from naukograd.core.errors import GateFailed, UsageError
from naukograd.core.settings import Settings
from naukograd.deliveries import inquiries
from naukograd.sources.kgd import COLUMNS

HEADER = ",".join(column.header for column in COLUMNS)
RECORD = "990140000007,ТОО «А»,6207,,,101201,,,{number},Налог,Уплата,2025-{month}-21+05:00,,1000.00"
DATASET = "kgd.payments_bulk"
BY = "начальник отдела науки"


@pytest.fixture
def ours(settings: Settings, prepared_url: str) -> Settings:
    return Settings(settings.state, settings.archive, settings.pages, 0, prepared_url)


def hand_in(ours: Settings, folder: Path, text: str) -> None:
    file = folder / "payments_2025-05.csv.gz"
    file.write_bytes(gzip.compress(text.encode()))
    pipeline.load_file(ours, DATASET, file, slice_=None, statement=None)


def payments(month: str, rows: int) -> str:
    return "\n".join([HEADER, *(RECORD.format(number=n, month=month) for n in range(rows)), ""])


def known(ours: Settings, moment: datetime) -> dict[str, str]:
    """Of each current slice, the event that accepted its delivery."""
    with pipeline.opened(ours) as (conn, _):
        query = "select slice, verdict_event from ledger.known_deliveries(%s) where is_current"
        return dict(conn.execute(query, [moment]).fetchall())


def test_what_a_person_accepts_counts_from_then_on_and_survives_the_loss_of_the_ledger(
    ours: Settings, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="no such delivery"):
        pipeline.decide(ours, f"{DATASET} 2025-05", accepted=True, because="seen", by=BY)
    with pytest.raises(GateFailed, match="another_month"):
        hand_in(ours, tmp_path, payments("06", 10))
    before = periods.now()
    decided = pipeline.decide(
        ours, f"{DATASET} 2025-05", accepted=True, because="письмо комитета от 21.05.2025: месяц сдвинут", by=BY
    )
    after = periods.now()
    assert known(ours, before) == {}
    [event] = known(ours, after).values()
    assert "rejected delivery" not in {finding.check for finding in doctor.examine(ours)}
    with pipeline.opened(ours) as (conn, _):
        row = conn.execute("select decided_by, reason from ledger.verdicts where event_id = %s", [event]).fetchone()
        assert row == (BY, "письмо комитета от 21.05.2025: месяц сдвинут")
        # As in a warehouse made anew: rows are loaded again of what anybody ever accepted.
        conn.execute("truncate ledger.events, ledger.deliveries cascade")
        assert pipeline.replay(ours) == 3, "the arrival, the gate's verdict and the person's"
        assert [each.slice for each in inquiries.to_load(conn, DATASET)] == ["2025-05"]
    assert known(ours, after) == {"2025-05": event}
    later = pipeline.decide(ours, decided["delivery"], accepted=False, because="отозвано письмом", by=BY)
    assert later["counts_from"] == later["decided_at"]
    assert known(ours, periods.now()) == {}
    assert known(ours, after) == {"2025-05": event}, "what was accepted then stays so"


def test_a_verdict_may_hold_from_another_day(ours: Settings, tmp_path: Path) -> None:
    hand_in(ours, tmp_path, payments("05", 10))
    tomorrow = periods.now() + timedelta(days=1)
    pipeline.decide(
        ours, f"{DATASET} 2025-05", accepted=False, because="отзыв", by=BY, counts_from=tomorrow.isoformat()
    )
    assert known(ours, tomorrow - timedelta(hours=1)).keys() == {"2025-05"}
    assert known(ours, tomorrow) == {}


def test_nobody_accepts_what_cannot_be_read_or_decides_without_a_reason(ours: Settings, tmp_path: Path) -> None:
    with pytest.raises(GateFailed):
        hand_in(ours, tmp_path, "a page, not a file\nof payments\n")
    with pytest.raises(UsageError, match=r"cannot be accepted, for it cannot be read: .*no column"):
        pipeline.decide(ours, f"{DATASET} 2025-05", accepted=True, because="it looks fine", by=BY)
    with pytest.raises(UsageError, match="needs its reason"):
        pipeline.decide(ours, f"{DATASET} 2025-05", accepted=False, because=" ", by=BY)
    with pipeline.opened(ours) as (conn, _):
        conn.execute("delete from ledger.verdicts")
    with pytest.raises(UsageError, match="has not been judged by the gate yet"):
        pipeline.decide(ours, f"{DATASET} 2025-05", accepted=False, because="too early", by=BY)
