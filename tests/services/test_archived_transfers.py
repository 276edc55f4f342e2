"""What becomes of a transfer after its record was archived is in the archive, too: a version more each night."""

from domain.errors import Incomplete
from domain.names import RecordId
from domain.referrals import Decline, Taken, Way, Why
from services import records, referrals
from store.queries import records as queries
from tests.care import patient, refusal
from tests.people import CLINIC, HOSPITAL, LAN, LIEN, NAM, VINH
from tests.referring import ELSEWHERE, left, retold, sent, shelved, slip
from tests.stack import Stack


async def waits(stack: Stack, record: RecordId) -> bool:
    """Whether the next round tells it."""
    async with stack.sessions() as session:
        return record in await queries.untold(session, HOSPITAL, 1000)


async def test_what_is_sent_answered_recalled_and_taken_later_is_archived(stack: Stack) -> None:
    record, document = await left(stack)
    away = await slip(stack, record, to=ELSEWHERE)
    first = await sent(stack, record, slip=document)
    await shelved(stack, record)
    assert not await waits(stack, record)
    await retold(stack, record)  # what other stories left to tell
    await referrals.end(stack.by(NAM), first, "Nhầm nơi chuyển")
    told, (one,) = await retold(stack, record)
    assert told == 1
    assert (one["ended_at"] is not None, one["answered_at"]) == (True, None)
    assert f"phiếu chuyển ghi nơi chuyển đến là “{ELSEWHERE}”" in await refusal(Incomplete, sent(stack, record, NAM)), "read in the archive"
    elsewhere = await sent(stack, record, NAM, receiver=None, elsewhere=ELSEWHERE, slip=away)
    assert [said["to"] for said in (await retold(stack, record))[1]] == ["Trung tâm Y tế Khoái Châu", ELSEWHERE]
    await referrals.hand_over(stack.by(NAM), elsewhere, Taken("Trần Văn Tài", Way.MESSENGER, stack.clock()))
    assert [taken["taken"]["name"] for taken in (await retold(stack, record))[1][1]["taken"]] == ["Trần Văn Tài"]
    await referrals.end(stack.by(NAM), elsewhere, "Chuyển nơi khác")
    declined = await sent(stack, record, NAM, slip=document)
    await referrals.decline(stack.by(LIEN), declined, Decline(Why.NOT_COME))
    assert (await retold(stack, record))[1][2]["declined"] == "not_come"
    answered = await sent(stack, record, NAM, slip=document)
    number = (await records.read(stack.by(LAN), record)).page.patient.citizen_id
    words = {"department": CLINIC, "doctor": VINH.id, "referral": answered, "citizen_id": number}
    await records.open(stack.by(VINH), patient("70-0200", **words))
    assert (await retold(stack, record))[1][3]["record_there"] == "BA-70-0200"
    assert (await retold(stack, record))[0] == 0, "told once"
