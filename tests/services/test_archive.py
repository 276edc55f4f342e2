"""The archive: what is kept, that it is verified, who may have plain copies, and what lies on disk in between."""

import asyncio
import io
import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pypdf
import pytest

from activities.documents import bytes_key
from domain.archived import LOST, object_id
from domain.clock import day
from domain.cutovers import Medium, RecordMedium
from domain.errors import Incomplete, NotAllowed, OutOfReach, WrongState
from domain.names import RecordId
from domain.roles import Role
from domain.sheets import NewSheet
from domain.signatures import Chain
from services import archive, orders, records, sheets, signatures
from services.context import Context
from signing.trust import Trust
from signing.verification import verify
from store.ocfl import Damaged
from store.writes import cutovers
from tests.care import archived, closed, completed, newcomer, opened, order_of, patient, refusal, sign, until
from tests.people import CENTRE, HUNG, LAN, NAM, OUTSIDE
from tests.services.test_consents import scanned
from tests.stack import Stack

MARKER = "Đặng Thị Tuyết Nhung"


@pytest.fixture(scope="module")
async def kept(stack: Stack) -> RecordId:
    return (await archived(stack))[0]


async def test_it_verifies_and_the_row_knows_its_hash(stack: Stack, kept: RecordId) -> None:
    page = (await records.read(stack.by(NAM), kept)).page
    made = stack.house.ocfl.verify(object_id(bytes_key(kept)))
    assert page.archive_sha256 == made.inventory_sha256
    assert page.clinical is None
    assert page.retention_class


async def test_export_gives_plain_copies_that_prove_themselves(stack: Stack, kept: RecordId) -> None:
    plain = await archive.export(stack.by(NAM), kept)
    manifest = json.loads(plain["manifest.json"])
    described = {one["form"]: one for one in manifest["documents"]}
    assert {form: one["signatures"] for form, one in described.items()} == {"order": 1, "lab-result": 3, "closing": 3}
    trust = Trust([stack.settings.trust_roots.read_bytes()])
    for one in manifest["documents"]:
        pdf = plain[one["path"].removesuffix(".age")]
        assert sha256(pdf).hexdigest() == one["sha256"]
        verdict = await verify(pdf, trust)
        assert (verdict.valid, verdict.level) == (True, "B-LTA")
    whole = json.loads(plain["record.json"])
    assert whole["record"]["patient"]["name"] == "Nguyễn Thị Thuỳ Hạnh"


async def test_its_contents_list_what_stands_in_the_facilitys_order_and_number_its_pages(stack: Stack, kept: RecordId) -> None:
    plain = await archive.export(stack.by(NAM), kept)
    entries = json.loads(plain["record.json"])["contents"]
    assert [one["bound"]["form"] for one in entries] == ["closing", "order", "lab-result"]
    expected = 0
    for one in entries:
        pages = len(pypdf.PdfReader(io.BytesIO(plain[one["bound"]["path"].removesuffix(".age")])).pages)
        assert (one["first"], one["last"]) == (expected + 1, expected + pages)
        expected += pages
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(plain["contents.pdf"])).pages).split())
    for said in ("MỤC LỤC HỒ SƠ BỆNH ÁN", *(one["bound"]["title"] for one in entries), *(one["bound"]["code"] for one in entries)):
        assert said in text, said
    assert "title" not in plain["manifest.json"].decode(), "what lies open names no service"


async def test_only_the_records_office_of_the_facility_exports(stack: Stack, kept: RecordId) -> None:
    for one in (LAN, HUNG):
        await refusal(NotAllowed, archive.export(stack.by(one), kept))
    far = await newcomer(stack, "kh.huyen", "Mạc Thị Huyền", Role.RECORDS_OFFICER, facility=CENTRE)
    await refusal(OutOfReach, archive.export(stack.by(far), kept))
    told = await refusal(WrongState, archive.export(stack.by(NAM), await opened(stack)))
    assert told.startswith("Người bệnh đang điều trị. Bản sao cả hồ sơ trích được khi hồ sơ đã lưu trữ")


async def test_an_archived_record_is_frozen(stack: Stack, kept: RecordId) -> None:
    await refusal(WrongState, orders.place(stack.by(LAN), kept, order_of()))
    await refusal(WrongState, records.invite(stack.by(LAN), kept, OUTSIDE, "Xem lại"))
    documents = (await records.read(stack.by(NAM), kept)).documents
    assert all(version.data is None for _, version in documents)
    chain: Chain = documents[0][1].chain
    assert chain.preserved
    assert await signatures.pdf(stack.by(NAM), documents[0][0].id, 1)


