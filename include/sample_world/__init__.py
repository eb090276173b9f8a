"""A stand-in for the outside world: synthetic data, the sources' own wire formats, real HTTP.

Everything it says is invented from a seed and marked as a sample. It also knows the right answer, tallied while
each payment is invented, and the exact price of every usual mistake. It never imports the warehouse.
"""
