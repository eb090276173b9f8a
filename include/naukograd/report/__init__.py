"""The page of the result: one model in, one PDF and one HTML file out. No database, no clock."""
