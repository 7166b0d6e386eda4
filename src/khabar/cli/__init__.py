"""The command line, one command a file."""

from __future__ import annotations

import os
import signal
import sys


def main() -> None:
    """Run the `khabar` command and leave with its exit code; whatever goes wrong ends in one line, not a traceback."""
    from khabar.errors import KhabarError

    # Asked to end, Khabar ends as after an error: the part written of an output file is taken away.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        from khabar.cli.commands import app

        app(prog_name="khabar")
    except KhabarError as error:
        print("khabar:", " ".join(str(error).split()), file=sys.stderr)
        _forget_output()
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        _forget_output()
        sys.exit(141)


def _forget_output() -> None:
    """What is still buffered for an output that cannot be written must not raise again at exit."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
