"""What authorities say is fetched ahead and kept in rows; ends and revocations are told to whoever has to act."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.x509 import load_der_x509_certificate
from sqlalchemy import delete, func, select

from app.devstack.pki.authority import Authority
from app.refreshing import Refresher
from app.status_rows import StatusRows
from domain.clock import day
from domain.roles import Role
from services import certificates, notices
from services.certificates import Census
from signing.revocation import Revocation, places
from signing.trust import Trust, der, load
from store.queries import certificates as queries
from store.queries.certificates import Asked
from store.tables.certificates import StatusAnswerRow
from store.tables.notices import NoticeRow
from store.tables.people import CredentialRow
from tests.care import delivered, newcomer, sign
from tests.people import DUC, FACILITIES, HOSPITAL, HUNG, KHANH, LAB, MAI, PIN, THUY, YEN, Someone
from tests.signing.room import LocalIssuer
from tests.stack import Stack, TestClock

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def nothing_known(stack: Stack) -> AsyncIterator[None]:
    """These tests move clocks on: what they leave would look fresh to others."""
    await _forget(stack)
    yield
    await _forget(stack)


async def _forget(stack: Stack) -> None:
    async with stack.sessions.begin() as session:
        await session.execute(delete(StatusAnswerRow))


@asynccontextmanager
async def asking(
    stack: Stack, fresh: timedelta = timedelta(hours=1), clock: TestClock | None = None, trust: Trust | None = None
) -> AsyncIterator[Revocation]:
    """A process that has just started: it knows nothing but the rows."""
    believed = trust or stack.preserver.revocation.trust
    asked = Revocation(believed, fresh, clock=clock or TestClock(), answers=StatusRows(stack.sessions))
    try:
        yield asked
    finally:
        await asked.close()


async def rounds(refresher: Refresher) -> int:
    """As many as it takes until nobody is left to ask about: how many were asked about."""
    asked = 0
    while found := await refresher.round():
        asked += found
    return asked


async def kept(stack: Stack, one: Someone) -> Asked | None:
    """When this person's own certificate was last asked about by OCSP."""
    credential = await stack.keys.credentials.of(str(one.id))
    place = places((load(credential.certificate), load(credential.chain[0])))[0]
    async with stack.sessions() as session:
        return (await queries.asked(session, [(place.about, place.address)])).get((place.about, place.address))


async def told(stack: Stack, one: Someone) -> list[str]:
    return [notice.kind for notice in await notices.unseen(stack.by(one)) if notice.kind.startswith("certificate")]


async def technician(stack: Stack, login: str, name: str, days: int, authority: Authority | None = None) -> Someone:
    one = await newcomer(stack, login, name, Role.TECHNICIAN, department=LAB)
    desk = replace(stack.keys, issuer=LocalIssuer(authority or stack.authority, None, days))
    await desk.enrol({"person": str(one.id), "pin": PIN, "name": one.name, "facility": FACILITIES[HOSPITAL][0], "profile": "person"})
    return one


async def test_answers_are_fetched_ahead_for_everybody_and_outlive_the_process(stack: Stack) -> None:
    """Whoever signs next has an answer at hand; a second round finds nothing to ask, half an answer's life later it does."""
    clock = TestClock()
    async with asking(stack, clock=clock) as asked:
        refresher = Refresher(stack.sessions, asked, stack.house.policies, clock)
        assert await rounds(refresher) >= 12
        first = await kept(stack, HUNG)
        assert first
        assert (first.asked_at is not None, first.failures) == (True, 0)
        assert await refresher.round() == 0
        clock.ahead = timedelta(minutes=6)
        assert await rounds(refresher) >= 12
        again = await kept(stack, HUNG)
        assert again
        assert (again.asked_at or LONG_AGO) > (first.asked_at or LONG_AGO)
    credential = await stack.keys.credentials.of(str(HUNG.id))
    async with asking(stack) as other:
        status = await other.of(load(credential.certificate), load(credential.chain[0]))
    assert await kept(stack, HUNG) == again
    assert not status.revoked


async def test_time_stampers_are_watched_once_they_were_seen(stack: Stack) -> None:
    clock = TestClock()
    async with asking(stack, clock=clock) as asked:
        link = stack.authority.stamper, stack.authority.issuing
        await asked.of(*link)
        refresher = Refresher(stack.sessions, asked, stack.house.policies, clock)
        clock.ahead = timedelta(minutes=7)
        await rounds(refresher)
        place = places(link)[0]
        async with stack.sessions() as session:
            seen = (await queries.asked(session, [(place.about, place.address)]))[place.about, place.address]
        assert (seen.asked_at or LONG_AGO) > datetime.now(UTC) + timedelta(minutes=6)


