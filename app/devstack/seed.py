"""`python -m app.devstack.seed`: brings the demo's places and people in, each with a token and a certificate. Safe to repeat."""

import asyncio
import os
from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncSession

from app import signer, wiring
from app.devstack import demo_people as demo
from app.devstack.installation import mark
from app.readiness import tell_progress
from app.settings import Settings
from domain.names import PersonId, PositionId, id_of
from domain.people import Position
from services.people import HASHER
from signing.desk import Desk as Keys
from store.engine import Sessions
from store.queries import people
from store.writes import people as writes

Progress = Callable[[int, int, str], None]


def main() -> None:
    asyncio.run(seed(Settings.read(dict(os.environ)), tell_progress))


async def seed(settings: Settings, progress: Progress) -> None:
    """Rows first, then keys: the signer is not running yet, so this process holds its desk."""
    async with wiring.database(settings) as sessions:
        async with sessions.begin() as session:
            await _rows(session)
        async with wiring.revocation(settings, sessions) as revocation:
            keys = signer.behind_the_door(settings, sessions, wiring.desk(settings, sessions), revocation)
            await _keys(sessions, keys, progress)
    mark(settings.data, seeded=True)


async def _rows(session: AsyncSession) -> None:
    password = HASHER.hash(demo.PASSWORD)
    for place in demo.FACILITIES:
        await writes.facility(session, place.id, place.name, place.kind, place.parent, place.place, place.published)
        for which, name in place.departments:
            await writes.department(session, which, place.id, name)
    for one in demo.PEOPLE:
        await writes.person(session, person_id(one), one.login, one.name, password)
        for post in one.positions:
            await writes.position(session, _position(one, post))


def person_id(one: demo.DemoPerson) -> PersonId:
    return PersonId(id_of("person", one.facility, one.login))


def _position(one: demo.DemoPerson, post: demo.DemoPosition) -> Position:
    who = person_id(one)
    which = PositionId(id_of("position", who, post.role, post.department_id or ""))
    return Position(which, who, post.facility, post.department_id, post.role, post.since, None, post.basis)


async def _keys(sessions: Sessions, keys: Keys, progress: Progress) -> None:
    """A token for each person who signs and for each organisation; those who have one keep it."""
    names = {place.id: place.name for place in demo.FACILITIES}
    signers = [one for one in demo.PEOPLE if one.signs]
    done, total = 0, len(signers) + len(names)
    for one in signers:
        if await _lacks(sessions, str(person_id(one))):
            asked = {"person": str(person_id(one)), "pin": demo.PIN, "name": one.name, "facility": names[one.facility]}
            await keys.enrol({**asked, "profile": "person"})
        progress(done := done + 1, total, "chứng thư số · certificates")
    for which, name in names.items():
        if await _lacks(sessions, which):
            asked = {"organisation": which, "name": name, "facility": name, "profile": "organisation"}
            await keys.enrol_organisation(asked)
        progress(done := done + 1, total, "chứng thư số · certificates")


async def _lacks(sessions: Sessions, owner: str) -> bool:
    async with sessions() as session:
        return await people.credential(session, owner) is None


if __name__ == "__main__":
    main()
