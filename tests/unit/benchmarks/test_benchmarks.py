"""What the benchmarks measure is what they say, and the table says what was measured."""

import csv
import gzip

import pytest
from benchmarks import payments
from benchmarks.curves import Point, slope
from benchmarks.table import Row, lines


def test_another_month_has_the_same_payments_and_the_participants_own(tmp_path):
    like = payments.write(tmp_path, 300)
    own = ["1"] * len(payments.DATASET.columns)

    file = payments.of_another_month(like, "2026-11", [own], tmp_path)

    with gzip.open(like.packed, "rt", newline="") as packed, gzip.open(file, "rt", newline="") as other:
        before, after = list(csv.reader(packed)), list(csv.reader(other))
    assert payments.DATASET.slice_of(file) == "2026-11"
    assert (len(before), after[:2]) == (301, [before[0], own])
    assert after[2:] == [[cell.replace("2025-05-", "2026-11-") for cell in row] for row in before[1:]]


def test_a_row_is_judged_by_the_median_of_its_turns():
    row = Row("ours", "theirs", "s", (2.0, 9.0, 3.0), (2.0, 3.0, 2.0), 1.5)

    assert (row.ratio, row.is_reached) == (1.5, True)
    assert lines([row])[2] == "| ours | theirs | 3.00 s | 2.00 s | 1.50 | 1.5 | reached |"


@pytest.mark.parametrize(("grows_to", "expected"), [(10.0, 1.0), (1.0, 0.0)])
def test_a_slope_is_the_exponent_of_growth(grows_to, expected):
    points = [Point(10, 1.0, 1.0, 1.0, 1.0, 1.0), Point(100, grows_to, 1.0, 1.0, 1.0, 1.0)]

    assert slope(points, "load") == pytest.approx(expected)
