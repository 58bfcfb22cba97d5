"""`python -m tools` is the same as the `heel-stretches` command."""

import sys

from tools.cli import main

if __name__ == "__main__":
    sys.exit(main())
