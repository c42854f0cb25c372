"""Rows in, a file out; one module a format, and one registry."""

from annotator.exporters.columns import COLUMNS
from annotator.exporters.registry import FORMATS, Format, Request, format_of
from annotator.exporters.writing import replacing

__all__ = ["COLUMNS", "FORMATS", "Format", "Request", "format_of", "replacing"]
