"""How a comparison is told, and when a revision needs a reason."""

from __future__ import annotations

import json

import pytest
from tests.unit.report.revised import REASON, revisions

from naukograd import comparing
from naukograd.core.errors import GateFailed


def test_lines_name_measures_parts_and_deliveries() -> None:
    text = "\n".join(comparing.lines(revisions()))
    assert "2026.1 (as of 2027-04-20 23:59, method aaa) → 2026.2 (as of 2027-10-15 18:00, method bbb)" in text
    assert "0.1 % exceeded" in text
    assert "indicator_values/tax_receipts/total/2026:value: 2.411208 → 2.422008 bn_kzt (+0.0108)" in text
    assert "    late_row +0.01  1 participants: 040240000125" in text
    assert "        later 00d1ce5a7c0ffee1 kgd.payments_by_bin 040240000125/2026" in text
    assert "indicator_values/researchers/nu_park/2026:value: none → 238 persons" in text
    assert "participants 1" in text


def test_json_keeps_identifiers_and_every_digit() -> None:
    found = json.loads(json.dumps(comparing.as_dict(revisions()), default=str))
    assert found["summaries"][0]["beyond"] == "indicator_values/tax_receipts/total/2026:value"
    assert found["figures"][1]["difference"] == "0.010800"
    assert found["cells"][0]["figure"] == "participants/nu_park/1/2026-01-01:scope"


def test_a_revision_beyond_its_tolerance_stops_until_a_reason_is_in_force() -> None:
    with pytest.raises(GateFailed) as raised:
        comparing.require_reasons(revisions(), (), "2026.2")
    text = str(raised.value)
    for told in (
        "indicator_values/tax_receipts/total/2026:value was 2.411208, is 2.422008",
        "revised by 0.0108 bn_kzt, tolerance 0.002411208 (0.1 percent)",
        "a row of kind revision_reason for each of: 2026.2/tax_receipts",
    ):
        assert told in text
    with pytest.raises(GateFailed):
        comparing.require_reasons(revisions(), (REASON,), "2026.3")
    comparing.require_reasons(revisions(), (REASON,), "2026.2")
