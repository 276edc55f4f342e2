"""Signs a PDF (PAdES B-B), and later puts the time stamp into the room kept for it (B-T), without person or key.

ETSI EN 319 142-1. Sign, then stamp: the file keeps its length, so the stamp must be there before any later revision.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Protocol

from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import SignatureObject
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup

from domain.errors import Malformed, TicketRefused
from domain.names import Sha256
from signing import confirmations
from signing.appearances import appearance, together
from signing.cms import Der, signature_value, with_time_stamp
from signing.confirmations import Confirmation
from signing.credentials import Key
from signing.typefaces import DIGITS

ROOM = 16 * 1024
"""Hexadecimal digits kept for signature and time stamp: 8 KiB of DER; those made here take 2.5–5.5."""
BLUE = (0.05, 0.2, 0.6)
"""A person's signature (NĐ 30/2020)."""
RED = (0.8, 0.05, 0.1)
"""An organisation's."""
GREY = (0.25, 0.25, 0.25)
"""A confirmation, which is no signature."""
NOTHING = b"\x30\x00"
"""An empty DER sequence: no signature."""
RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


class Stamper(Protocol):
    """A time-stamp service."""

    async def stamp(self, digest: bytes) -> bytes:
        """A checked RFC 3161 token, DER, over a digest whose length tells its algorithm. Raises: Unavailable("timestamps")."""
        ...


@dataclass(frozen=True)
class SignatureMark:
    """What a signature says of itself, and where it is seen."""

    field: str
    """Name of the field: `{step}-{n}`."""
    name: str
    reason: str
    location: str
    time: datetime
    """Claimed by the signer, aware; the time stamp proves the real one."""
    box: tuple[float, float, float, float] | None = None
    """On the last page, points, rounded when drawn: left, bottom, right, top. None: not seen."""
    title: str = ""
    """In what post the person signs, e.g. `Bác sĩ duyệt kết quả`."""
    on_behalf_of: str = ""
    """The organisation whose key signs."""
    number: str = ""
    """Number and symbol of an issued paper: written here because the page is already signed."""
    date: str = ""
    """Its place and date, e.g. `Hưng Yên, ngày 21 tháng 11 năm 2026`."""
    in_place_of: tuple[str, ...] = ()
    """For a substitute: what the mark says instead of the bare title, e.g. `KT. GIÁM ĐỐC`."""
    confirmed: tuple[Confirmation, ...] = ()
    """Confirmations before it that no signature covers yet: written with it, and drawn beside it."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The text of the visible mark; no time of day, so that it can be made once."""
        if self.on_behalf_of:
            number = f"Số: {self.number}" if self.number else ""
            said = [self.on_behalf_of, number, self.date, "Chữ ký số của cơ quan, tổ chức"]
        else:
            said = ["Đã ký số", self.name, *(self.in_place_of or (self.title,))]
        return tuple(line for line in said if line)


class Revision(IncrementalPdfFileWriter):
    """A revision that leaves the document's description as it is: its days and its tool are those of the content.

    Written anew for each signature, it was a third of the cost of one (XMP), and said nothing that the signature does not.
    """

    def _update_meta(self) -> None:
        pass


def sign(head: bytes, mark: SignatureMark, key: Key, room: int = ROOM) -> bytes:
    """`head` with one more signature, level B-B. CPU-heavy: call it in a thread.

    Raises: Malformed (not a PDF that can be signed, or the field is filled).
    """
    try:
        return _sign(head, mark, key, room)
    except (PdfError, SigningError, ValueError, KeyError) as fault:
        raise Malformed(f"pdf: {fault}") from fault


def rehearse(content: bytes) -> bytes:
    """The bytes with an empty signature, as proof that a real one can be put there: the result is thrown away.

    Raises: whatever a file made by others makes pyHanko raise.
    """
    mark = SignatureMark("hsba-rehearsal", "", "", "", datetime.now(UTC))
    return _written(content, mark, lambda _: NOTHING, ROOM)


def _sign(head: bytes, mark: SignatureMark, key: Key, room: int) -> bytes:
    return _written(head, mark, lambda digest: key.template.signed(digest, key.sign(key.template.to_sign(digest))), room)


