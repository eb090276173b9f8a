"""What changed between two states of knowledge, by how much, and why."""

from naukograd.comparing.comparison import revisions
from naukograd.comparing.identified import identified
from naukograd.comparing.predecessor import predecessor
from naukograd.comparing.reasons import DECISION_KIND, Unjustified, require_reasons, unjustified
from naukograd.comparing.table import DESCRIBED, TABLES, write
from naukograd.comparing.told import as_dict, lines

__all__ = [
    "DECISION_KIND",
    "DESCRIBED",
    "TABLES",
    "Unjustified",
    "as_dict",
    "identified",
    "lines",
    "predecessor",
    "require_reasons",
    "revisions",
    "unjustified",
    "write",
]
