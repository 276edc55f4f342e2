"""A package goes where its signed slip says that the patient goes, and nowhere else."""

from domain.errors import Incomplete
from domain.names import RecordId
from domain.referrals import ReferralState
from domain.sheets import NewSheet
from services import referrals, referred, sheets
from tests.care import refusal, sign
from tests.people import CENTRE, LAN, OANH
from tests.referring import ELSEWHERE, SAID, left, sent, slip
from tests.services.test_referrals import state
from tests.stack import Stack
from tests.web.desk import desk


async def goes(stack: Stack, record: RecordId, **to: object) -> None:
    """It is sent, and recalled for the next."""
    which = await sent(stack, record, LAN, **to)
    assert await state(stack, which) is ReferralState.SENT
    await referrals.end(stack.by(LAN), which, "Gửi lại")


async def test_both_places_are_named_and_what_to_do(stack: Stack) -> None:
    record, document = await left(stack, to=ELSEWHERE)
    said = await refusal(Incomplete, sent(stack, record))
    assert f"receiver: phiếu chuyển ghi nơi chuyển đến là “{ELSEWHERE}” nhưng gói hồ sơ gửi đến “Trung tâm Y tế Khoái Châu”" in said
    assert "chọn đúng cơ sở ghi trên phiếu chuyển, hoặc lập bản mới của phiếu chuyển" in said
    other = await refusal(Incomplete, sent(stack, record, receiver=None, elsewhere="Bệnh viện Việt Đức"))
    assert (f"elsewhere: phiếu chuyển ghi nơi chuyển đến là “{ELSEWHERE}”" in other, "“Bệnh viện Việt Đức”" in other) == (True, True)
    await goes(stack, record, receiver=None, elsewhere="BENH VIEN  Bạch mai")

    made = await slip(stack, record, (), to="Trung tâm Y tế Khoái Châu")
    assert made != document
    for one in (LAN, OANH):
        await sign(stack, one, made)
    await goes(stack, record)
    assert ELSEWHERE in await refusal(Incomplete, sent(stack, record, slip=document)), "the slip that goes is the one that is judged"


async def test_its_new_version_is_judged_when_it_is_signed(stack: Stack) -> None:
    record, document = await left(stack, to=ELSEWHERE)
    now = stack.clock().astimezone()
    when = {"leaves_at": now.strftime("%H:%M %d/%m/%Y"), "from_day": now.strftime("%d/%m/%Y")}
    new = NewSheet("transfer-slip", LAN.id, stack.clock(), SAID | when, "Ghi nhầm nơi chuyển đến")
    await sheets.write(stack.by(LAN), record, new, document)
    for one in (LAN, OANH):
        await sign(stack, one, document)
    assert (await referred.sending(stack.by(LAN), record)).where == SAID["to"]
    await goes(stack, record)


async def test_a_name_a_code_or_both_do(stack: Stack) -> None:
    record, _ = await left(stack, to="TRUNG TAM Y TE khoái châu")
    await goes(stack, record, receiver=CENTRE)
    for to in ("33012", "Trung tâm Y tế Khoái Châu (33012)"):
        await slip(stack, record, to=to)
        await goes(stack, record, receiver=CENTRE)


async def test_the_page_chooses_what_the_slip_names_and_tells_the_rest(stack: Stack) -> None:
    record, _ = await left(stack, "70-0301", to="Trung tâm Y tế Khoái Châu – 33012")
    other, _ = await left(stack, "70-0302", to=ELSEWHERE)
    async with desk(stack, LAN) as lan:
        await lan.open(f"/records/{record}/referrals/new")
        assert '<option value="33012" selected>' in lan.page
        await lan.send(f"/records/{other}/referrals", {"days": "7", "receiver": "33012"})
        assert (lan.status, "nhưng gói hồ sơ gửi đến" in lan.told()) == (409, True), lan.told()
        await lan.send(f"/records/{other}/referrals", {"days": "7", "receiver": "elsewhere", "elsewhere": "Bệnh viện Việt Đức"})
        assert (lan.status, "nhưng gói hồ sơ gửi đến" in lan.told()) == (409, True)
        await lan.send(f"/records/{other}/referrals", {"days": "7", "receiver": "elsewhere", "elsewhere": ""})
        assert (lan.status, ELSEWHERE in lan.page) == (200, True), "the slip's own words"
