"""Run as `zvarot`, or as `python -m zvarot`."""

import os
from typing import NoReturn


def main() -> NoReturn:
    """Open the doors; not before, for each worker reads this file too and has no use for them."""
    # What else is installed beside zvarot looks at no case, and is not looked for at every start.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    from zvarot.cli import main

    main()


if __name__ == "__main__":
    main()
