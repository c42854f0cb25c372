"""Dates and counts as numbers: calendar bins, annotations per bin and tag, the rows of its CSV."""
