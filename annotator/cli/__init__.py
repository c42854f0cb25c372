"""The commands: ask, call project, print; Qt is not imported before a command draws."""

from annotator.cli.running import main

__all__ = ["main"]
