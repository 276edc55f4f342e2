"""A later revision made without anybody's key, or by somebody who was not asked: the paper may not show more than was signed."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from pyhanko.pdf_utils import generic as typeless
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import DocumentTimestamp
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup

from signing.pades import stamp
from signing.verification import verify
from tests.signing.changes import changed, codes
from tests.signing.conftest import NAMES, make_sheet, person
from tests.signing.room import Room, mark_of

generic: Any = typeless


def named(**entries: Any) -> Any:
    return generic.DictionaryObject({pdf_name("/" + key): value for key, value in entries.items()})


def picture(writer: Any) -> Any:
    """A white sheet with another value, as large as the page."""
    box = generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842)))
    form = {pdf_name("/Type"): pdf_name("/XObject"), pdf_name("/Subtype"): pdf_name("/Form"), pdf_name("/BBox"): box}
    return writer.add_object(generic.StreamObject(form, stream_data=b"1 g 0 0 595 842 re f"))


def cover(writer: Any, value: Any) -> Any:
    """A field that looks like a signature and hides the page; a reference."""
    page, _ = writer.find_page_for_modification(0)
    box = generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842)))
    entries = {"FT": pdf_name("/Sig"), "T": generic.pdf_string("perform-9"), "V": value, "Rect": box, "F": generic.NumberObject(132)}
    kind = {"Type": pdf_name("/Annot"), "Subtype": pdf_name("/Widget"), "AP": named(N=picture(writer))}
    field = writer.add_object(named(**entries, **kind))
    page.get_object()["/Annots"] = generic.ArrayObject([*page.get_object()["/Annots"], field])
    writer.mark_update(page)
    return field


def note_that_poses_as_a_signature(writer: Any) -> None:
    cover(writer, generic.NumberObject(1))


def field_with_the_value_of_another(writer: Any) -> None:
    form = writer.root["/AcroForm"]
    there = form["/Fields"][0].get_object().raw_get("/V")
    value = generic.IndirectObject(there.idnum, there.generation, writer)
    form["/Fields"] = generic.ArrayObject([*form["/Fields"], cover(writer, value)])
    writer.update_container(form)
    writer.update_root()


@pytest.mark.parametrize("how", [note_that_poses_as_a_signature, field_with_the_value_of_another])
async def test_a_field_that_signs_nothing_may_not_be_added(preserved: bytes, room: Room, how: Callable[[Any], None]) -> None:
    verdict = await verify(changed(preserved, how), room.trust)
    assert not verdict.valid
    assert "page_changed" in [code for code, _ in codes(verdict)]


def text_of(writer: Any) -> Any:
    return writer.root["/Pages"]["/Kids"][0].get_object().raw_get("/Contents")


def point_the_store_at_the_text(writer: Any) -> None:
    text = text_of(writer)
    writer.root["/DSS"] = generic.IndirectObject(text.idnum, text.generation, writer)
    writer.update_root()


def point_certificates_at_the_text(writer: Any) -> None:
    text = text_of(writer)
    writer.root["/DSS"] = named(Certs=generic.IndirectObject(text.idnum, text.generation, writer))
    writer.update_root()


def other_text(writer: Any) -> None:
    writer.objects[(0, text_of(writer).idnum)] = generic.StreamObject(stream_data=b"0 0 100 100 re f")


@pytest.mark.parametrize("first", [point_the_store_at_the_text, point_certificates_at_the_text])
async def test_the_text_may_not_be_called_evidence_and_then_changed(signed: bytes, room: Room, first: Callable[[Any], None]) -> None:
    verdict = await verify(changed(changed(signed, first), other_text), room.trust)
    assert not verdict.valid
    assert "page_changed" in [code for code, _ in codes(verdict)]


TEXT = b"<</Length 16>>\nstream\n0 0 100 100 re f\nendstream"
"""A page's text, as another object."""


def appended(pdf: bytes, objects: dict[int, bytes], table: Callable[[dict[int, int]], bytes], trailer: bytes = b"") -> bytes:
    """One more revision, its cross-reference table written by hand: what no honest library writes."""
    size, root, previous = (re.findall(what, pdf)[-1] for what in (rb"/Size (\d+)", rb"/Root (\d+ 0 R)", rb"startxref\s+(\d+)"))
    out, places = bytearray(pdf), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at, size = len(out), b"%d" % max(int(size), *(number + 1 for number in objects), 0)
    out += b"xref\n" + table(places) + b"trailer\n<</Size %s /Root %s /Prev %s %s>>" % (size, root, previous, trailer)
    return bytes(out + b"\nstartxref\n%d\n%%%%EOF\n" % at)


def one_by_one(places: dict[int, int]) -> bytes:
    return b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places.items()) or b"0 0\n"


