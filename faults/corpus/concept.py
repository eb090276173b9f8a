"""The resolution's own tables, shipped as CSV."""
