"""Give each its own, at the least cost in all."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain


def assign(costs: Sequence[Sequence[int | None]]) -> tuple[int | None, ...]:
    """Return the column of each row, or None for a row that goes without.

    `costs` has a row for each taker and a column for each thing that can be
    taken once; None stands where the two do not fit. As many rows as possible
    get a column, and of all such ways the cheapest is returned, of equals the
    same one each time: the Hungarian method with shortest augmenting paths,
    O(rows² · columns).
    """
    # Going without is worse than all the costs there are, and a misfit worse still.
    without = 1 + sum(filter(None, chain.from_iterable(costs)))
    misfit = 2 * without
    filled = [
        [misfit if cost is None else cost for cost in row] + [without] * len(costs)
        for row in costs
    ]
    columns = _hungarian(filled)
    return tuple(
        column if column < len(row) else None
        for row, column in zip(costs, columns, strict=True)
    )


def _hungarian(costs: Sequence[Sequence[int]]) -> list[int]:
    """Return the column of each row; there are at least as many columns as rows."""
    row_prices: Counter[int] = Counter()
    column_prices: Counter[int] = Counter()
    row_at: dict[int, int] = {}
    for row, _ in enumerate(costs):
        _augment(costs, row, row_prices, column_prices, row_at)
    return sorted(row_at, key=row_at.__getitem__)


def _augment(
    costs: Sequence[Sequence[int]],
    newcomer: int,
    row_prices: Counter[int],
    column_prices: Counter[int],
    row_at: dict[int, int],
) -> None:
    """Give a row a place; others may have to move on."""
    ahead: dict[int, int] = {}
    came_from: dict[int, int | None] = {}
    passed: set[int] = set()
    rows = [newcomer]
    column: int | None = None
    while column is None or column in row_at:
        if column is not None:
            passed.add(column)
            rows.append(row_at[column])
        price = row_prices[rows[-1]]
        for other, cost in enumerate(costs[rows[-1]]):
            if other in passed:
                continue
            over = cost - price - column_prices[other]
            if other not in ahead or over < ahead[other]:
                ahead[other], came_from[other] = over, column
        column = min(ahead, key=ahead.__getitem__)
        step = ahead.pop(column)
        row_prices.update(dict.fromkeys(rows, step))
        column_prices.subtract(dict.fromkeys(passed, step))
        ahead = {other: over - step for other, over in ahead.items()}
    while column is not None:
        before = came_from[column]
        row_at[column] = newcomer if before is None else row_at[before]
        column = before
