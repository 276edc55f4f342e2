"""What comes after a record was archived: a signed addendum, preserved for itself, a version more of the object; old bytes untouched."""

import io
import json
from dataclasses import replace
from hashlib import sha256

import pypdf
import pytest

from activities.archive import Archive
from activities.documents import bytes_key
from domain.archived import object_id
from domain.errors import NotAllowed, OutOfReach, WrongState
from domain.grants import Purpose
from domain.names import DocumentId, RecordId
from domain.sheets import ADDENDUM, Base, NewSheet
from services import addenda, archive, enclosures, records, sheets, signatures
from signing.trust import Trust
from signing.verification import verify
from store.archive_copy import ArchiveCopy
from tests.care import archived, refusal, sign, until
from tests.lending import lent
from tests.people import DUC, LAN, MAI, NAM, OANH, PHUC, SON, THUY
from tests.services.test_consents import scanned
from tests.services.test_sheets import treatment
from tests.stack import Stack


@pytest.fixture(scope="module")
async def kept(stack: Stack) -> tuple[RecordId, DocumentId]:
    """An archived record and its laboratory result."""
    return await archived(stack)


def late(stack: Stack, document: DocumentId, **more: str) -> NewSheet:
    said = {"text": "Kết quả cấy máu về sau 5 ngày: âm tính.", **more}
    return NewSheet(ADDENDUM, DUC.id, stack.clock(), said, adds_to=Base(document, 1))


