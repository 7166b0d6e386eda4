"""`python -m khabar`: the command line where no `khabar` command is on the path."""

from khabar.cli import main

main()
