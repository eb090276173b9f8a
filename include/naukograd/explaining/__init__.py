"""From a figure to its formula, its contributors, their rows, and the bytes those were read from."""
