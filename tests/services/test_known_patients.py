"""A record for somebody the facility knows is opened for them, and never for another under their number or code."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

from activities.documents import bytes_key
from domain.errors import Incomplete, KnownPatient, Malformed, NotAllowed, RequestReused
from domain.names import RecordId
from domain.patients import Corrected, Identified
from domain.records import NewRecord
from services import patients, records
from store.queries import blobs
from store.queries.audit import TimelineLine
from store.queries.records import Patient
from tests.care import patient, refusal
from tests.people import CLINIC, HIS, LAN, NAM, VINH
from tests.referring import centre
from tests.stack import Stack

MOI = {"patient": "Lưu Thị Mới", "birth": date(1999, 3, 2), "sex": "female"}
OTHER = {"patient": "Trần Văn Khác Hẳn", "birth": date(1950, 1, 1), "sex": "male"}


def again(number: str, first: NewRecord, **other: object) -> NewRecord:
    """A second record under the number and the code of the first."""
    return patient(number, **({**MOI, "patient_code": first.patient_code, "citizen_id": first.citizen_id} | other))


async def whose(stack: Stack, record: RecordId) -> Patient:
    return (await records.read(stack.by(LAN), record)).page.patient


async def confirmed(stack: Stack, record: RecordId) -> list[TimelineLine]:
    return [one for one in (await records.read(stack.by(LAN), record)).timeline if one.act == "patient.same"]


async def test_another_persons_name_under_a_number_opens_nothing(stack: Stack) -> None:
    first = patient("98-0001", **MOI)
    await records.open(stack.by(LAN), first)
    told = await refusal(KnownPatient, records.open(stack.by(LAN), again("98-0002", first, **OTHER)))
    assert told == (
        "Người bệnh đã có tại cơ sở: citizen_id: số định danh này là của người bệnh BN-98-0001 (Lưu Thị Mới, sinh năm 1999); "
        "patient: khác họ tên đã ghi của người bệnh này; birth: khác ngày sinh đã ghi của người bệnh này; "
        "sex: khác giới tính đã ghi của người bệnh này; "
        "same_person: sửa phần nhập nhầm; nếu đúng là một người thì xác nhận và ghi lý do"
    )
    coded = replace(again("98-0002", first, patient="Lưu Thị Mời Khác"), citizen_id=None, temporary_code="TAM-98-0002")
    told = await refusal(KnownPatient, records.open(stack.by(HIS), coded))
    assert "patient_code: mã này là của người bệnh BN-98-0001 (Lưu Thị Mới, sinh năm 1999)" in told
    assert "birth" not in told
    assert len((await patients.read(stack.by(NAM), "BN-98-0001")).records) == 1


async def test_marks_case_and_an_unknown_sex_are_no_difference(stack: Stack) -> None:
    first = patient("98-0003", **MOI)
    await records.open(stack.by(LAN), first)
    record = await records.open(stack.by(LAN), again("98-0004", first, patient="LƯU  thi Moi", sex="unknown"))
    assert (await whose(stack, record)).name == "Lưu Thị Mới"
    assert await confirmed(stack, record) == []


async def test_the_same_person_under_another_name_is_confirmed_with_the_reason(stack: Stack) -> None:
    first = patient("98-0005", **MOI)
    await records.open(stack.by(LAN), first)
    renamed = again("98-0006", first, patient="Lưu Thị Mới Mai", same_person=True)
    assert "same_reason: cần nêu lý do" in await refusal(Malformed, records.open(stack.by(LAN), renamed))
    why = "Đã đổi tên, xem căn cước công dân mới"
    record = await records.open(stack.by(LAN, "cùng-người"), replace(renamed, same_reason=why))
    assert await records.open(stack.by(LAN, "cùng-người"), replace(renamed, same_reason=why)) == record
    assert ((await whose(stack, record)).code, (await whose(stack, record)).name) == ("BN-98-0005", "Lưu Thị Mới")
    (line,) = await confirmed(stack, record)
    words = sha256(why.encode()).hexdigest()
    assert (line.person, line.facts["differs"], line.facts["words"]) == (LAN.name, ["patient"], words)
    async with stack.sessions() as session:
        assert await blobs.known(session, {words}) == {words}, "the nightly sweep leaves the reason"
    same = (await patients.read(stack.by(NAM), "BN-98-0005")).confirmed
    assert [(one.who, one.why) for one in same] == [(LAN.name, why)]
    stack.house.shelf.keys.destroy(bytes_key(record))
    same = (await patients.read(stack.by(NAM), "BN-98-0005")).confirmed
    assert [(one.who, one.why) for one in same] == [(LAN.name, "")], "the words went with the record"


async def test_a_number_that_is_known_needs_no_code(stack: Stack) -> None:
    first = patient("98-0007", **MOI)
    await records.open(stack.by(LAN), first)
    record = await records.open(stack.by(HIS, "không-mã"), replace(again("98-0008", first), patient_code=""))
    assert (await whose(stack, record)).code == "BN-98-0007"
    assert await records.open(stack.by(HIS, "không-mã"), replace(again("98-0008", first), patient_code="")) == record
    await refusal(RequestReused, records.open(stack.by(HIS, "không-mã"), replace(again("98-0009", first, **OTHER), patient_code="")))
    await refusal(KnownPatient, records.open(stack.by(HIS), replace(again("98-0009", first, **OTHER), patient_code="")))
    new = replace(patient("98-0010"), patient_code="")
    assert (await whose(stack, await records.open(stack.by(HIS), new))).code == new.citizen_id
    told = await refusal(Malformed, records.open(stack.by(HIS), replace(new, citizen_id=None, temporary_code="TAM-1")))
    assert told == "Dữ liệu chưa đúng: patient_code: cần điền"


async def test_one_citizen_is_one_patient(stack: Stack) -> None:
    """A known citizen under another patient code is most often a slip: the code in use is named."""
    first = patient("98-0011")
    await records.open(stack.by(LAN), first)
    told = await refusal(KnownPatient, records.open(stack.by(LAN), replace(patient("98-0012"), citizen_id=first.citizen_id)))
    assert told == (
        "Người bệnh đã có tại cơ sở: "
        "citizen_id: số định danh này là của người bệnh BN-98-0011 (Nguyễn Thị Thuỳ Hạnh, sinh năm 1970); "
        "patient_code: mở hồ sơ cho người bệnh BN-98-0011, hoặc sửa số định danh nếu nhập nhầm"
    )
    await records.open(stack.by(LAN), replace(patient("98-0012"), patient_code="BN-98-0011", citizen_id=first.citizen_id))
    told = await refusal(Incomplete, records.open(stack.by(LAN), replace(patient("98-0013", **OTHER), patient_code="BN-98-0011")))
    assert told == "Còn thiếu: patient_code: mã BN-98-0011 là của người bệnh khác"


async def test_a_temporary_code_that_got_its_number_is_known_by_it(stack: Stack) -> None:
    brought = patient("98-0014", patient_code="TAM-98-0014", citizen_id=None, temporary_code="TAM-98-0014")
    await records.open(stack.by(LAN), brought)
    await patients.identify(stack.by(NAM), "TAM-98-0014", Identified("033081001400", "Đã xem căn cước"))
    record = await records.open(stack.by(HIS), patient("98-0015", patient_code="", citizen_id="033081001400"))
    assert (await whose(stack, record)).code == "TAM-98-0014"


async def test_another_facility_knows_nobody_of_this_one(stack: Stack) -> None:
    await centre(stack)
    first = patient("98-0016", **MOI)
    await records.open(stack.by(LAN), first)
    there = again("98-0017", first, **(OTHER | {"department": CLINIC, "doctor": VINH.id}))
    assert await patients.known(stack.by(VINH), first.citizen_id or "") is None
    assert await records.open(stack.by(VINH), there), "it has patients of its own"


async def test_what_was_mistyped_is_corrected_by_the_records_office(stack: Stack) -> None:
    record = await records.open(stack.by(LAN), patient("98-0018", patient="Lưu Thị Mớ", birth=date(1999, 2, 3), sex="male"))
    await records.open(stack.by(LAN), patient("98-0019"))
    right = Corrected("Lưu Thị Mới", date(1999, 3, 2), "female", "033199000018", "Ghi nhầm, đã xem căn cước công dân")
    await refusal(NotAllowed, patients.correct(stack.by(LAN), "BN-98-0018", right))
    taken = replace(right, citizen_id=patient("98-0019").citizen_id or "")
    assert "của người bệnh BN-98-0019" in await refusal(Incomplete, patients.correct(stack.by(NAM), "BN-98-0018", taken))
    wrong = Corrected(" ", date(2100, 1, 1), "nữ", "12", "")
    told = await refusal(Malformed, patients.correct(stack.by(NAM), "BN-98-0018", wrong))
    assert [one.split(": ")[-2] for one in told.split("; ")] == ["patient", "sex", "birth", "citizen_id", "reason"]
    await patients.correct(stack.by(NAM, "sửa-người-bệnh"), "BN-98-0018", right)
    await patients.correct(stack.by(NAM, "sửa-người-bệnh"), "BN-98-0018", right)
    assert "chưa sửa gì" in await refusal(Incomplete, patients.correct(stack.by(NAM), "BN-98-0018", right))
    found = await whose(stack, record)
    assert (found.name, found.birth, found.sex, found.citizen_id) == ("Lưu Thị Mới", date(1999, 3, 2), "female", "033199000018")
    (one,) = (await patients.read(stack.by(NAM), "BN-98-0018")).corrections
    assert (one.who, one.reason) == (NAM.name, right.reason)
    assert one.changed["patient"] == ("Lưu Thị Mớ", "Lưu Thị Mới")
    assert one.changed["birth"] == ("1999-02-03", "1999-03-02")
    assert set(one.changed) == {"patient", "birth", "sex", "citizen_id"}


async def test_a_correction_gives_no_first_number(stack: Stack) -> None:
    brought = patient("98-0020", citizen_id=None, temporary_code="TAM-98-0020")
    await records.open(stack.by(LAN), brought)
    named = Corrected("Đỗ Thị Rõ", brought.birth, brought.sex, "033199000020", "Người nhà đến")
    told = await refusal(Malformed, patients.correct(stack.by(NAM), "BN-98-0020", named))
    assert "citizen_id: người bệnh chưa có số định danh" in told
    await patients.correct(stack.by(NAM), "BN-98-0020", replace(named, citizen_id=""))
    assert (await patients.read(stack.by(NAM), "BN-98-0020")).patient.name == "Đỗ Thị Rõ"
