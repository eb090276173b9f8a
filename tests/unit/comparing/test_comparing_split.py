"""Parts of a change add up to it, whatever is known, and the other way round they are the same with the other sign."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from naukograd.comparing.split import WHOLE, Cell, Half, Known, Slice, split
from naukograd.report.model.revisions import RevisionType

TAX, FILED, FORM = ("kgd.payments_by_bin", "A/2026"), ("filings.researchers", "nu_park/2026"), ("bns.science_form", "1")
REGISTER = ("filings.participants", "nu_park")
NATURES: dict[str, RevisionType] = {
    "kgd.payments_by_bin": "revision",
    "filings.researchers": "correction",
    "bns.science_form": "revision",
    "filings.participants": "register",
}


def half(**contributions: int) -> Half:
    """Contributions to one slice by contributor; none at all is a missing figure."""
    return of_slice(FILED, **contributions)


def of_slice(slice_: Slice, **contributions: int) -> Half:
    cells = {(contributor, slice_): Decimal(value) for contributor, value in contributions.items()}
    return Half(sum(cells.values(), Decimal(0)) if cells else None, cells)


def types(earlier: Half, later: Half, known: Known) -> dict[str, Decimal]:
    return {part.type: part.value for part in split(earlier, later, known)}


AGAIN = Known({FILED: ("1", "2"), FORM: (None, "3"), TAX: ("4", "5"), REGISTER: ("6", "7")}, NATURES)
SAME = Known({FILED: ("1", "1")}, NATURES)


def test_who_filed_anew_is_corrected_and_who_had_not_filed_is_late() -> None:
    assert types(half(A=5, B=3), half(A=7, B=3, C=4), AGAIN) == {"correction": 2, "late_row": 4}


def test_a_tabulation_in_place_of_filings_is_a_revision() -> None:
    [part] = split(half(A=5, B=3), of_slice(FORM, whole=9), AGAIN)
    assert (part.type, part.value, part.participants) == ("revision", Decimal(1), ())
    assert [(each.dataset, each.is_later) for each in part.deliveries] == [
        ("bns.science_form", True),
        ("filings.researchers", False),
        ("filings.researchers", True),
    ]


def test_a_figure_that_was_not_there_is_late_even_if_it_is_nothing() -> None:
    assert types(Half(None, {}), of_slice(FORM, whole=9), AGAIN) == {"late_row": 9}
    assert types(Half(None, {}), of_slice(FORM, whole=0), AGAIN) == {"late_row": 0}


def test_a_newcomer_and_a_leaver_are_the_register_s() -> None:
    known = Known(AGAIN.deliveries, NATURES, moved={"B", "C"}, newcomers={"C"}, registers=[REGISTER])
    assert types(half(A=5, B=3), half(A=5, C=4), known) == {"register": 1}


def test_equal_bytes_counted_otherwise_are_another_method_or_the_register() -> None:
    other = Known(SAME.deliveries, NATURES, is_other_method=True)
    assert types(half(A=5), half(A=6), SAME) == {"register": 1}
    assert types(half(A=5), half(A=6), other) == {"method": 1}


def test_rows_that_can_be_told_apart_are_and_the_rest_is_the_register_s() -> None:
    rows: dict[Cell, dict[RevisionType, Decimal]] = {("A", TAX): {"late_row": Decimal(4), "revision": Decimal(-1)}}
    known = Known(AGAIN.deliveries, NATURES, moved={"A"}, registers=[REGISTER], rows=rows)
    assert types(of_slice(TAX, A=5), of_slice(TAX, A=10), known) == {"revision": -1, "register": 2, "late_row": 4}


SLICES = [TAX, FILED, FORM, ("filings.researchers", "kurchatov/2026")]
amounts = st.decimals(min_value=-1000, max_value=1000, places=11)
cells = st.one_of(
    st.dictionaries(st.tuples(st.sampled_from("ABCD"), st.sampled_from(SLICES)), amounts, max_size=8),
    st.dictionaries(st.tuples(st.just(WHOLE), st.just(FORM)), amounts, max_size=1),
)
halves = st.builds(lambda found: Half(sum(found.values(), Decimal(0)) if found else None, found), cells)
deliveries = st.fixed_dictionaries({each: st.tuples(*[st.sampled_from([None, "1", "2"])] * 2) for each in SLICES})
knowns = st.builds(
    Known,
    deliveries,
    st.just(NATURES),
    moved=st.frozensets(st.sampled_from("ABCD")),
    newcomers=st.frozensets(st.sampled_from("AB")),
    rows=st.dictionaries(
        st.tuples(st.sampled_from("ABCD"), st.just(TAX)),
        st.dictionaries(st.sampled_from(["revision", "late_row"]), amounts),
        max_size=3,
    ),
    is_other_method=st.booleans(),
)


@settings(max_examples=300, deadline=None)
@given(halves, halves, knowns)
def test_parts_add_up_exactly_and_there_is_one_per_type(earlier: Half, later: Half, known: Known) -> None:
    parts = split(earlier, later, known)
    moved = (later.value or 0) - (earlier.value or 0)
    assert sum(part.value for part in parts) == moved
    assert len({part.type for part in parts}) == len(parts) >= 1
    for part in parts:
        assert sum(cause.value for cause in part.causes) == part.value
        assert {cause.participant for cause in part.causes} - {None} == set(part.participants)
        assert {one for cause in part.causes for one in cause.deliveries} == set(part.deliveries)
    there = {delivery for pair in known.deliveries.values() for delivery in pair}
    assert all(each.delivery in there for part in parts for each in part.deliveries)
