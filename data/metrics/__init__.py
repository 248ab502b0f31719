"""Metrics: pure functions, one file per idea; a table in, a table out. Codes, never words."""
