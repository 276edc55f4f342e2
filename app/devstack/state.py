"""What a running stack tells of itself, kept in `state.json` in its data folder for `hsba status`."""

import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from app import kept
from app.devstack.part import PartState


class StateFile:
    """The supervisor's side: rewritten whole at every change."""

    def __init__(self, data: Path, facts: dict[str, Any]) -> None:
        """`facts` stay the same while the stack runs (addresses, paths)."""
        self._path = data / "state.json"
        self._facts = {"pid": os.getpid(), "since": datetime.now().astimezone().isoformat(timespec="seconds"), **facts}

    def write(self, parts: Iterable[PartState]) -> dict[str, Any]:
        """Writes the state and gives it back as it was written."""
        known = list(parts)
        whole = {**self._facts, "ready": all(part.settled for part in known), "parts": [part.as_json() for part in known]}
        new = self._path.with_suffix(".new")
        new.write_text(json.dumps(whole, ensure_ascii=False, indent=1))
        new.rename(self._path)
        return whole


def read(data: Path) -> dict[str, Any] | None:
    """The last state written, or None before the first start. Whether it still holds is the lock's to say. Raises Broken."""
    return kept.read(data / "state.json")
