"""Files in, new articles and their annotations out; one module a format, and one registry."""

from annotator.importers.finding import find
from annotator.importers.registry import SUFFIXES, read, read_file

__all__ = ["SUFFIXES", "find", "read", "read_file"]
