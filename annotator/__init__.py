"""A desktop annotation desk for news analysts: spans of articles, tags, and a timeline of both."""

__version__ = "0.1.0"