def _written(head: bytes, mark: SignatureMark, signed: Callable[[bytes], bytes], room: int) -> bytes:
    """`head` with one more signature, whose CMS `signed` makes of the digest."""
    writer = Revision(BytesIO(head))
    seen = _seen(mark)
    box = _around([place for place, _, _ in seen])
    steps = PdfCMSEmbedder(SigFieldSpec(mark.field, on_page=-1, box=box)).write_cms(mark.field, writer)
    field = next(steps).get_object()
    field[pdf_name("/TU")] = pdf_string(f"Chữ ký số: {mark.on_behalf_of or mark.name}")
    if box:
        also = DIGITS if mark.on_behalf_of else ""
        made = [
            (appearance(lines, colour, place[2] - place[0], place[3] - place[1], also).add_to(writer), place)
            for place, lines, colour in seen
        ]
        shown = made[0][0] if len(made) == 1 else together(writer, made, box)
        field[pdf_name("/AP")] = DictionaryObject({pdf_name("/N"): shown})  # type: ignore[no-untyped-call]
    steps.send(SigObjSetup(_signature_object(mark, room)))
    prepared, output = steps.send(SigIOSetup("sha256"))
    steps.send(signed(prepared.document_digest))
    return bytes(output.getvalue())


def _seen(mark: SignatureMark) -> list[tuple[tuple[int, int, int, int], tuple[str, ...], tuple[float, float, float]]]:
    """Place, text and colour of everything that is seen of it."""
    said = [(mark.box, mark.lines, RED if mark.on_behalf_of else BLUE), *((one.box, one.lines, GREY) for one in mark.confirmed)]
    return [((round(box[0]), round(box[1]), round(box[2]), round(box[3])), lines, colour) for box, lines, colour in said if box]


def _around(places: list[tuple[int, int, int, int]]) -> tuple[int, int, int, int] | None:
    """The smallest rectangle that holds them all."""
    if not places:
        return None
    left, bottom, right, top = zip(*places, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _signature_object(mark: SignatureMark, room: int) -> SignatureObject:
    made = SignatureObject(
        timestamp=mark.time,
        subfilter=SigSeedSubFilter.PADES,
        name=mark.on_behalf_of or mark.name,
        location=mark.location,
        reason=mark.reason,
        bytes_reserved=room,
    )
    if mark.confirmed:
        made[pdf_name(confirmations.KEY)] = confirmations.written(mark.confirmed)
    return made


async def stamp(pending: bytes, stamper: Stamper) -> bytes:
    """The same file with a time stamp in its newest signature: B-T, of the same length.

    Raises: Unavailable("timestamps"), Malformed.
    """
    start, end = contents_of_last(pending)
    cms = unpadded(pending[start + 1 : end - 1])
    token = await stamper.stamp(sha256(signature_value(cms)).digest())
    stamped = with_time_stamp(cms, token).hex().upper().encode()
    room = end - start - 2
    if len(stamped) > room:
        raise Malformed(f"time stamp: {len(stamped)} digits, room for {room}")
    return pending[: start + 1] + stamped.ljust(room, b"0") + pending[end - 1 :]


def contents_of_last(pdf: bytes) -> tuple[int, int]:
    """Where the hexadecimal string of the last signature begins and ends, brackets included. Raises: Malformed."""
    found = RANGE.match(pdf, max(0, pdf.rfind(b"/ByteRange")))
    if found is None:
        raise Malformed("pdf: no signature")
    zero, start, end, rest = map(int, found.groups())
    if zero or end + rest != len(pdf) or pdf[start : start + 1] != b"<" or pdf[end - 1 : end] != b">":
        raise Malformed("pdf: the last signature does not cover the file")
    return start, end


def unpadded(digits: bytes) -> bytes:
    """The DER value at the start of a padded hexadecimal string. Raises: Malformed."""
    try:
        return Der.of(bytes.fromhex(digits.decode("ascii"))).whole
    except ValueError:
        raise Malformed("pdf: signature contents") from None


def grew(head: bytes, content: Sha256, size: int, revisions: Iterable[tuple[Sha256, int]]) -> None:
    """Checks that `head` is the content the ticket names plus these revisions (SHA-256 and size of each), nothing else.

    Raises: TicketRefused("bytes").
    """
    digest, at, view = sha256(), 0, memoryview(head)
    for expected, end in ((content, size), *revisions):
        if end < at or end > len(head):
            raise TicketRefused("bytes")
        digest.update(view[at:end])
        at = end
        if digest.hexdigest() != expected:
            raise TicketRefused("bytes")
    if at != len(head):
        raise TicketRefused("bytes")
