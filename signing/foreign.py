"""Judges a ready PDF before anything of it is kept: whether it can be read, signed and kept for years, and hides nothing that acts."""

import re
from collections.abc import Iterator
from hashlib import new, sha256
from io import BytesIO
from typing import Any

from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader

from domain.errors import Malformed
from domain.faults import both
from domain.foreign import Brought, ForeignPdf
from domain.names import Sha256
from signing.inspection import HOSTILE, Inspected, Placed, inspect
from signing.objects import dictionaries, entry, named_by
from signing.pades import rehearse
from signing.revisions import pages_of
from signing.signed_data import SignedData, read, read_time_stamp
from signing.trust import part_of

SAVE_ANEW = "mở bằng phần mềm đọc PDF rồi in hoặc lưu thành PDF mới, sau đó gửi lại"
PRINT_ANEW = "print it into a new PDF and send that"
DAMAGED = both(f"pdf: tệp bị hỏng hoặc có cấu trúc không chuẩn, không ký được; hãy {SAVE_ANEW}", f"is damaged or built oddly: {PRINT_ANEW}")
MEDIA = ("nội dung đa phương tiện", "multimedia")
FORBIDDEN = {
    "/JavaScript": ("mã lệnh JavaScript", "JavaScript"),
    "/Launch": ("lệnh mở chương trình", "a command that starts a program"),
    "/XFA": ("biểu mẫu động XFA", "a dynamic XFA form"),
    "/SubmitForm": ("lệnh gửi dữ liệu đi", "a command that sends data away"),
    "/ImportData": ("lệnh nhập dữ liệu", "a command that takes data in"),
    "/GoToE": ("lệnh mở tệp nhúng", "a command that opens an embedded file"),
    "/Movie": ("phim", "a film"),
    "/Sound": ("âm thanh", "sound"),
    "/Rendition": MEDIA,
    "/RichMedia": MEDIA,
    "/RichMediaExecute": MEDIA,
    "/3D": ("nội dung ba chiều", "three-dimensional content"),
}
"""What acts or changes by itself → what people call it in both languages: what one signs must look the same to everybody, for decades."""
NO_CHANGES = 1
"""DocMDP: nothing may be added, signatures neither (ISO 32000-1 table 254)."""
_CLAIM = re.compile(rb"pdfaid:(part|conformance)\s*(?:=\s*[\"']|>)\s*([0-9A-Za-z])")


def judge(pdf: bytes, megabytes: int, pages: int) -> ForeignPdf:
    """What the file is, at most this large and long. CPU-heavy: call it in a thread.

    Raises: Malformed (`pdf: ` what is wrong and what to do).
    """
    if len(pdf) > megabytes * 2**20:
        raise Malformed(
            both(f"pdf: tệp lớn hơn {megabytes} MB; hãy quét lại ở độ phân giải thấp hơn hoặc tách nhỏ", f"larger than {megabytes} MB")
        )
    if b"%PDF-" not in pdf[:1024]:
        raise Malformed("pdf: tệp này không phải PDF; hãy lưu văn bản thành PDF rồi gửi lại / is no PDF: save it as PDF and send that")
    try:
        return _judged(pdf, pages)
    except Malformed as no:
        raise no if no.facts[0].startswith("pdf: ") else Malformed(DAMAGED) from no
    except HOSTILE as fault:
        raise Malformed(DAMAGED) from fault


def _judged(pdf: bytes, most: int) -> ForeignPdf:
    reader: Any = PdfFileReader(BytesIO(pdf))
    if "/Encrypt" in reader.trailer_view:
        raise Malformed("pdf: tệp đặt mật khẩu hoặc bị khóa; hãy bỏ mật khẩu rồi gửi lại / is encrypted: send it without a password")
    count = len(pages_of(reader.root))
    if not 1 <= count <= most:
        raise Malformed(
            both(f"pdf: có {count} trang, phải từ 1 đến {most}; hãy tách thành nhiều phiếu", f"has {count} pages, 1 to {most} are taken")
        )
    attachments = looked_through(reader)
    inspected = inspect(pdf)
    if inspected.facts is not None:
        raise Malformed(
            "pdf: tệp này là phiếu của hsba, đã có mã tra cứu riêng; hãy mở phiếu đó / is a sheet of hsba already: open that one"
        )
    signatures = tuple(_brought(inspected, one) for one in _intact(inspected))
    _check_signable(pdf, len(inspected.signatures))
    digest = Sha256(sha256(pdf).hexdigest())
    return ForeignPdf(digest, len(pdf), count, _claimed(reader), tuple(one for one in signatures if one), attachments)


