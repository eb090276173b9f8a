"""From a printed figure back to the bytes that it comes from."""

from naukograd.explaining.explanation import Explanation, explain
from naukograd.explaining.words import SHORT, lines

__all__ = ["SHORT", "Explanation", "explain", "lines"]
