"""Takes a PDF apart: its signatures in order, the validation data in it, and the facts attached to its first revision."""

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any

from cryptography import x509
from pyhanko.pdf_utils.generic import parse_pdf_date
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from domain.errors import Malformed
from signing import confirmations
from signing.confirmations import Confirmation
from signing.objects import entry
from signing.pades import RANGE, unpadded
from signing.revisions import Change, changes_after
from signing.trust import sound

FACTS = "hsba.json"
"""Name of the attachment that says which signatures a sheet needs."""
HOSTILE = (
    PdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    AssertionError,
    OSError,
    ArithmeticError,
    zlib.error,
)
"""Whatever reading a file made by an enemy may raise."""


SHORTEST = 1024
"""Digits worth leaving out."""
LONGEST = 8192
"""Bytes of a signature's object after its contents."""
_HEXADECIMAL = re.compile(rb"<[0-9A-Fa-f]*>")
_FIELD = re.compile(rb"/T\s*\(([\x20-\x27\x2a-\x7e]+)\)")
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")


@dataclass(frozen=True)
class Placed:
    """One signature or archive time stamp where it stands in the file."""

    field: str
    archive: bool
    revision: int
    start: int
    end: int
    """Of the hexadecimal string, brackets included."""
    stop: int
    """Bytes of the file it is about."""
    whole: bool
    """Whether it covers its revision and all before, without a gap."""
    cms: bytes
    name: str
    reason: str
    claimed_at: datetime | None
    confirmed: tuple[Confirmation, ...] = ()
    """Confirmations written into it."""


@dataclass(frozen=True)
class Store:
    """Validation data (DSS, ETSI EN 319 142-1 §5.4)."""

    certificates: tuple[x509.Certificate, ...] = ()
    answers: tuple[bytes, ...] = ()
    lists: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Inspected:
    """A file taken apart."""

    pdf: bytes
    signatures: tuple[Placed, ...]
    """In the order they were made, archive time stamps too."""
    changes: tuple[Change, ...]
    """What was changed after the first of them, and may not be."""
    trailing: bool
    """Whether bytes follow the last revision."""
    store: Store
    """As the last archive time stamp covers it; without one, as it is."""
    facts: dict[str, Any] | None
    """The attachment of the first revision; None in a file of others."""
    tables: tuple[int, ...] = ()
    """Where the cross-reference table of each revision stands; none when the file could not be taken apart."""
    broken: bool = False
    """Whether the file could not be taken apart: what is told then was found by looking for signatures in its bytes."""

    def since(self, size: int) -> "Inspected":
        """With those signatures only that were made after the first `size` bytes: what stood in them belongs to others."""
        return replace(self, signatures=tuple(one for one in self.signatures if one.stop > size))

    def covered(self, placed: Placed) -> bytes:
        return self.pdf[: placed.start] + self.pdf[placed.end : placed.stop]


def inspect(pdf: bytes, known: Inspected | None = None) -> Inspected:
    """CPU-heavy: call it in a thread. Raises: Malformed("not_pdf").

    `known` is the beginning of this file, taken apart before: its revisions are not compared again.
    """
    known = known if known and known.tables and known.signatures and pdf.startswith(known.pdf) else None
    if b"%PDF-" not in pdf[:1024]:
        raise Malformed("not_pdf")
    lean, gaps = _lean(pdf)
    try:
        inspected = _inspect(pdf, lean, known)
        if gaps <= {(one.start, one.end) for one in inspected.signatures if one.whole}:
            return inspected
    except HOSTILE:
        # The lean copy was not a good one: what counts is the file as it is.
        pass
    try:
        return _inspect(pdf, pdf, known)
    except HOSTILE:
        return Inspected(pdf, tuple(_searched(pdf)), (), False, Store(), None, broken=True)


def _searched(pdf: bytes) -> Iterator[Placed]:
    """Signatures of a broken file, so that it can still be told which of them no longer hold."""
    before = 0
    for number, found in enumerate(RANGE.finditer(pdf), 1):
        _, start, end, rest = map(int, found.groups())
        if not 0 < start < end <= len(pdf):
            continue
        revision = pdf[before : end + rest]
        field = _FIELD.search(revision)
        name = field[1].replace(rb"\055", b"-").decode("ascii") if field else f"#{number}"
        archive = b"/ETSI.RFC3161" in revision
        yield Placed(name, archive, number, start, end, end + rest, True, _cms(pdf[start + 1 : end - 1]), "", "", None)
        before = end + rest


def _lean(pdf: bytes) -> tuple[bytes, set[tuple[int, int]]]:
    """A copy in which the objects of signatures have empty contents and end early; and where those contents are.

    pyHanko reads hexadecimal digits one by one, which costs more than all the rest. The copy has the same length, so that every
    other object stands where it stood; it serves only to take the file apart.
    """
    lean, gaps = bytearray(pdf), set()
    for found in RANGE.finditer(pdf):
        _, start, end, _ = map(int, found.groups())
        stop = pdf.find(b"endobj", end, end + LONGEST)
        if end - start > SHORTEST and stop > 0 and _HEXADECIMAL.fullmatch(pdf, start, end):
            rest = pdf[end : stop + len(b"endobj")]
            lean[start : stop + len(b"endobj")] = (b"<>" + rest + b"\n").ljust(end - start + len(rest), b"x")
            gaps.add((start, end))
    return bytes(lean), gaps


