"""Of a destroyed record no transfer is opened any more, on any floor, and no word of it is left in a backup."""

import pytest
from sqlalchemy import func, select

from domain.errors import NotFound, WrongState
from domain.names import DocumentId, GrantId, RecordId, ReferralId, grant_key
from domain.referrals import Decline, Taken, Way, Why
from services import granted, grants, records, referrals, referred
from store.queries import referrals as queries
from store.tables.acts import AuditRow
from store.tables.referrals import ReferralRow, ReferralTakenRow
from tests.api.asker import Asker
from tests.care import patient, refusal
from tests.disposing import destroyed
from tests.people import CLINIC, LAN, LIEN, NAM, VINH
from tests.referring import ELSEWHERE, left, sent, shelved, slip
from tests.stack import Stack
from tests.web.desk import desk

GONE = "Hồ sơ này đã hủy vì hết thời hạn"


async def three(stack: Stack, record: RecordId, document: DocumentId) -> tuple[ReferralId, ReferralId, ReferralId, RecordId]:
    """One that was refused, one taken by somebody elsewhere, one that was answered; and the record that answered it."""
    away = await slip(stack, record, to=ELSEWHERE)
    refused = await sent(stack, record, note="Xin giường hồi sức", slip=document)
    await referrals.decline(stack.by(LIEN), refused, Decline(Why.REFUSED, "Hết giường hồi sức"))
    taken = await sent(stack, record, receiver=None, elsewhere=ELSEWHERE, note="Gửi theo xe", slip=away)
    await referrals.hand_over(stack.by(LAN), taken, Taken("Trần Văn Tài", Way.ESCORT, stack.clock(), "Con trai người bệnh"))
    await referrals.end(stack.by(LAN), taken, "Đổi nơi chuyển")
    answered = await sent(stack, record, note="Theo dõi đường huyết", slip=document)
    number = (await records.read(stack.by(LAN), record)).page.patient.citizen_id
    words = {"department": CLINIC, "doctor": VINH.id, "referral": answered, "citizen_id": number}
    return refused, taken, answered, await records.open(stack.by(VINH), patient("70-0100", **words))


async def test_of_a_destroyed_record_no_floor_opens_a_transfer(stack: Stack, api: Asker) -> None:
    record, document = await left(stack)
    refused, taken, answered, linked = await three(stack, record, document)
    async with stack.sessions() as session:
        opened_by = {one: (await queries.sent(session, one)).referral.grant for one in (refused, taken, answered)}
    kept = (await granted.read(stack.by(NAM), opened_by[refused])).reason
    await shelved(stack, record)
    await destroyed(stack, record)
    assert kept == "Xin giường hồi sức"
    readers = ((refused, LAN), (refused, NAM), (refused, LIEN), (taken, LAN), (answered, NAM), (answered, VINH))
    for which, who in readers:
        assert GONE in await refusal(WrongState, referred.read(stack.by(who), which))
        answer = await api.ask(who, "GET", f"/referrals/{which}")
        assert (answer.status_code, answer.json()["refusal"]) == (409, "WrongState")
        async with desk(stack, who) as page:
            await page.open(f"/referrals/{which}")
            assert (page.status, GONE in page.page, "Trần Văn Tài" in page.page) == (409, True, False)
    await refusal(WrongState, referrals.end(stack.by(LAN), answered, "Muộn"))
    assert (await records.read(stack.by(VINH), linked)).origin, "the record that answered is its facility's own"
    for grant in opened_by.values():
        await silent(stack, grant)
    await unwritten(stack, record, linked, answered)


async def silent(stack: Stack, grant: GrantId) -> None:
    """The facility still knows that a package went; its words are gone with their key, and no new one is laid down."""
    with pytest.raises(NotFound):
        stack.house.shelf.keys.exported(grant_key(grant))
    assert not stack.house.shelf.path(grant_key(grant), "").parent.exists()
    view = await granted.read(stack.by(NAM), grant)
    assert (view.reason, view.ended, view.documents, view.may_end) == ("", "", (), False)
    async with desk(stack, NAM) as nam:
        await nam.open(f"/grants/{grant}")
        assert nam.status == 200
    await refusal(WrongState, grants.end(stack.by(NAM), grant, "Muộn"))


async def unwritten(stack: Stack, record: RecordId, linked: RecordId, answered: ReferralId) -> None:
    """What the rows said in clear."""
    r, t = ReferralRow, ReferralTakenRow
    async with stack.sessions() as session:
        mine = select(r.id).where(r.record == record)
        assert (await session.execute(select(func.count()).where(t.referral.in_(mine)))).scalar_one() == 0
        assert set((await session.execute(select(r.declined_reason).where(r.record == record))).scalars()) == {None}
        come = select(AuditRow.facts).where(AuditRow.record == linked, AuditRow.act == "record.come")
        assert (await session.execute(come)).scalar_one() == {"referral": str(answered)}
