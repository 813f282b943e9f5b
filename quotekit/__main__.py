"""Runs the command line as ``python -m quotekit``."""

import sys

from quotekit.cli import main

if __name__ == "__main__":
    sys.exit(main())
