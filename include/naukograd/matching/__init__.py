"""Owners of patents are known by name alone: names in, decisions out. Pure: no database, no clock.

A name is read into words (form, place, number, whose name it bears) and compared with the names of participants. A
branch, another number, another place or a further word is another owner; what is uncertain is never matched but goes to
a person, with the reason. What a person decides of an owner as printed stands before all names.
"""

from naukograd.matching.batch import decide
from naukograd.matching.book import Book, Owner, Printed, Ruling, version
from naukograd.matching.elsewhere import with_names_of
from naukograd.matching.matcher import Matcher, Outcome
from naukograd.matching.register import Participant

__all__ = [
    "Book",
    "Matcher",
    "Outcome",
    "Owner",
    "Participant",
    "Printed",
    "Ruling",
    "decide",
    "version",
    "with_names_of",
]
