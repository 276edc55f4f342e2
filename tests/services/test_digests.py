"""One letter a day: at its hour, through a real mail server, once, whatever fails or is killed on the way."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import update

from app.mailing import Smtp
from domain.clock import VIETNAM, day
from domain.digests import MOST_TRIES, Rhythm
from domain.errors import Malformed, NotAllowed, NotFound, RequestReused
from services import digests, tracks
from services.digests import send_digests
from services.mails import Outcome
from store.queries.digests import Letter
from store.tables.people import PersonRow
from store.tables.tracks import MilestoneRow, TrackRow
from tests.mail_server import Postman, mail_server
from tests.people import LAN, Someone
from tests.rollout import Province, declared, province, reported
from tests.stack import Stack

HERE = "https://hsba.test"
CODE = "3.1-1"


@dataclass
class Office:
    """The mail server, and a round of the clock."""

    stack: Stack
    postman: Postman

    async def round(self) -> int:
        url = f"smtp://127.0.0.1:{self.postman.port}"
        mailer = Smtp(url, "hsba@soyte.gov.vn", strict=False)
        return await send_digests(self.stack.sessions, self.stack.house.policies, mailer, self.stack.clock, HERE)

    def to(self, mail: str) -> list[EmailMessage]:
        return [one for one in self.postman.letters if mail in one["to"]]


@pytest.fixture
async def office(stack: Stack, tmp_path: Path) -> AsyncIterator[Office]:
    """Nobody else has an address; it is nine in the morning."""
    async with stack.sessions.begin() as session:
        await session.execute(update(PersonRow).values(mail=None))
    at(stack, 9)
    async with mail_server(tmp_path) as postman:
        yield Office(stack, postman)


def at(stack: Stack, hour: int, days: int = 1) -> None:
    """This hour in Vietnam, of a day to come."""
    now = (stack.clock() - stack.clock.ahead).astimezone(VIETNAM)
    wanted = (now + timedelta(days=days)).replace(hour=hour, minute=0, second=0)
    stack.clock.ahead = wanted - now


async def running(stack: Stack, name: str) -> Province:
    """A hospital that is late in its survey since the day before yesterday and in nothing else; both sides have an address."""
    there = await province(stack, name)
    await declared(stack, there.administrator, there.track)
    async with stack.sessions.begin() as session:
        of = MilestoneRow.track.in_((there.track, there.own))
        await session.execute(update(MilestoneRow).where(of).values(due=day(stack.clock()) + timedelta(days=200)))
        long_ago = TrackRow.id.in_((there.track, there.own))
        await session.execute(update(TrackRow).where(long_ago).values(opened_at=stack.clock() - timedelta(days=60)))
    await late(stack, there, 2)
    for one in (there.officer, there.administrator):
        await digests.choose(stack.by(one), mail_of(one), "daily")
    return there


async def late(stack: Stack, there: Province, days: int) -> None:
    of = (MilestoneRow.track == there.track, MilestoneRow.code == CODE)
    async with stack.sessions.begin() as session:
        await session.execute(update(MilestoneRow).where(*of).values(due=day(stack.clock()) - timedelta(days=days)))


def mail_of(one: Someone) -> str:
    return f"{one.login}@soyte.gov.vn"


def body(one: EmailMessage, kind: str) -> str:
    part = one.get_body((kind,))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


async def letters(stack: Stack, one: Someone) -> list[Letter]:
    return (await digests.listing(stack.by(one)))[1]


async def test_each_is_written_once_of_what_waits_for_them(stack: Stack, office: Office) -> None:
    there = await running(stack, "dg1")
    assert await office.round() == 2
    assert await office.round() == 0
    (mine,) = office.to(mail_of(there.administrator))
    text, html = body(mine, "plain"), body(mine, "html")
    assert "QUÁ HẠN\n" in text
    assert f"- {CODE} " in text
    assert "quá 2 ngày" in text
    link = f"{HERE}/tracks/{there.track}/milestones/{CODE}"
    assert link in text
    assert f'<a href="{link}">' in html
    assert f"{HERE}/me/digest" in text
    assert "1 quá hạn" in mine["subject"]
    assert there.administrator.name in mine["to"]
    assert max(map(len, mine.as_bytes().split(b"\n"))) <= 998
    (above,) = office.to(mail_of(there.officer))
    assert "1 cơ sở quá hạn" in body(above, "plain")
    await reported(stack, there.administrator, there.track, CODE)
    at(stack, 9, days=2)
    await office.round()
    assert "CHỜ ANH/CHỊ NGHIỆM THU" in body(office.to(mail_of(there.officer))[-1], "plain")
    await tracks.accept(stack.by(there.officer), there.track, CODE)
    at(stack, 9, days=3)
    await office.round()
    assert not [one for one in office.to(mail_of(there.officer))[2:] if "NGHIỆM THU" in body(one, "plain")]


async def test_nothing_is_sent_before_the_hour_nor_without_address_or_wish(stack: Stack, office: Office) -> None:
    there = await running(stack, "dg2")
    at(stack, 7)
    assert await office.round() == 0
    at(stack, 9)
    await digests.choose(stack.by(there.officer), mail_of(there.officer), "none")
    await digests.choose(stack.by(there.administrator), "", "daily")
    assert await office.round() == 0
    assert office.postman.letters == []


async def test_a_weekly_letter_waits_for_monday(stack: Stack, office: Office) -> None:
    there = await running(stack, "dg3")
    await digests.choose(stack.by(there.officer), "", "daily")
    await digests.choose(stack.by(there.administrator), mail_of(there.administrator), "weekly")
    sent = {}
    for ahead in range(1, 8):
        at(stack, 9, days=ahead)
        sent[day(stack.clock()).weekday()] = await office.round()
    assert sent == {0: 1, **dict.fromkeys(range(1, 7), 0)}


async def test_what_was_newly_passed_up_stands_first_once(stack: Stack, office: Office) -> None:
    there = await running(stack, "dg4")
    await late(stack, there, 6)
    await office.round()
    assert "BÁO CẤP TRÊN" not in body(office.to(mail_of(there.officer))[-1], "plain")
    at(stack, 9, days=2)
    await office.round()
    assert "BÁO CẤP TRÊN" in body(office.to(mail_of(there.officer))[-1], "plain")
    at(stack, 9, days=3)
    await office.round()
    third = office.to(mail_of(there.officer))
    assert len(third) == 3
    assert "BÁO CẤP TRÊN" not in body(third[-1], "plain")


async def test_what_is_passed_up_is_what_the_ladder_says(stack: Stack, office: Office) -> None:
    there = await running(stack, "dg11")
    await late(stack, there, 3)
    await office.round()
    assert "BÁO CẤP TRÊN" in body(office.to(mail_of(there.administrator))[-1], "plain"), "three days: the unit's own head"
    assert "BÁO CẤP TRÊN" not in body(office.to(mail_of(there.officer))[-1], "plain"), "which is not the department's matter"
    await late(stack, there, 13)
    at(stack, 9, days=2)
    await office.round()
    for one in (there.officer, there.administrator):
        assert "BÁO CẤP TRÊN" in body(office.to(mail_of(one))[-1], "plain"), "fourteen days: the department's head"
    async with stack.sessions.begin() as session:
        await session.execute(update(TrackRow).where(TrackRow.id == there.track).values(opened_at=stack.clock()))
    await late(stack, there, 29)
    at(stack, 9, days=3)
    await office.round()
    assert "BÁO CẤP TRÊN" not in body(office.to(mail_of(there.officer))[-1], "plain"), "nobody was told of what was over when it opened"


async def test_a_letter_that_cannot_be_built_keeps_no_other_back(stack: Stack, office: Office) -> None:
    there = await running(stack, "dg14")
    async with stack.sessions.begin() as session:
        wrong = PersonRow.id == there.administrator.id
        await session.execute(update(PersonRow).where(wrong).values(mail="anh.@bvdk.vn"))
    assert there.administrator.id < there.officer.id, "who cannot be written comes first"
    assert await office.round() == 1
    assert len(office.to(mail_of(there.officer))) == 1
    (one,) = await letters(stack, there.administrator)
    assert (one.state, one.mail, one.tries) == ("failed", "anh.@bvdk.vn", 1)
    assert one.fault, "the administrator sees what was wrong"
    await digests.choose(stack.by(there.administrator), mail_of(there.administrator), "daily")
    stack.clock.ahead += timedelta(minutes=6)
    assert await office.round() == 1
    assert len(office.to(mail_of(there.administrator))) == 1


async def test_a_sender_killed_in_the_middle_leaves_a_letter_that_goes_again_under_the_same_id(stack: Stack, office: Office) -> None:
    there = await running(stack, "dg5")

    class Killed(BaseException):
        """The process ends."""

    class Dies:
        """Hands the letter over, and is killed before it can say so."""

        sender = "hsba@soyte.gov.vn"

        async def send(self, message: EmailMessage) -> Outcome:
            await Smtp(f"smtp://127.0.0.1:{office.postman.port}", self.sender, strict=False).send(message)
            raise Killed

    with pytest.raises(Killed):
        await send_digests(stack.sessions, stack.house.policies, Dies(), stack.clock, HERE)
    await office.round()
    first = office.postman.letters[0]
    whose = mail_of(there.officer) if mail_of(there.officer) in first["to"] else mail_of(there.administrator)
    assert len(office.to(whose)) == 1, "it rests: whoever sent it may be alive"
    stack.clock.ahead += timedelta(minutes=6)
    assert await office.round() == 1
    again = office.to(whose)
    assert len(again) == 2
    assert again[0]["message-id"] == again[1]["message-id"]
    stack.clock.ahead += timedelta(hours=3)
    assert await office.round() == 0


async def test_a_failure_is_tried_again_more_slowly_seen_by_the_administrator_and_given_up(stack: Stack, office: Office) -> None:
    there = await running(stack, "dg6")
    await digests.choose(stack.by(there.officer), "", "daily")
    office.postman.says = "450 4.2.0 Thung thu ban"
    tried = []
    for _ in range(40):
        before = [one.tries for one in await letters(stack, there.administrator)]
        await office.round()
        (one,) = await letters(stack, there.administrator)
        tried += [stack.clock()] if [one.tries] != before else []
        stack.clock.ahead += timedelta(minutes=15)
    assert (one.state, one.fault[:9], one.tries) == ("failed", "450 4.2.0", MOST_TRIES)
    rests = [round((later - earlier) / timedelta(minutes=15)) for earlier, later in pairwise(tried)]
    assert rests == sorted(rests), "each time later"
    office.postman.says = "250 OK"
    assert await office.round() == 0, "given up for this day"
    at(stack, 9, days=2)
    assert await office.round() == 1
    assert [one.state for one in await letters(stack, there.administrator)] == ["sent", "failed"]


async def test_an_address_that_is_refused_is_not_tried_again_today(stack: Stack, office: Office) -> None:
    there = await running(stack, "dg7")
    office.postman.recipient = "550 5.1.1 Khong co nguoi nhan nay"
    await office.round()
    office.postman.recipient = "250 OK"
    stack.clock.ahead += timedelta(hours=3)
    assert await office.round() == 0
    (one,) = await letters(stack, there.administrator)
    assert (one.state, one.tries, one.mail) == ("refused", 1, mail_of(there.administrator))


async def test_who_has_nothing_waiting_gets_no_letter(stack: Stack, office: Office) -> None:
    there = await running(stack, "dg8")
    await digests.choose(stack.by(there.officer), "", "daily")
    async with stack.sessions.begin() as session:
        await session.execute(update(MilestoneRow).where(MilestoneRow.track == there.track).values(due=None))
    assert await office.round() == 0
    assert office.postman.letters == []
    assert await letters(stack, there.administrator) == []


async def test_administrators_set_addresses_of_their_own_people_and_everybody_their_own(stack: Stack) -> None:
    there, other = await province(stack, "dg9"), await province(stack, "dg10")
    mine = await digests.choice(stack.by(there.officer))
    assert (mine.mail, mine.rhythm) == ("", "daily"), "usual for officers"
    assert (await digests.choice(stack.by(LAN))).rhythm == "none"
    await digests.address(stack.by(there.administrator), there.administrator.id, " anh@bvdk.vn ")
    people, _ = await digests.listing(stack.by(there.administrator))
    assert [(one.name, one.mail) for one in people] == [(there.administrator.name, "anh@bvdk.vn")]
    with pytest.raises(NotFound):
        await digests.address(stack.by(there.administrator), other.officer.id, "x@bvdk.vn")
    with pytest.raises(NotAllowed):
        await digests.address(stack.by(there.officer), there.officer.id, "x@bvdk.vn")
    with pytest.raises(NotAllowed):
        await digests.listing(stack.by(LAN))
    with pytest.raises(Malformed):
        await digests.choose(stack.by(there.officer), "không phải thư", "daily")
    context = stack.by(there.officer)
    await digests.choose(context, "tam@soyte.gov.vn", "weekly")
    await digests.choose(context, "tam@soyte.gov.vn", "weekly")
    with pytest.raises(RequestReused):
        await digests.choose(context, "khac@soyte.gov.vn", "weekly")
    assert await digests.choice(stack.by(there.officer)) == digests.Choice("tam@soyte.gov.vn", Rhythm.WEEKLY)