async def test_a_changed_byte_is_named(stack: Stack, kept: RecordId) -> None:
    name = object_id(bytes_key(kept))
    path = next(iter(stack.house.ocfl.files(name).values()))
    good = path.read_bytes()
    path.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    try:
        with pytest.raises(Damaged, match=path.name):
            stack.house.ocfl.verify(name)
    finally:
        path.write_bytes(good)


async def test_no_name_lies_in_clear_on_disk(stack: Stack) -> None:
    """Neither sheets nor words nor Temporal's own database hold a patient's name outside encryption (design §2, §4)."""
    context: Context = stack.by(LAN)
    record = await records.open(context, patient("29-0001", patient=MARKER))
    await orders.place(stack.by(LAN), record, order_of())
    name = MARKER.encode()
    folders = [stack.settings.blobs, stack.settings.archive, stack.settings.key_store]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    files += list(stack.settings.data.glob("temporal.db*"))
    assert any(path.name == "temporal.db" for path in files)
    holding = await asyncio.to_thread(lambda: [path for path in files if holds(path, name)])
    assert not holding
    assert not await asyncio.to_thread(lambda: [path for path in files if path.suffix == ".age" and holds(path, b"%PDF")])


def holds(path: Path, word: bytes) -> bool:
    return word in path.read_bytes()


async def test_a_record_with_a_scan_of_paper_is_hybrid_page_by_page(stack: Stack) -> None:
    record, _, _ = await completed(stack)
    said = {"sheet": "Tờ điều trị lúc mất điện", "why": "outage", "outage": "Mất điện 02:10", "pages": 1, "original": "Hộp 12, tờ 3"}
    scan = NewSheet("scanned-sheet", LAN.id, stack.clock(), {**said, "scan": scanned()})
    made = await sheets.write(stack.by(LAN), record, scan)
    await sign(stack, LAN, made.document)
    now = stack.clock()
    async with stack.sessions.begin() as session:
        await cutovers.mark(session, RecordMedium(record, Medium.HYBRID, day(now), "Tủ hồ sơ số 2", LAN.id, now))
    closing = await closed(stack, record)
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    await until(lambda: records.read(stack.by(NAM), record), lambda found: found.page.record.archived_at is not None, 40)
    plain = await archive.export(stack.by(NAM), record)
    whole = json.loads(plain["record.json"])
    assert (whole["medium"], whole["kept_on"]["place"]) == ("hybrid", "Tủ hồ sơ số 2")
    text = " ".join(pypdf.PdfReader(io.BytesIO(plain["contents.pdf"])).pages[0].extract_text().split())
    assert f"phần ghi trước ngày {day(now):%d/%m/%Y} để tại: Tủ hồ sơ số 2" in text
    assert {one["bound"]["form"]: one["bound"]["paper"] for one in whole["contents"]} == {
        "closing": False,
        "order": False,
        "lab-result": False,
        "scanned-sheet": True,
    }


async def test_a_damaged_file_keeps_no_other_from_being_copied(stack: Stack) -> None:
    """What is whole is copied, what is not is named; the zip of a page too. Without an inventory nothing is."""
    record, _ = await archived(stack)
    name = object_id(bytes_key(record))
    files = stack.house.ocfl.files(name)
    bad, gone = sorted(one for one in files if one.endswith(".pdf.age"))[:2]
    inventory = stack.house.ocfl.path(name) / "inventory.json"
    whole = {path: path.read_bytes() for path in (files[bad], files[gone], inventory)}
    files[bad].write_bytes(b"?" + files[bad].read_bytes()[1:])
    files[gone].unlink()
    plain = await archive.export(stack.by(NAM), record)
    assert {bad, gone} == set(plain.pop(LOST).decode().splitlines()[1:])
    assert {one.removesuffix(".age") for one in files} - plain.keys() == {one.removesuffix(".age") for one in (bad, gone)}
    with zipfile.ZipFile(io.BytesIO(b"".join((await archive.copies(stack.by(NAM), record)).chunks))) as packed:
        assert LOST in packed.namelist()
    inventory.write_bytes(b"{")
    assert "bản thứ hai" in await refusal(Incomplete, archive.copies(stack.by(NAM), record))
    for path, content in whole.items():  # other stories read the whole archive
        path.write_bytes(content)
    assert LOST not in await archive.export(stack.by(NAM), record)
