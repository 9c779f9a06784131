"""`python -m tiercel.show.cli` is the command `tiercel`."""

from tiercel.show.cli.main import main

main()