def _inspect(pdf: bytes, readable: bytes, known: Inspected | None) -> Inspected:
    reader: Any = PdfFileReader(BytesIO(readable))
    if reader.encrypted:
        raise Malformed("broken")
    found = sorted((_placed(pdf, reader, *field) for field in _fields(reader)), key=lambda one: one.stop)
    archives = [one.revision for one in found if one.archive]
    last = archives[-1] if archives else reader.xrefs.total_revisions - 1
    first = min(found, key=lambda one: one.revision, default=None)
    tables = tuple(map(reader.xrefs.get_startxref_for_revision, range(reader.xrefs.total_revisions)))
    known = known if known and tables[: len(known.tables)] == known.tables else None
    changes = changes_after(pdf, reader, first.revision, first.stop, len(known.tables) if known else 0) if first else []
    facts = known.facts if known else _facts(reader)
    every = (*(known.changes if known else ()), *changes)
    return Inspected(pdf, tuple(found), every, _trailing(pdf, reader), _store(reader, last), facts, tables)


def _trailing(pdf: bytes, reader: Any) -> bool:
    """Whether more than one end follows the last cross-reference table, or something else than an end."""
    tables = (reader.xrefs.get_xref_container_info(number).end_location for number in range(reader.xrefs.total_revisions))
    rest = pdf[max(tables) :]
    return rest.count(b"startxref") != 1 or rest.count(b"%%EOF") != 1 or not _END.search(rest)


def _fields(reader: Any) -> list[tuple[str, Any]]:
    """Name and value of each filled signature field; fields of fields have dotted names."""
    found: list[tuple[str, Any]] = []
    waiting = [("", field) for field in entry(entry(reader.root, "/AcroForm", {}), "/Fields", ())]
    seen: set[Any] = set()
    while waiting:
        above, field = waiting.pop(0)
        refers = getattr(field, "reference", None)
        if refers in seen:
            raise Malformed("broken")
        seen |= {refers} - {None}
        field = field.get_object()
        name = ".".join(part for part in (above, str(entry(field, "/T", ""))) if part)
        waiting += [(name, kid) for kid in entry(field, "/Kids", ())]
        if entry(field, "/FT") == "/Sig" and "/V" in field:
            found.append((name, field.raw_get("/V")))
    return found


def _placed(pdf: bytes, reader: Any, field: str, value: Any) -> Placed:
    revision = reader.xrefs.get_introducing_revision(value.reference)
    signature = value.get_object()
    zero, start, end, rest = (int(number) for number in signature["/ByteRange"])
    claimed = entry(signature, "/M")
    return Placed(
        field,
        entry(signature, "/SubFilter") == "/ETSI.RFC3161",
        revision,
        start,
        end,
        end + rest,
        zero == 0 and _covers(pdf, reader, revision, start, end, end + rest) and _is_contents(pdf, reader, value.reference, start, end),
        _cms(pdf[start + 1 : end - 1]),
        str(entry(signature, "/Name", "")),
        str(entry(signature, "/Reason", "")),
        parse_pdf_date(str(claimed)) if claimed else None,
        confirmations.read(signature),
    )


def _cms(digits: bytes) -> bytes:
    try:
        return unpadded(digits)
    except Malformed:
        return b""


def _covers(pdf: bytes, reader: Any, revision: int, start: int, end: int, stop: int) -> bool:
    """Whether the range ends exactly where the revision ends, and all cross-reference tables up to there lie inside."""
    if not 0 < start < end <= stop <= len(pdf):
        return False
    tables = [reader.xrefs.get_xref_container_info(number).end_location for number in range(revision + 1)]
    ends_at = _END.search(pdf[max(0, stop - 64) : stop])
    return bool(ends_at and int(ends_at[1]) == reader.xrefs.get_startxref_for_revision(revision) and max(tables) <= stop)


def _is_contents(pdf: bytes, reader: Any, reference: Any, start: int, end: int) -> bool:
    """Whether the gap of the range is the `/Contents` of the signature's own object and nothing else."""
    at = reader.xrefs[reference]
    before = pdf[at:start] if isinstance(at, int) else b""
    alone = before.count(b"/Contents") == 1 and before.rstrip().endswith(b"/Contents") and b"endobj" not in before
    return alone and bool(_HEXADECIMAL.fullmatch(pdf, start, end))


def _store(reader: Any, revision: int) -> Store:
    store = entry(reader.get_historical_root(revision), "/DSS")
    if store is None:
        return Store()
    certificates, answers, lists = (
        tuple(bytes(one.get_object().data) for one in entry(store, key, ())) for key in ("/Certs", "/OCSPs", "/CRLs")
    )
    return Store(tuple(map(sound, certificates)), answers, lists)


def _facts(reader: Any) -> dict[str, Any] | None:
    """The attachment, from the first revision: every signature covers it."""
    for attached in entry(reader.get_historical_root(0), "/AF", ()):
        attached = attached.get_object()
        if FACTS in (entry(attached, "/UF"), entry(attached, "/F")):
            said = json.loads(attached["/EF"]["/F"].data)
            return said if isinstance(said, dict) else None
    return None
