"""A temporary code gets its number, two who are one are joined, what was wrongly joined is taken apart; no signature is lost."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

from domain.errors import Incomplete, Malformed, NotAllowed, NotFound
from domain.holds import Case, CaseKind, NewHold, Scope
from domain.names import RecordId
from domain.patients import Identified
from domain.roles import Role
from services import holds, notices, patients, records, signatures
from signing.trust import Trust
from signing.verification import verify
from store.queries import blobs
from tests.care import completed, newcomer, patient, refusal
from tests.people import CENTRE, LAN, NAM
from tests.stack import Stack

SEEN = "Đã xem căn cước công dân"


async def opened(stack: Stack, number: str, code: str, **other: object) -> RecordId:
    new = replace(patient(number, **other), patient_code=code)
    return await records.open(stack.by(LAN), new)


async def unknown(stack: Stack, number: str, code: str) -> RecordId:
    """Somebody brought in without papers."""
    return await opened(stack, number, code, citizen_id=None, temporary_code=f"TAM-{number}", patient="Nam giới chưa rõ tên", sex="male")


async def codes(stack: Stack, patient_code: str) -> list[str]:
    return sorted(one.code for one in (await patients.read(stack.by(NAM), patient_code)).records)


async def test_a_temporary_code_gets_its_number_and_stays_known(stack: Stack) -> None:
    record = await unknown(stack, "76-0001", "BN-T1")
    shown = "Người nhà đưa căn cước công dân của người bệnh"
    await patients.identify(stack.by(NAM, "id-1"), "BN-T1", Identified("033071000001", shown))
    await patients.identify(stack.by(NAM, "id-1"), "BN-T1", Identified("033071000001", shown))
    view = await patients.read(stack.by(NAM), "BN-T1")
    assert view.numbered
    assert (view.numbered.who, view.numbered.why) == (NAM.name, shown)
    async with stack.sessions() as session:
        words = sha256(shown.encode()).hexdigest()
        assert await blobs.known(session, {words}) == {words}, "the nightly sweep leaves them"
    found = view.patient
    assert (found.citizen_id, found.temporary_code) == ("033071000001", "TAM-76-0001")
    assert (await records.read(stack.by(LAN), record)).page.patient.citizen_id == "033071000001"
    assert "đã có số định danh" in await refusal(Incomplete, patients.identify(stack.by(NAM), "BN-T1", Identified("033071000002", SEEN)))
    await refusal(Malformed, patients.identify(stack.by(NAM), "BN-T1", Identified("12", "")))
    await refusal(NotAllowed, patients.identify(stack.by(LAN), "BN-T1", Identified("033071000002", SEEN)))
    await refusal(NotFound, patients.identify(stack.by(NAM), "BN-T999", Identified("033071000002", SEEN)))


async def test_a_number_that_is_somebody_elses_joins_two_who_are_one(stack: Stack) -> None:
    known = await opened(stack, "72-0001", "BN-A1", citizen_id="033072000001")
    brought = await unknown(stack, "72-0002", "BN-T2")
    told = await refusal(Incomplete, patients.identify(stack.by(NAM), "BN-T2", Identified("033072000001", SEEN)))
    assert "BN-A1" in told
    await refusal(Malformed, patients.join(stack.by(NAM), "BN-T2", "BN-A1", " "))
    await patients.join(stack.by(NAM, "join-1"), "BN-T2", "BN-A1", SEEN)
    await patients.join(stack.by(NAM, "join-1"), "BN-T2", "BN-A1", SEEN)
    assert await codes(stack, "BN-A1") == ["BA-72-0001", "BA-72-0002"]
    assert await codes(stack, "BN-T2") == []
    for record in (known, brought):
        assert (await records.read(stack.by(LAN), record)).page.patient.code == "BN-A1"
    (moved,) = (view := await patients.read(stack.by(NAM), "BN-A1")).moves
    assert (moved.source, moved.target, moved.records, moved.whole, view.why[moved.id]) == ("BN-T2", "BN-A1", ("BA-72-0002",), True, SEEN)
    assert "patient_moved" in {one.kind for one in await notices.unseen(stack.by(LAN)) if one.link == f"/records/{brought}"}
    await opened(stack, "72-0003", "BN-B1", citizen_id="033072000003")
    assert "khác nhau" in await refusal(Incomplete, patients.join(stack.by(NAM), "BN-B1", "BN-A1", "Trùng tên"))


async def test_what_was_wrongly_joined_is_taken_apart_and_no_signature_is_lost(stack: Stack) -> None:
    record, _, document = await completed(stack)
    page = (await records.read(stack.by(NAM), record)).page
    await opened(stack, "73-0001", "BN-C1", citizen_id="033073000001")
    await patients.move(stack.by(NAM), page.patient.code, "BN-C1", [record], "Ghi nhầm người bệnh")
    before = await signatures.pdf(stack.by(LAN), document, 1)
    assert record in {one.id for one in (await patients.read(stack.by(NAM), "BN-C1")).records}
    await patients.move(stack.by(NAM), "BN-C1", page.patient.code, [record], "Kiểm tra lại: đúng như ban đầu")
    assert (await records.read(stack.by(NAM), record)).page.patient.code == page.patient.code
    assert await signatures.pdf(stack.by(LAN), document, 1) == before
    assert (await verify(before, Trust([stack.settings.trust_roots.read_bytes()]))).valid
    acts = [line.act for line in (await records.read(stack.by(NAM), record)).timeline]
    assert acts.count("patient.move") == 2
    await refusal(Incomplete, patients.move(stack.by(NAM), "BN-C1", page.patient.code, [record], "Lần nữa"))
    await refusal(Malformed, patients.move(stack.by(NAM), page.patient.code, page.patient.code, [record], "Chính mình"))
    await refusal(Malformed, patients.move(stack.by(NAM), page.patient.code, "BN-C1", [], "Không chọn"))


async def test_a_hold_on_the_patient_it_was_of_keeps_the_record(stack: Stack) -> None:
    record = await opened(stack, "74-0001", "BN-D1", citizen_id="033074000001")
    await opened(stack, "74-0002", "BN-D2", citizen_id="033074000002")
    about = Case(CaseKind.COMPLAINT, "KN 74/2026", "Gia đình")
    await holds.place(stack.by(NAM), NewHold(about, Scope.PATIENT, "Đang giải quyết", date(2027, 12, 1), code="BN-D1"))
    await patients.move(stack.by(NAM), "BN-D1", "BN-D2", [record], "Ghi nhầm người bệnh")
    assert (await records.read(stack.by(NAM), record)).page.held


async def test_another_facility_has_patients_of_its_own(stack: Stack) -> None:
    await opened(stack, "75-0001", "BN-E1", citizen_id="033075000001")
    far = await newcomer(stack, "kh.thoa", "Đỗ Thị Thoa", Role.RECORDS_OFFICER, facility=CENTRE)
    await refusal(NotFound, patients.read(stack.by(far), "BN-E1"))
