"""The command line: parse, call the library, print.

Exit status 0 when done, 1 where a check does not hold, 2 for a wrong call or unreadable input.
Errors are one line on standard error. Nothing heavy is imported before a command needs it.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

from quotekit.cli.parser import build_parser
from quotekit.errors import QuotekitError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the words after ``quotekit``; those of the process by default.

    Returns:
        The exit status.

    Examples:
        >>> main(["evaluate", "--help"])  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        SystemExit: 0
    """
    for stream in (sys.stdout, sys.stderr):  # a narrow terminal encoding never loses a run
        if hasattr(stream, "reconfigure"):
            with contextlib.suppress(ValueError):
                stream.reconfigure(errors="backslashreplace")
    args = build_parser().parse_args(argv)
    try:
        return args.run(args) or 0
    except QuotekitError as error:
        return _fail(str(error))
    except BrokenPipeError:  # the reader of a pipe went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _fail(f"{error.filename or 'input or output'}: {error.strerror or error}")
    except KeyboardInterrupt:
        return _fail("stopped", status=130)


def _fail(message: str, *, status: int = 2) -> int:
    print(f"quotekit: {' '.join(message.split())}", file=sys.stderr)
    return status
