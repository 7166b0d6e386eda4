"""What `spark-submit` runs: the arguments after this file's name are those of `khabar bulk`."""

import sys

from khabar.cli import main

sys.argv[1:1] = ["bulk"]
main()