def number_of_text(pdf: bytes) -> tuple[int, int]:
    """Its object's number, and where it stands."""
    reader = PdfFileReader(BytesIO(pdf))
    text = text_of(reader)
    return text.idnum, reader.xrefs[text.reference]


async def test_the_text_may_not_be_called_information_and_then_changed(signed: bytes, room: Room) -> None:
    number, _ = number_of_text(signed)
    renamed = appended(signed, {}, one_by_one, b"/Info %d 0 R" % number)
    assert (await verify(renamed, room.trust)).valid
    verdict = await verify(appended(renamed, {number: TEXT}, one_by_one, b"/Info %d 0 R" % number), room.trust)
    assert ("page_changed", "") in codes(verdict)


async def test_an_object_may_not_stand_twice_in_a_table(signed: bytes, room: Room) -> None:
    """Readers disagree on which of two entries counts: one that shows nothing new hides the other."""
    number, place = number_of_text(signed)
    twice = appended(signed, {number: TEXT}, lambda places: one_by_one(places) + one_by_one({number: place}))
    assert not (await verify(twice, room.trust)).valid


def answer(table: bytes, _: dict[int, int]) -> bytes:
    return table


async def test_an_object_may_not_be_freed(signed: bytes, room: Room) -> None:
    number, _ = number_of_text(signed)
    for generation in (0, 1, 65535):
        free = b"%d 1\n0000000000 %05d f \n" % (number, generation)
        assert not (await verify(appended(signed, {}, partial(answer, free)), room.trust)).valid


async def test_what_was_named_before_it_was_there_may_not_be_added(room: Room) -> None:
    """A shadow: the page asks for a text that comes only after the signatures."""
    content = make_sheet()
    size = int(re.findall(rb"/Size (\d+)", content)[-1])
    awaited = changed(content, lambda writer: await_text(writer, size + 500))
    mark = mark_of("perform", NAMES["perform"], "", 0)
    head = await stamp(room.sign(awaited, mark, person(NAMES["perform"])), room.stamps)
    assert "page_changed" not in [code for code, _ in codes(await verify(head, room.trust))]
    verdict = await verify(appended(head, {size + 500: TEXT}, one_by_one), room.trust)
    assert {"page_changed", "object_changed"} & {code for code, _ in codes(verdict)}


def await_text(writer: Any, number: int) -> None:
    page, _ = writer.find_page_for_modification(0)
    there = page.get_object().raw_get("/Contents")
    page.get_object()["/Contents"] = generic.ArrayObject([there, generic.IndirectObject(number, 0, writer)])
    writer.mark_update(page)


async def test_fields_that_hold_themselves_end(signed: bytes, room: Room) -> None:
    number = int(re.findall(rb"/Size (\d+)", signed)[-1])
    form = number + 1
    root = re.findall(rb"/Root (\d+) 0 R", signed)[-1]
    body = {number: b"<</T (a) /Kids [%d 0 R]>>" % number, form: b"<</Fields [%d 0 R]>>" % number}
    body[int(root)] = b"<</Type /Catalog /Pages 1 0 R /AcroForm %d 0 R>>" % form
    async with asyncio.timeout(20):
        assert not (await verify(appended(signed, body, one_by_one), room.trust)).valid


async def test_an_archive_stamp_may_not_be_seen(preserved: bytes, room: Room) -> None:
    """Anybody gets a time stamp: no key is needed to cover a page with it."""
    writer: Any = IncrementalPdfFileWriter(BytesIO(preserved))
    box = (0, 0, 595, 842)
    steps = PdfCMSEmbedder(SigFieldSpec("preservation-2", on_page=0, box=box)).write_cms("preservation-2", writer)
    next(steps).get_object()[pdf_name("/AP")] = named(N=picture(writer))
    steps.send(SigObjSetup(DocumentTimestamp(bytes_reserved=16384)))  # type: ignore[no-untyped-call]
    prepared, output = steps.send(SigIOSetup("sha256"))
    steps.send(await room.stamps.stamp(prepared.document_digest))
    verdict = await verify(output.getvalue(), room.trust)
    assert all(one.intact and one.trusted for one in verdict.archive_stamps)
    assert not verdict.valid


async def test_nobody_signs_a_step_once_more(preserved: bytes, room: Room) -> None:
    mark = mark_of("perform", NAMES["approve"], "", 0)
    again = await asyncio.to_thread(room.sign, preserved, replace(mark, field="perform-2"), person(NAMES["approve"]))
    verdict = await verify(await stamp(again, room.stamps), room.trust)
    assert ("not_in_chain", "perform-2") in codes(verdict)
    assert not verdict.valid


async def test_appended_bytes_are_named_also_with_an_end_of_their_own(preserved: bytes, room: Room) -> None:
    start = preserved[preserved.rindex(b"startxref") :]
    verdict = await verify(preserved + b"% more\n" + start, room.trust)
    assert ("added_after", "") in codes(verdict)
    assert not verdict.valid
