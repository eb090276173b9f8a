"""What goes wrong with data, on purpose: a corpus of faults, and what the warehouse makes of each.

``make faults`` damages good answers of the sample world on their way, takes them in by the verbs that the DAGs call,
and prints where each fault was caught, by which check, in which words, and whether anything wrong came through.
Quirks are changes that are no faults: whatever stops at one, or warns of it, is a false alarm.
"""
