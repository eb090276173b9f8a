"""Good and bad deliveries, one module per source: rows of the staging model, as the gate sees them.

A module gives GOOD (dataset: slice and rows that pass every check), FAILING (the least that fails a check), SHRINKING
(the number of rows is that of the accepted delivery before), CHANGING (an accepted delivery before, and the least
change to it that fails a check), and ELSEWHERE: the checks that a test of its own proves.
"""

from __future__ import annotations

Case = tuple[str, str, str, list[dict[str, object]], int]
"""Dataset, check, slice, rows, and a number: of unreadable rows, or of the rows before."""
Rows = list[dict[str, object]]
Change = tuple[str, str, str, Rows, str, Rows]
"""Dataset, check, slice and rows of the accepted delivery, slice and rows of the one judged."""
