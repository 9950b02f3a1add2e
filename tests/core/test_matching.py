"""The matching is as good as the best that can be found by trying every one."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, strategies as st

from custom_components.speaker_switchboard.core.matching import assign

from .strategies import MOST_TAKERS

type Costs = Sequence[Sequence[int | None]]


@st.composite
def costs(draw: st.DrawFn) -> list[list[int | None]]:
    """Return up to seven takers and seven things; two may not fit each other."""
    width = draw(st.integers(0, MOST_TAKERS))
    cost = st.one_of(st.none(), st.integers(0, 3), st.integers(0, 10_000_000))
    row = st.lists(cost, min_size=width, max_size=width)
    return draw(st.lists(row, max_size=MOST_TAKERS))


def worth(costs: Costs, columns: Sequence[int | None]) -> tuple[int, int]:
    """Return how many go without, and what all the others cost."""
    taken = [
        costs[row][column] for row, column in enumerate(columns) if column is not None
    ]
    paid = [cost for cost in taken if cost is not None]
    assert len(paid) == len(taken), "A misfit was given out."
    return len(columns) - len(paid), sum(paid)


def best(costs: Costs) -> tuple[int, int]:
    """Return the worth of the best matching, found by trying every one.

    What is left to do depends on the row and on which columns are gone alone, so
    the best is kept for each set of columns.
    """
    ends = {frozenset[int](): (0, 0)}
    for row in costs:
        nexts: dict[frozenset[int], tuple[int, int]] = {}
        for gone, (short, paid) in ends.items():
            ways = [(gone, (short + 1, paid))]
            ways += [
                (gone | {column}, (short, paid + cost))
                for column, cost in enumerate(row)
                if cost is not None and column not in gone
            ]
            for then, so_far in ways:
                nexts[then] = min(so_far, nexts.get(then, so_far))
        ends = nexts
    return min(ends.values())


@given(costs())
def test_no_matching_serves_more_or_costs_less(costs: Costs) -> None:
    """As many as possible get something, and of all such ways it is the cheapest."""
    columns = assign(costs)

    assert len(columns) == len(costs)
    given_out = [column for column in columns if column is not None]
    assert len(given_out) == len(set(given_out))
    assert worth(costs, columns) == best(costs)


@given(costs(), st.data())
def test_neither_the_order_of_takers_nor_of_things_changes_the_worth(
    costs: Costs, data: st.DataObject
) -> None:
    """The same ones, shuffled, are served as well and as cheaply."""
    rows = data.draw(st.permutations(range(len(costs))))
    columns = data.draw(st.permutations(range(len(costs[0]) if costs else 0)))
    shuffled = [[costs[row][column] for column in columns] for row in rows]

    assert worth(shuffled, assign(shuffled)) == worth(costs, assign(costs))


@given(costs())
def test_the_same_costs_have_the_same_matching(costs: Costs) -> None:
    """Of several as good, it is always the same one."""
    assert assign(costs) == assign([list(row) for row in costs])


def test_every_small_matrix_is_matched_best() -> None:
    """There is no exception among all those with three takers and two things."""
    for cells in product((None, 0, 1), repeat=6):
        costs = [cells[:2], cells[2:4], cells[4:]]
        assert worth(costs, assign(costs)) == best(costs)


@pytest.mark.parametrize(
    ("costs", "columns"),
    [
        ([], ()),
        ([[]], (None,)),
        ([[None]], (None,)),
        ([[0]], (0,)),
        ([[5, 3]], (1,)),
        ([[1], [0]], (None, 0)),
        # The cheapest for the first leaves the second with nothing.
        ([[1, 9], [1, None]], (1, 0)),
        # One more is served, at whatever cost.
        ([[0, 10_000_000], [1, None]], (1, 0)),
        # Each has its favourite, but together it is dearer.
        ([[1, 2], [1, 9]], (1, 0)),
        ([[7, 5, 1], [7, 5, 2], [7, 5, 4]], (2, 1, 0)),
    ],
)
def test_each_gets_its_own(costs: Costs, columns: tuple[int | None, ...]) -> None:
    """More served comes before cheaper, cheaper before first come."""
    assert worth(costs, assign(costs)) == worth(costs, columns)
    assert worth(costs, columns) == best(costs)


def test_of_ways_that_are_as_good_it_is_always_the_same() -> None:
    """Who came first is served, where either of two could be."""
    assert assign([[2, 2], [1, 2], [0, 1]]) == (1, None, 0)
    assert assign([[0], [0]]) == (0, None)
    assert assign([[0, 0]]) == (0,)
