"""Measurements as ratios: ours and a named peer, in turns, in one run, on the same data."""