def lying(stack: Stack, record: RecordId) -> dict[str, bytes]:
    place = stack.house.ocfl.path(object_id(bytes_key(record)))
    return {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def explained(frozen: dict[str, bytes], plain: dict[str, bytes], code: str) -> None:
    """Contents, data and XML tell what came late, and all that left the rows at archiving as before."""
    was, said = (json.loads(one["record.json"]) for one in (frozen, plain))
    assert said["record"] == was["record"]
    assert said["contents"][:-1] == was["contents"]
    last = said["contents"][-1]
    assert (last["bound"]["code"], last["first"]) == (code, was["contents"][-1]["last"] + 1)
    assert {one["code"] for one in said["documents"]} == {one["code"] for one in was["documents"]} | {code}
    xml = plain["HoSoBenhAn.xml"].decode()
    assert "Mệt, khát nước nhiều" in xml
    assert "Kết quả cấy máu về sau 5 ngày" in xml
    with pypdf.PdfReader(io.BytesIO(plain["contents.pdf"])) as pdf:
        assert code in "".join(page.extract_text() for page in pdf.pages)


async def test_a_late_result_is_signed_preserved_and_archived_by_itself(stack: Stack, kept: tuple[RecordId, DocumentId]) -> None:
    record, document = kept
    before, page = lying(stack, record), (await records.read(stack.by(NAM), record)).page
    frozen = await archive.export(stack.by(NAM), record)
    said = late(stack, document)
    made = await addenda.write(stack.by(DUC, "late-1"), said)
    assert await addenda.write(stack.by(DUC, "late-1"), said) == made
    assert lying(stack, record) == before, "nothing is archived before everybody signed"
    await sign(stack, DUC, made.document)
    await sign(stack, THUY, made.document)

    async def supplemented() -> bool:
        return (await records.read(stack.by(NAM), record)).page.archive_sha256 != page.archive_sha256

    await until(supplemented, bool)
    after = lying(stack, record)
    roots = {"inventory.json", "inventory.json.sha256"}
    assert {name: after[name] for name in before if name not in roots} == {name: before[name] for name in before if name not in roots}
    assert json.loads(after["inventory.json"])["head"] == "v2"
    now = (await records.read(stack.by(NAM), record)).page
    assert now.archive_sha256 == stack.house.ocfl.verify(object_id(bytes_key(record))).inventory_sha256
    plain = await archive.export(stack.by(NAM), record)
    (line,) = [one for one in json.loads(plain["manifest.json"])["documents"] if one["form"] == ADDENDUM]
    assert (line["adds_to"], line["state"], line["signatures"]) == (str(document), "preserved", 2)
    assert sha256(plain[line["path"].removesuffix(".age")]).hexdigest() == line["sha256"]
    explained(frozen, plain, line["code"])
    view = await signatures.read(stack.by(DUC), made.document)
    assert view.newest.data is None, "what it says left the rows"
    assert not stack.house.shelf.path(bytes_key(record), view.newest.newest).exists(), "its working file is gone"
    assert (await signatures.pdf(stack.by(NAM), made.document, 1)).startswith(b"%PDF")
    acts = [one.act for one in (await records.read(stack.by(NAM), record)).timeline]
    assert acts.count("record.supplement") == 1


async def test_a_repeat_archives_nothing_twice(stack: Stack, kept: tuple[RecordId, DocumentId]) -> None:
    record, _ = kept
    before = lying(stack, record)
    await Archive(stack.desk, ArchiveCopy(stack.house.ocfl, None), stack.preserver.judge).supplement(record)
    assert lying(stack, record) == before


async def test_the_records_office_issues_a_summary_of_an_archived_record(stack: Stack) -> None:
    """Tóm tắt hồ sơ bệnh án: signed by whoever drew it up, the head and the organisation; kept in the record as a version more."""
    record, _ = await archived(stack)
    data = {"opened_at": "08:00 20/11/2026", "admitted_for": "Mệt", "course": "Ổn định dần", "treatment": "Chỉnh liều insulin"}
    summary = NewSheet("record-summary", NAM.id, stack.clock(), {**data, "purpose": "Giám định bảo hiểm"})
    await refusal(NotAllowed, sheets.write(stack.by(MAI), record, replace(summary, author=MAI.id)))
    made = await sheets.write(stack.by(NAM), record, summary)
    for one in (NAM, SON, OANH):
        await sign(stack, one, made.document)

    async def held() -> bool:
        return any("record-summary" in name for name in lying(stack, record))

    await until(held, bool, 60)
    verdict = await verify(await signatures.pdf(stack.by(NAM), made.document, 1), Trust([stack.settings.trust_roots.read_bytes()]))
    assert (verdict.valid, len(verdict.signatures)) == (True, 3)
    assert (await signatures.read(stack.by(NAM), made.document)).newest.data is None


async def test_the_attached_file_of_a_late_result_is_covered_by_its_signatures(stack: Stack) -> None:
    _, document = await archived(stack)
    made = await addenda.write(stack.by(DUC), late(stack, document, attached=scanned()))
    _, media = await enclosures.read(stack.by(DUC), made.document, 1, "attached")
    assert media == "application/pdf"
    for one in (DUC, THUY):
        await sign(stack, one, made.document)
    with pypdf.PdfReader(io.BytesIO(await signatures.pdf(stack.by(DUC), made.document, 1))) as pdf:
        assert sorted(pdf.attachments) == ["attached.pdf", "hsba.json"]


async def test_a_loan_for_study_adds_nothing_and_says_which_one_does(stack: Stack, kept: tuple[RecordId, DocumentId]) -> None:
    record, document = kept
    await lent(stack, record, purpose=Purpose.STUDY)
    told = await refusal(OutOfReach, addenda.write(stack.by(PHUC), replace(late(stack, document), author=PHUC.id)))
    assert told == (
        "Phiếu mượn này chỉ cho xem, không cho bổ sung. Cần bổ sung kết quả về muộn thì lập phiếu đề nghị mượn với mục đích "
        "“Bổ sung kết quả về muộn”, cho cả hồ sơ."
    )


async def test_nothing_else_is_written_into_an_archived_record(stack: Stack, kept: tuple[RecordId, DocumentId]) -> None:
    record, document = kept
    await refusal(WrongState, sheets.write(stack.by(LAN), record, treatment(stack)))
    await refusal(NotAllowed, addenda.write(stack.by(NAM), replace(late(stack, document), author=NAM.id)))
