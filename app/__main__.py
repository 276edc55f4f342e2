"""`python -m app` is the command `hsba`."""

from app.cli import main

main()
