"""Sealed annual reports: what they are computed from, their folder, their signature, and whether they still hold."""
