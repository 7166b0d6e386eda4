"""The command line, one command a file."""

from khabar.cli.main import main

__all__ = ["main"]
