"""Runs one command and turns whatever happens into an exit status and at most one line on stderr."""

import contextlib
import io
import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from annotator.cli.arguments import parse
from annotator.cli.terminal import safe
from annotator.errors import Cancelled, UserError

DONE, USER_ERROR, INTERRUPTED, PIPE_CLOSED = 0, 1, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments (those of the process by default) ask for; its exit status.

    0 done, 1 a user's error with one line on stderr, 130 interrupted, 141 the reader of stdout went away. Wrong
    usage raises SystemExit(2), and asking for help SystemExit(0).
    """
    try:
        _let_stdout_take_anything()
        status = _run(parse(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except UserError as error:
        return _complain(str(error))
    except (KeyboardInterrupt, Cancelled):
        _complain("Interrupted. What was stored before stays; the rest was left out.")
        return INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()
        return PIPE_CLOSED
    except OSError as error:
        _silence_stdout()
        mend = " Change its permissions, or choose another." if isinstance(error, PermissionError) else ""
        return _complain(f"{error.filename or 'The output'} cannot be used: {error.strerror or error}.{mend}")
    except Exception as error:  # noqa: BLE001  the top of the command line
        return _complain(_bug(error))
    return status


def _run(asked: Namespace) -> int:
    """Load the module of the command only now: each costs time that the others do not need."""
    verb = getattr(import_module(f"annotator.cli.{asked.module}"), asked.verb)
    return int(verb(asked) or DONE)


def _complain(sentence: str) -> int:
    with contextlib.suppress(OSError, ValueError):
        print(f"annotator: {safe(' '.join(sentence.split()))}", file=sys.stderr)
    return USER_ERROR


def _bug(error: Exception) -> str:
    if os.environ.get("ANNOTATOR_DEBUG", "0") not in ("", "0"):
        traceback.print_exc()
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return f"This is a mistake in the program ({what}). Report it with what ANNOTATOR_DEBUG=1 prints."


def _let_stdout_take_anything() -> None:
    """A terminal that cannot show a character shows its number instead of stopping the command."""
    if sys.stdout is None:  # closed by whoever started the process
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  lives as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _silence_stdout() -> None:
    """Let the flush at the end of the process fail no second time."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
