"""Rows in, a file out; one module a format, and one registry."""

from annotator.exporters.columns import COLUMNS
from annotator.exporters.registry import FORMATS, Format, Request, format_of

__all__ = ["COLUMNS", "FORMATS", "Format", "Request", "format_of"]
