"""Small JSON files that an installation keeps of itself in its data folder."""

import json
from pathlib import Path
from typing import Any


class Broken(ValueError):
    """A file that hsba wrote cannot be read any more. Facts: the path."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: hỏng, không đọc được · broken, cannot be read")


def read(path: Path) -> dict[str, Any] | None:
    """What the file says; None when there is none. Raises Broken."""
    try:
        found = json.loads(path.read_text())
    except FileNotFoundError:
        return None
    except ValueError as wrong:
        raise Broken(path) from wrong
    if not isinstance(found, dict):
        raise Broken(path)
    return found
