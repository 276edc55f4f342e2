"""A patient is transferred to another facility: the slip, the package under a grant, and what the receiving facility answers."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from domain.errors import Incomplete, Malformed, NotAllowed, NotFound, OutOfReach, RequestReused, WrongState
from domain.grants import GrantKind, GrantState
from domain.names import DepartmentId, FacilityId, RecordId, ReferralId
from domain.origins import CameFrom
from domain.records import NewRecord
from domain.referrals import Decline, NewReferral, ReferralState, Why
from domain.roles import Role
from services import granted, grants, notices, records, referrals, referred, signatures
from store.queries.grants import Shown as Lists
from store.queries.referrals import Shown
from store.writes import people as writes
from tests.care import BETTER, newcomer, opened, patient, refusal, reviewed, sign
from tests.people import CENTRE, CLINIC, HOA, HUNG, LAN, LIEN, MAI, NAM, OANH, OUTSIDE, PHUC, PROVINCE, SON, VINH, Someone
from tests.referring import ELSEWHERE, LEAVES, centre, left, sent, slip
from tests.stack import Stack


def here(number: str, referral: ReferralId | None, citizen: str, **other: object) -> NewRecord:
    words = {"department": CLINIC, "doctor": VINH.id, "referral": referral, "citizen_id": citizen}
    return patient(number, **(words | other))


async def citizen(stack: Stack, record: RecordId) -> str:
    return (await records.read(stack.by(LAN), record)).page.patient.citizen_id or ""


async def told(stack: Stack, one: Someone, which: ReferralId) -> list[str]:
    return [line.kind for line in await notices.unseen(stack.by(one)) if line.link == f"/referrals/{which}"]


async def state(stack: Stack, which: ReferralId, by: Someone = LAN) -> ReferralState:
    return (await referred.read(stack.by(by), which)).sent.referral.state(stack.clock())


async def test_closing_asks_for_the_signed_slip(stack: Stack) -> None:
    record = await opened(stack)
    await records.discharge(stack.by(LAN), record, LEAVES)
    said = await refusal(Incomplete, records.close(stack.by(LAN), record))
    assert said == f"Còn thiếu: Chưa lập: Phiếu chuyển cơ sở khám bệnh, chữa bệnh — {LAN.name}"
    made = await slip(stack, record, (LAN,))
    assert [one.what for one in (await records.read(stack.by(LAN), record)).missing] == ["document"]
    await sign(stack, OANH, made)
    assert (await records.read(stack.by(LAN), record)).missing == ()


async def test_a_slip_taken_back_is_missing_again_and_others_need_none(stack: Stack) -> None:
    record, other = await opened(stack), await opened(stack)
    made = await slip(stack, record, ())
    await records.discharge(stack.by(LAN), record, LEAVES)
    await signatures.withdraw(stack.by(LAN), await reviewed(stack, LAN, made), "Nhầm nơi chuyển đến")
    assert [one.what for one in (await records.read(stack.by(LAN), record)).missing] == ["slip"]
    await records.discharge(stack.by(LAN), other, BETTER)
    assert (await records.read(stack.by(LAN), other)).missing == ()


async def test_the_receiving_facility_reads_the_package_and_opens_one_linked_record(stack: Stack) -> None:
    record, document = await left(stack)
    which = await sent(stack, record)
    assert await told(stack, LIEN, which) == ["referral_incoming"]
    assert which in [one.referral.id for one in (await referred.listing(stack.by(VINH))).lines]
    view = await referred.read(stack.by(VINH), which)
    assert [one.item.document for one in view.items] == [document]
    assert (view.may_receive, view.may_copy, view.may_end) == (True, True, False)
    content = await referred.content(stack.by(VINH), which, 1)
    assert sha256(content).hexdigest() == view.items[0].item.sha256
    await refusal(OutOfReach, records.read(stack.by(VINH), record))
    await refusal(OutOfReach, signatures.read(stack.by(VINH), document))

    expected = await referred.prefilled(stack.by(VINH), which)
    assert (expected.citizen_id, expected.diagnosis) == (await citizen(stack, record), "Đái tháo đường típ 2")
    new = here("70-0001", which, expected.citizen_id)
    linked = await records.open(stack.by(VINH, "tiếp-nhận-1"), new)
    assert await records.open(stack.by(VINH, "tiếp-nhận-1"), new) == linked
    origin = (await records.read(stack.by(VINH), linked)).origin
    assert origin
    assert (origin.came_from.facility, origin.referral) == ("Bệnh viện Đa khoa tỉnh Hưng Yên", which)
    (mine,) = (await records.read(stack.by(LAN), record)).referrals
    assert (mine.linked_code, mine.referral.state(stack.clock())) == ("BA-70-0001", ReferralState.ARRIVED)
    assert await told(stack, LAN, which) == ["referral_arrived"]
    await refusal(OutOfReach, records.read(stack.by(LAN), linked))

    again = here("70-0002", which, expected.citizen_id, patient_code="BN-70-0001")
    assert "đã được tiếp nhận" in await refusal(WrongState, records.open(stack.by(VINH), again))
    assert (await referred.read(stack.by(VINH), which)).items, "whoever treats reads on"
    assert not (await referred.read(stack.by(HOA), which)).items, "and nobody else"
    await refusal(OutOfReach, referred.content(stack.by(HOA), which, 1))


async def test_nothing_goes_without_the_signed_slip_the_outcome_and_the_discharge(stack: Stack) -> None:
    await centre(stack)
    record = await opened(stack)
    assert "chưa lập phiếu chuyển" in await refusal(Incomplete, sent(stack, record))
    made = await slip(stack, record, (LAN,))
    assert "chưa ký đủ" in await refusal(Incomplete, sent(stack, record))
    await sign(stack, OANH, made)
    await refusal(WrongState, sent(stack, record))
    await records.discharge(stack.by(LAN), record, BETTER)
    assert "chuyển cơ sở" in await refusal(Incomplete, sent(stack, record))


async def test_who_sends_and_where_to(stack: Stack) -> None:
    record, _ = await left(stack)
    for other in ({"receiver": None}, {"elsewhere": ELSEWHERE}, {"receiver": LAN.facility}, {"days": 31}):
        await refusal(Malformed, sent(stack, record, **other))
    await refusal(NotAllowed, sent(stack, record, MAI))
    await refusal(OutOfReach, sent(stack, record, PHUC))
    guest, _ = await left(stack, invites=OUTSIDE)
    assert "khoa đang điều trị quyết định" in await refusal(OutOfReach, sent(stack, guest, PHUC))
    await refusal(Incomplete, sent(stack, record, receiver="33"))
    which = await referrals.send(stack.by(HUNG, "gửi-1"), record, NewReferral(CENTRE))
    assert await referrals.send(stack.by(HUNG, "gửi-1"), record, NewReferral(CENTRE)) == which
    await refusal(RequestReused, referrals.send(stack.by(HUNG, "gửi-1"), record, NewReferral(CENTRE, days=3)))
    assert "còn hiệu lực" in await refusal(WrongState, sent(stack, record))


async def test_two_who_send_at_once_send_one(stack: Stack) -> None:
    record, _ = await left(stack)
    found = await asyncio.gather(sent(stack, record), sent(stack, record, HUNG), return_exceptions=True)
    assert sorted(type(one).__name__ for one in found) == ["UUID", "WrongState"]


async def test_two_who_open_at_once_open_one(stack: Stack) -> None:
    record, _ = await left(stack)
    which = await sent(stack, record)
    number = await citizen(stack, record)
    both = (records.open(stack.by(VINH), here(f"70-001{n}", which, number, patient_code="BN-70-0010")) for n in range(2))
    found = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(one).__name__ for one in found) == ["UUID", "WrongState"]


async def test_whoever_answers_while_another_recalls_waits_for_them(stack: Stack) -> None:
    record, _ = await left(stack)
    which = await sent(stack, record)
    answers = records.open(stack.by(VINH), here("70-0012", which, await citizen(stack, record)))
    answered, recalled = await asyncio.gather(answers, referrals.end(stack.by(LAN), which, "Gửi nhầm cơ sở"), return_exceptions=True)
    assert (type(answered).__name__ in ("UUID", "WrongState"), recalled) == (True, None)


async def test_the_window_ends_by_itself(stack: Stack) -> None:
    record, _ = await left(stack)
    which = await sent(stack, record, days=2)
    number = await citizen(stack, record)
    stack.clock.ahead += timedelta(days=3)
    assert "hết hạn" in await refusal(WrongState, referred.content(stack.by(VINH), which, 1))
    assert (await referred.read(stack.by(VINH), which)).items == []
    assert await state(stack, which) is ReferralState.LAPSED
    assert "sau hạn" in await refusal(WrongState, records.open(stack.by(VINH), here("70-0003", which, number)))
    assert which in [one.referral.id for one in (await referred.listing(stack.by(VINH), Shown.OVER)).lines]
    assert await sent(stack, record) != which


async def test_the_sending_facility_recalls_it_with_a_reason(stack: Stack) -> None:
    record, _ = await left(stack)
    which = await sent(stack, record)
    linked = await records.open(stack.by(VINH), here("70-0004", which, await citizen(stack, record)))
    await refusal(Malformed, referrals.end(stack.by(LAN), which, " "))
    await refusal(NotFound, referrals.end(stack.by(LIEN), which, "Không cần"))
    await referrals.end(stack.by(NAM), which, "Gửi nhầm cơ sở")
    await refusal(WrongState, referred.content(stack.by(VINH), which, 1))
    assert await told(stack, VINH, which) == ["referral_recalled"]
    assert await state(stack, which) is ReferralState.ARRIVED, "what was answered stays so"
    assert (await records.read(stack.by(VINH), linked)).origin
    grant = (await referred.read(stack.by(LAN), which)).sent.referral.grant
    one = (await granted.read(stack.by(NAM), grant)).grant
    assert (one.kind, one.state(stack.clock())) == (GrantKind.RECEIVING, GrantState.RECALLED)
    assert grant in [line.grant.id for line in (await granted.listing(stack.by(SON), Lists.OVER)).lines]


async def test_whoever_sent_it_gives_a_reason_too(stack: Stack) -> None:
    record, _ = await left(stack)
    which = await sent(stack, record)
    await refusal(Malformed, referrals.end(stack.by(LAN), which, ""))
    await referrals.end(stack.by(LAN), which, "Người bệnh xin đi nơi khác")
    assert await state(stack, which) is ReferralState.RECALLED
    await refusal(WrongState, grants.end(stack.by(LAN), (await referred.read(stack.by(LAN), which)).sent.referral.grant, "Nữa"))


async def test_the_patient_never_came_or_was_not_taken_in(stack: Stack) -> None:
    record, _ = await left(stack)
    for said in (Decline(Why.NOT_COME), Decline(Why.REFUSED, "Hết giường hồi sức")):
        which = await sent(stack, record)
        await refusal(NotAllowed, referrals.decline(stack.by(OANH), which, said))
        await refusal(NotFound, referrals.decline(stack.by(LAN), which, said))
        await referrals.decline(stack.by(LIEN, f"từ-chối-{said.why}"), which, said)
        await referrals.decline(stack.by(LIEN, f"từ-chối-{said.why}"), which, said)
        view = await referred.read(stack.by(LAN), which)
        assert (view.sent.referral.state(stack.clock()), view.declined) == (ReferralState.DECLINED, said.words)
        assert await told(stack, LAN, which) == ["referral_declined"]
        await refusal(WrongState, referred.content(stack.by(VINH), which, 1))
        await refusal(WrongState, referrals.decline(stack.by(LIEN), which, said))
    await refusal(Malformed, referrals.decline(stack.by(LIEN), which, Decline(Why.REFUSED)))


async def test_another_patient_is_not_linked_nor_by_another_facility(stack: Stack) -> None:
    record, _ = await left(stack)
    which = await sent(stack, record)
    said = await refusal(Incomplete, records.open(stack.by(VINH), here("70-0005", which, "033170999999")))
    assert "khác số định danh" in said
    await refusal(OutOfReach, records.open(stack.by(LAN), patient("70-0006", referral=which)))
    await refusal(OutOfReach, referred.read(stack.by(PHUC), which))
    assert await state(stack, which) is ReferralState.SENT


async def test_a_patient_from_elsewhere_brings_a_slip(stack: Stack) -> None:
    await centre(stack)
    came = CameFrom("Bệnh viện Nhi Trung ương", "1234/GCV", stack.clock().date())
    await refusal(Malformed, records.open(stack.by(LAN), patient("70-0007", came_from=replace(came, slip=" "))))
    record = await records.open(stack.by(LAN), patient("70-0008", came_from=came))
    origin = (await records.read(stack.by(LAN), record)).origin
    assert origin
    assert (origin.came_from, origin.from_record, origin.referral) == (came, "", None)
    (line,) = [one for one in (await records.read(stack.by(LAN), record)).timeline if one.act == "record.come"]
    assert line.facts == {}, "the row says it, and goes with the record; the audit stays"


async def test_a_later_package_is_for_whoever_treats_the_patient_there(stack: Stack) -> None:
    record, _ = await left(stack)
    first = await sent(stack, record)
    number = await citizen(stack, record)
    linked = await records.open(stack.by(VINH), here("70-0020", first, number))
    assert "Thu hồi gói đó" in await refusal(WrongState, sent(stack, record))
    await referrals.end(stack.by(LAN), first, "Gửi lại, thêm kết quả")
    later = await sent(stack, record)
    for one in (VINH, LAN):
        view = await referred.read(stack.by(one), later)
        assert (view.sent.referral.linked, view.sent.linked_code, bool(view.items)) == (linked, "BA-70-0020", True)
        assert (view.may_receive, view.may_decline) == (False, False)
    assert await referred.content(stack.by(VINH), later, 1)
    assert not (await referred.read(stack.by(HOA), later)).items, "as of the first, nobody else"
    await refusal(OutOfReach, referred.content(stack.by(HOA), later, 1))
    assert (await told(stack, VINH, later), await told(stack, LIEN, later)) == (["referral_more"], [])
    answered = here("70-0021", later, number, patient_code="BN-70-0020")
    assert "đã được tiếp nhận" in await refusal(WrongState, records.open(stack.by(VINH), answered))
    lists = {shown: [one.referral.id for one in (await referred.listing(stack.by(VINH), shown)).lines] for shown in Shown}
    assert [shown for shown in Shown if later in lists[shown]] == [Shown.ANSWERED]


async def test_after_the_window_of_an_answered_package_another_goes(stack: Stack) -> None:
    record, _ = await left(stack)
    first = await sent(stack, record, days=2)
    await records.open(stack.by(VINH), here("70-0022", first, await citizen(stack, record)))
    stack.clock.ahead += timedelta(days=3)
    later = await sent(stack, record)
    assert await state(stack, later) is ReferralState.ARRIVED
    await referrals.end(stack.by(LAN), later, "Gửi nhầm văn bản")
    await slip(stack, record, to=ELSEWHERE)
    other = await sent(stack, record, receiver=None, elsewhere=ELSEWHERE)
    assert await state(stack, other) is ReferralState.SENT, "elsewhere nobody took them in yet"


async def test_where_there_is_no_records_office_doctors_hear_of_patients(stack: Stack) -> None:
    record, _ = await left(stack, to="Phòng khám Đông Tảo")
    clinic = FacilityId("33013")
    async with stack.sessions.begin() as session:
        await writes.facility(session, clinic, "Phòng khám Đông Tảo", "clinic", PROVINCE, "Hưng Yên")
        await writes.department(session, DepartmentId("33013/KB"), clinic, "Khoa Khám bệnh")
    nurse = await newcomer(stack, "dd.tam", "Lê Thị Tâm", Role.NURSE, clinic, DepartmentId("33013/KB"))
    which = await sent(stack, record, receiver=clinic)
    assert await told(stack, nurse, which) == ["referral_incoming"], "whoever takes patients in"
    doctor = await newcomer(stack, "bs.dong", "Vũ Văn Đông", Role.DOCTOR, clinic, DepartmentId("33013/KB"))
    await referrals.end(stack.by(LAN), which, "Đổi nơi chuyển")
    again = await sent(stack, record, receiver=clinic)
    assert (await told(stack, doctor, again), await told(stack, nurse, again)) == (["referral_incoming"], [])
    assert await told(stack, doctor, which) == ["referral_recalled"]
