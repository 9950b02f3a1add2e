"""Give each its own, at the least cost in all."""

from collections.abc import Sequence
from math import inf


def assign(costs: Sequence[Sequence[int | None]]) -> tuple[int | None, ...]:
    """Return the column of each row, or None for a row that goes without.

    `costs` has a row for each taker and a column for each thing that can be
    taken once; None stands where the two do not fit. As many rows as possible
    get a column, and of all such ways the cheapest is returned: the Hungarian
    method with shortest augmenting paths, O(rows² · columns).
    """
    if not costs:
        return ()
    width = len(costs[0])
    # Going without is worse than all the costs there are, and a misfit worse still.
    dearest = (max((c for c in row if c is not None), default=0) for row in costs)
    without = 1 + sum(dearest)
    misfit = without * (len(costs) + 1)
    filled = [
        [misfit if cost is None else cost for cost in row] + [without] * len(costs)
        for row in costs
    ]
    columns = _hungarian(filled)
    return tuple(column if column < width else None for column in columns)


def _hungarian(costs: Sequence[Sequence[int]]) -> list[int]:
    """Return the column of each row; there are at least as many columns as rows."""
    height, width = len(costs), len(costs[0])
    row_price = [0] * (height + 1)
    column_price = [0] * (width + 1)
    row_at = [0] * (width + 1)
    for row in range(1, height + 1):
        row_at[0] = row
        _augment(costs, row_price, column_price, row_at)
    taken = {row_at[column]: column - 1 for column in range(1, width + 1)}
    return [taken[row] for row in range(1, height + 1)]


def _augment(
    costs: Sequence[Sequence[int]],
    row_price: list[int],
    column_price: list[int],
    row_at: list[int],
) -> None:
    """Give the row waiting at column 0 a place; others may have to move on."""
    width = len(costs[0])
    least: list[float] = [inf] * (width + 1)
    came_from = [0] * (width + 1)
    done = [False] * (width + 1)
    column = 0
    while row_at[column]:
        done[column] = True
        row = row_at[column]
        nearest, step = 0, inf
        for other in range(1, width + 1):
            if done[other]:
                continue
            cost = costs[row - 1][other - 1] - row_price[row] - column_price[other]
            if cost < least[other]:
                least[other], came_from[other] = cost, column
            if least[other] < step:
                nearest, step = other, least[other]
        for other in range(width + 1):
            if done[other]:
                row_price[row_at[other]] += int(step)
                column_price[other] -= int(step)
            else:
                least[other] -= step
        column = nearest
    while column:
        row_at[column] = row_at[came_from[column]]
        column = came_from[column]
