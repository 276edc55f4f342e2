"""What the manifest of an archived record, or of a package sent with a transferred patient, says of one file.

A manifest carries no signature of its own: it proves as much as the place it was taken from (an object of the archive; the SHA-256
of its inventory stands in the record's row and in the audit).
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from app.cli.troubles import unusable
from domain.packages import FORMAT

SENTENCES = {
    "same": ("Đúng là bản trong kho lưu trữ: {0}.", "This is the archived file: {0}."),
    "stamp_removed": (
        "Dấu thời gian lưu trữ đã bị gỡ: kho lưu trữ ghi {0} đã được bảo toàn (B-LTA), tệp này chỉ ở mức {1}.",
        "The archive time stamp was removed: the archive says that {0} is preserved (B-LTA), this file has level {1} only.",
    ),
    "other_bytes": ("Tệp khác với bản trong kho lưu trữ: {0}.", "The file differs from the archived one: {0}."),
    "not_listed": ("Hồ sơ lưu trữ này không có tệp như vậy.", "The archived record has no such file."),
}
"""Code → Vietnamese, English."""
PACKED = {
    "same": ("Đúng là tệp trong gói chuyển cơ sở: {0}.", "This is the file of the package: {0}."),
    "stamp_removed": (
        "Dấu thời gian lưu trữ đã bị gỡ: gói ghi {0} đã được bảo toàn (B-LTA), tệp này chỉ ở mức {1}.",
        "The archive time stamp was removed: the package says that {0} is preserved (B-LTA), this file has level {1} only.",
    ),
    "other_bytes": ("Tệp khác với tệp trong gói chuyển cơ sở: {0}.", "The file differs from that of the package: {0}."),
    "not_listed": ("Gói chuyển cơ sở này không có tệp như vậy.", "The package has no such file."),
}
"""The same of a package."""


@dataclass(frozen=True)
class Kept:
    """A file compared with a manifest."""

    code: str
    facts: tuple[str, ...] = ()
    packed: bool = False
    """The manifest is a package's."""

    @property
    def vi(self) -> str:
        return (PACKED if self.packed else SENTENCES)[self.code][0].format(*self.facts)

    @property
    def en(self) -> str:
        return (PACKED if self.packed else SENTENCES)[self.code][1].format(*self.facts)

    @property
    def same(self) -> bool:
        """Whether it is the listed file, byte for byte."""
        return self.code == "same"


def compared(pdf: bytes, manifest: bytes, level: str) -> Kept:
    """The file (of this level) beside the manifest's line of the same sheet and version. Ends the command when it is no manifest."""
    lines, packed = lines_of(manifest), is_package(manifest)
    digest = sha256(pdf).hexdigest()
    for line in lines:
        if line["sha256"] == digest:
            return Kept("same", (place(line),), packed)
    which = sheet_of(pdf)
    for line in lines:
        if (line["form"], line["code"], line["version"]) == which or grown_from(pdf, line):
            removed = line["state"] == "preserved" and level != "B-LTA"
            return Kept("stamp_removed", (place(line), level), packed) if removed else Kept("other_bytes", (place(line),), packed)
    return Kept("not_listed", (), packed)


def is_package(manifest: bytes) -> bool:
    """Whether it lists a package sent to another facility; asked of a manifest that was read."""
    return bool(json.loads(manifest).get("format") == FORMAT)


def grown_from(pdf: bytes, line: dict[str, Any]) -> bool:
    """Whether the file begins with the content of this line: a ready PDF does not say what it is."""
    size, content = line.get("content_size"), line.get("content")
    return isinstance(size, int) and 0 < size <= len(pdf) and sha256(pdf[:size]).hexdigest() == content


def place(line: dict[str, Any]) -> str:
    """Where the plain copy of a line's file is in an export."""
    return str(line["path"]).removesuffix(".age")


def lines_of(manifest: bytes) -> list[dict[str, Any]]:
    """The documents of a manifest."""
    keys = {"form": str, "code": str, "version": int, "path": str, "sha256": str, "state": str}
    try:
        lines = json.loads(manifest)["documents"]
        good = isinstance(lines, list) and all(isinstance(line[key], kind) for line in lines for key, kind in keys.items())
    except (ValueError, LookupError, TypeError, RecursionError):
        good = False
    if not good:
        unusable(
            "Tệp nêu ở --manifest không phải manifest.json của hồ sơ lưu trữ hoặc gói chuyển cơ sở",
            "--manifest: no manifest.json of an archived record or a package",
        )
    return list(lines)


def sheet_of(pdf: bytes) -> tuple[Any, Any, Any]:
    """Form, look-up code and version that the file's first revision says it is; None where it says nothing."""
    from domain.errors import Malformed
    from signing.inspection import inspect

    try:
        facts = inspect(pdf).facts or {}
    except Malformed:
        facts = {}
    return facts.get("form"), facts.get("code"), facts.get("version")