def looked_through(reader: Any) -> tuple[str, ...]:
    """Names of what is attached. Raises: Malformed for whatever acts."""
    attachments: set[str] = set()
    for one in _every(reader):
        for vi, en in _acting(one):
            vi = f"pdf: tệp có {vi}, không dùng làm văn bản ký được; hãy {SAVE_ANEW}"
            raise Malformed(both(vi, f"the file has {en} and cannot be signed: {PRINT_ANEW}"))
        if "/EF" in one:
            attachments.add(str(entry(one, "/UF") or entry(one, "/F") or ""))
    return tuple(sorted(attachments - {""}))


def _every(reader: Any) -> Iterator[Any]:
    for ref in named_by(reader.trailer_view, but=()):
        try:
            found = ref.get_object()
        except HOSTILE:
            continue  # a reference to nothing is null; what is damaged is found by the rehearsal
        yield from dictionaries(found)


def _acting(one: Any) -> Iterator[tuple[str, str]]:
    """What this dictionary does by itself, in words of both languages."""
    kinds = {str(entry(one, key, "")) for key in ("/S", "/Subtype")} & FORBIDDEN.keys()
    named = {key for key in ("/XFA", "/JavaScript", "/RichMediaContent") if key in one}
    yield from (FORBIDDEN.get(kind, MEDIA) for kind in sorted(kinds | named))
    if "/JS" in one:
        yield FORBIDDEN["/JavaScript"]
    if entry(one, "/TransformMethod") == "/DocMDP" and entry(entry(one, "/TransformParams", {}), "/P", 2) == NO_CHANGES:
        raise Malformed(
            "pdf: chữ ký có sẵn trong tệp cấm thêm chữ ký; hãy gửi bản chưa ký / a signature in it forbids others: send the unsigned file"
        )


def _intact(inspected: Inspected) -> tuple[Placed, ...]:
    """The signatures that are there. Raises: Malformed unless every one of them holds."""
    broken = inspected.broken or any(not one.whole or _signed(inspected, one) is None for one in inspected.signatures)
    if broken or inspected.changes or (inspected.signatures and inspected.trailing):
        raise Malformed(
            "pdf: tệp đã ký số nhưng chữ ký không còn đúng (tệp bị sửa sau khi ký); hãy gửi bản gốc hoặc bản chưa ký / "
            "a signature in it does not hold: send the original or the unsigned file"
        )
    return inspected.signatures


def _signed(inspected: Inspected, one: Placed) -> SignedData | None:
    """The signature, when it is intact over what it covers."""
    try:
        if one.archive:
            stamp = read_time_stamp(one.cms)
            return stamp.data if stamp.intact_over(inspected.covered(one)) else None
        data = read(one.cms)
        return data if data.matches(new(data.algorithm, inspected.covered(one)).digest()) else None
    except (Malformed, *HOSTILE):
        return None


def _brought(inspected: Inspected, one: Placed) -> Brought | None:
    """Who signed; nothing for an archive time stamp."""
    data = _signed(inspected, one)
    if one.archive or data is None:
        return None
    name, organisation = (part_of(data.signer, oid) for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME))
    return Brought(name, organisation, one.claimed_at)


def _check_signable(pdf: bytes, before: int) -> None:
    """Raises: Malformed unless one more signature can be added and is then found as one."""
    after = inspect(rehearse(pdf))
    added = after.signatures[-1] if after.signatures else None
    if after.broken or after.changes or len(after.signatures) != before + 1 or added is None or not added.whole:
        raise Malformed(DAMAGED)


def _claimed(reader: Any) -> str:
    """`PDF/A-2b` when the metadata says so; a file that does not is none (ISO 19005-1 §6.7.11)."""
    metadata = entry(reader.root, "/Metadata")
    said = dict(_CLAIM.findall(bytes(metadata.data))) if metadata is not None else {}
    part, level = (said.get(key, b"").decode("ascii") for key in (b"part", b"conformance"))
    return f"PDF/A-{part}{level.lower()}" if part.isdigit() else ""
