"""What changed between two states of knowledge, by how much, and why."""

from naukograd.comparing.comparison import revisions
from naukograd.comparing.predecessor import predecessor
from naukograd.comparing.reasons import DECISION_KIND, Unjustified, require_reasons, unjustified
from naukograd.comparing.told import COLUMNS, as_dict, lines, rows

__all__ = [
    "COLUMNS",
    "DECISION_KIND",
    "Unjustified",
    "as_dict",
    "lines",
    "predecessor",
    "require_reasons",
    "revisions",
    "rows",
    "unjustified",
]
