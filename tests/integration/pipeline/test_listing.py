"""What arrived last of a slice, why it does not count, and what to do: as an operator reads it."""

from __future__ import annotations

import pytest
import requests

from naukograd import cli, pipeline
from naukograd.core.database import connect
from naukograd.core.errors import GateFailed

from .conftest import Thread


def test_a_rejected_delivery_is_shown_with_its_rows_what_is_used_instead_and_the_remedy(
    thread: Thread, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    thread.ingest("wipo.gii")
    editions = pipeline.latest_deliveries(thread.settings, dataset="wipo.gii", rejected_only=False)
    assert {each.state for each in editions} == {"accepted"}
    assert pipeline.latest_deliveries(thread.settings, dataset=None, rejected_only=True) == []

    # The next download breaks off, and the source calls it new.
    address = f"{thread.world.url}/_faults"
    requests.put(
        address, json={"/gii/wipo-pub-2000-2025": {"kind": "truncated", "times": 1}}, timeout=5
    ).raise_for_status()
    thread.clock, thread.run_id = "2027-04-20T18:00:01+05:00", "the bad night"
    with connect(thread.settings.warehouse_url) as conn:  # as if the source had dated it anew
        conn.execute("update ledger.arrivals set origin = origin - 'version'")
    with pytest.raises(GateFailed):
        thread.ingest("wipo.gii")

    [bad] = pipeline.latest_deliveries(thread.settings, dataset=None, rejected_only=True)
    assert (bad.dataset, bad.state, bad.decided_by) == ("wipo.gii", "rejected", "reader gate")
    assert bad.used_instead == next(each.delivery for each in editions if each.slice == bad.slice)
    assert [check.check for check in bad.failed] == ["readable"]

    monkeypatch.setenv("NAUKOGRAD_STATE", str(thread.settings.state))
    monkeypatch.setenv("WAREHOUSE_URL", thread.settings.warehouse_url)
    monkeypatch.setattr("sys.argv", ["naukograd", "deliveries", "--rejected"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"wipo.gii {bad.slice}: rejected, delivery {bad.delivery}" in told
    assert "not a sound xlsx workbook" in told
    assert f"naukograd decide --delivery {bad.delivery} --accept" in told