async def test_a_silent_authority_is_counted_and_left_in_peace(stack: Stack, tmp_path: Path) -> None:
    """Tries come later and later; the others are asked all the same."""
    away = Authority(tmp_path)
    one = await technician(stack, "ktv.imlang", "Lý Thị Lặng", 300, away)
    clock = TestClock()
    both = Trust([der(stack.authority.root), der(away.root)], [der(stack.authority.issuing), der(away.issuing)])
    async with asking(stack, clock=clock, trust=both) as asked:
        refresher = Refresher(stack.sessions, asked, stack.house.policies, clock)
        failures = []
        for seconds in (0, 40, 65, 130, 190):
            clock.ahead = timedelta(seconds=seconds)
            await rounds(refresher)
            missed = await kept(stack, one)
            failures.append(missed.failures if missed else 0)
        assert failures == [1, 1, 2, 2, 3]
    census = await certificates.census(stack.sessions, stack.house.policies, TestClock())
    assert census.silent >= 1
    async with stack.sessions.begin() as session:
        await session.execute(delete(CredentialRow).where(CredentialRow.owner == str(one.id)))


async def test_an_end_is_told_once_for_each_threshold_to_holder_and_administrators(stack: Stack) -> None:
    one = await technician(stack, "ktv.saphet", "Mạc Văn Hạn", 25)
    clock = TestClock()

    async def days_pass(days: int) -> list[str]:
        clock.ahead = timedelta(days=days)
        for _ in range(2):
            await certificates.warn_of_endings(stack.sessions, stack.house.policies, clock)
        return await told(stack, one)

    assert await days_pass(0) == ["certificate_ending"]
    assert await days_pass(5) == ["certificate_ending"]
    assert await days_pass(12) == ["certificate_ending"] * 2
    assert await days_pass(24) == ["certificate_ending"] * 3
    assert await days_pass(26) == ["certificate_ended"] + ["certificate_ending"] * 3
    for minder in (YEN, KHANH):
        about = [line.facts["who"] for line in await notices.unseen(stack.by(minder)) if line.kind == "certificate_ending_of"]
        assert sum(one.name in who for who in about) == 3
    ended = [line.facts["who"] for line in await notices.unseen(stack.by(YEN)) if line.kind == "certificate_ended_of"]
    assert sum(one.name in who for who in ended) == 1
    assert await told(stack, DUC) == []
    last = await certificates.own(stack.by(one))
    assert last
    assert day(last) == day(datetime.now(UTC) + timedelta(days=25))


async def test_the_end_of_the_organisations_certificate_is_told_to_its_administrators(stack: Stack) -> None:
    clock = TestClock()
    clock.ahead = timedelta(days=3 * 365 - 6)
    await certificates.warn_of_endings(stack.sessions, stack.house.policies, clock)
    whose = [line.facts["who"] for line in await notices.unseen(stack.by(YEN)) if line.kind == "certificate_ending_of"]
    assert any(FACILITIES[HOSPITAL][0] in names or "(+" in names for names in whose)
    async with stack.sessions.begin() as session:
        await session.execute(delete(NoticeRow).where(NoticeRow.kind.startswith("certificate")))


async def test_a_revocation_met_on_the_round_is_told_at_once(stack: Stack) -> None:
    one = await technician(stack, "ktv.matthe", "Tạ Thị Thẻ", 300)
    certificate = load_der_x509_certificate((await stack.keys.credentials.of(str(one.id))).certificate)
    clock = TestClock()
    async with asking(stack, clock=clock) as asked:
        refresher = Refresher(stack.sessions, asked, stack.house.policies, clock)
        await rounds(refresher)
        assert await told(stack, one) == []
        stack.authority.revoke(certificate.serial_number, "key_compromise")
        clock.ahead = timedelta(minutes=6)
        await rounds(refresher)
        clock.ahead = timedelta(minutes=9.5)
        await rounds(refresher)
    assert await told(stack, one) == ["certificate_revoked"]
    assert "certificate_revoked_of" in await told(stack, KHANH)
    census = await certificates.census(stack.sessions, stack.house.policies, TestClock())
    assert census.revoked >= 1
    assert census.people >= 12
    assert isinstance(census, Census)


async def test_a_signature_finds_its_answer_in_the_rows(stack: Stack) -> None:
    """The signer asks nobody when the rows hold a fresh answer."""
    async with asking(stack) as asked:
        await rounds(Refresher(stack.sessions, asked, stack.house.policies, TestClock()))
    before = await kept(stack, MAI), await kept(stack, THUY)
    _, _, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    after = await kept(stack, MAI), await kept(stack, THUY)
    assert [one and one.failures for one in after] == [0, 0]
    assert before[1] == after[1]
    async with stack.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(StatusAnswerRow))
