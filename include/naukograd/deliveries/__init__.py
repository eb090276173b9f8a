"""Bytes first: the archive, the ledger of what arrived and was decided, and the way of rows into ``raw``."""
