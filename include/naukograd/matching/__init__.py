"""Owners of patents are known by name alone: names in, decisions out. Pure: no database, no clock.

Names are compared exactly once their spelling is set aside (:mod:`naukograd.matching.names`): the legal form counts,
for «АО» and «ТОО» of one name are two companies. What only resembles a participant is never matched; it is named, with
the reason, for a person to decide.
"""

from naukograd.matching.batch import decide
from naukograd.matching.book import Book, Decision, RegisteredName, version
from naukograd.matching.matcher import Matcher, Outcome
from naukograd.matching.register import Participant

__all__ = ["Book", "Decision", "Matcher", "Outcome", "Participant", "RegisteredName", "decide", "version"]
