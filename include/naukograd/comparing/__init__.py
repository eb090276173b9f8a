"""What changed between two states of knowledge, by how much, and why."""

from naukograd.comparing.comparison import revisions
from naukograd.comparing.reasons import DECISION_KIND, Unjustified, require_reasons, unjustified
from naukograd.comparing.told import as_dict, lines

__all__ = ["DECISION_KIND", "Unjustified", "as_dict", "lines", "require_reasons", "revisions", "unjustified"]
