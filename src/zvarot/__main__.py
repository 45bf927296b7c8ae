"""Run as `python -m zvarot`."""

from zvarot.cli import main

main()
