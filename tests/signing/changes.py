"""What a verdict found, where revisions end, and changes made to a signed sheet."""

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from signing.verdicts import Verdict


def codes(verdict: Verdict) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in verdict.findings]


def revisions(pdf: bytes) -> list[int]:
    """Where each revision ends."""
    found, at = [], 0
    while (at := pdf.find(b"%%EOF", at) + 5) > 4:
        found.append(at + (pdf[at : at + 1] == b"\n"))
    return found


def changed(pdf: bytes, how: Any) -> bytes:
    writer: Any = IncrementalPdfFileWriter(BytesIO(pdf))
    how(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def other_page(writer: Any) -> None:
    page, _ = writer.find_page_for_modification(0)
    page.get_object()["/Contents"] = writer.add_object(StreamObject(stream_data=b"0 0 100 100 re f"))
    writer.mark_update(page)


def note(writer: Any) -> None:
    page, _ = writer.find_page_for_modification(0)
    box = ArrayObject(map(NumberObject, (0, 0, 500, 500)))
    text = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/FreeText"), "/Rect": box, "/Contents": pdf_string("Glucose 9,9")}
    make: Any = DictionaryObject
    added = writer.add_object(make({NameObject(key): value for key, value in text.items()}))
    page.get_object()["/Annots"] = ArrayObject([*page.get_object()["/Annots"], added])
    writer.mark_update(page)


def other_data(writer: Any) -> None:
    attached = writer.root["/AF"][0].get_object()["/EF"].raw_get("/F")
    writer.objects[(0, attached.idnum)] = StreamObject(stream_data=b'{"chain": []}')


def other_title(writer: Any) -> None:
    writer.root["/Lang"] = pdf_string("en")
    writer.update_root()
