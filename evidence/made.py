"""What hsba says it made: read strictly from `hsba demo --json` and `hsba status --json`, so that the judges can be compared with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from evidence.records import Kept

Part = TypeVar("Part")
PEOPLE = 3
"""Signatures on a result: technician, approving doctor, head of the laboratory."""


@dataclass(frozen=True)
class Sheet:
    """One finished document."""

    path: Path
    title: str
    signers: tuple[str, ...]
    """Names in the order they signed."""
    text: tuple[str, ...]
    """Sentences a reader must find on it."""


@dataclass(frozen=True)
class Made:
    """Everything to be judged."""

    sheets: tuple[Sheet, ...]
    archived: int
    """Records that hsba says it archived."""
    root: Path
    """PEM file of the only certificate the judges trust."""
    archive: Path
    """OCFL storage root."""
    records: tuple[Kept, ...] = ()
    """Evidence records of the documents, made while the stack ran."""

    def faults(self) -> list[str]:
        """What is missing for the judges to have proved anything."""
        found = [] if any(len(sheet.signers) >= PEOPLE for sheet in self.sheets) else [f"no document that {PEOPLE} people signed"]
        return found if self.archived else [*found, "no archived record"]

    def summary(self) -> str:
        signatures = sum(len(sheet.signers) for sheet in self.sheets)
        return f"{len(self.sheets)} documents, {signatures} signatures, {self.archived} archived records"


class Misread(Exception):
    """hsba's own account is not as agreed: says what is missing where."""


def read(demo: Mapping[str, Any], status: Mapping[str, Any]) -> Made:
    """The demo's account and the installation's, together. Raises: Misread."""
    sheets = tuple(_sheet(document) for document in _part(demo, "documents", list, "demo"))
    if not sheets:
        raise Misread("demo: names no document")
    return Made(
        sheets=sheets,
        archived=_part(demo, "archived", int, "demo"),
        root=_existing(_part(_part(status, "root_certificate", dict, "status"), "path", str, "status: root_certificate")),
        archive=_existing(_part(_part(status, "paths", dict, "status"), "archive", str, "status: paths")),
    )


def _sheet(document: Mapping[str, Any]) -> Sheet:
    path = _part(document, "path", str, "demo: documents")
    return Sheet(
        path=_existing(path),
        title=_part(document, "title", str, path),
        signers=tuple(_part(signature, "name", str, f"{path}: signatures") for signature in _part(document, "signatures", list, path)),
        text=tuple(_part(document, "text", list, path)),
    )


def _part(where: Mapping[str, Any], key: str, kind: type[Part], place: str) -> Part:
    value = where.get(key)
    if not isinstance(value, kind):
        raise Misread(f"{place}: `{key}` should be {kind.__name__}, is {value!r}")
    return value


def _existing(path: str) -> Path:
    if not Path(path).exists():
        raise Misread(f"{path}: is named but not there")
    return Path(path)
