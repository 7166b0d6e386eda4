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
        from khabar.cli.main import app

        app(prog_name="khabar")
    except KhabarError as error:
        print("khabar:", " ".join(str(error).split()), file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has left; what is still buffered must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(141)
