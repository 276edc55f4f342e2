"""Keeps in the database what authorities said of certificates: shared by signers, workers and the scheduler."""

from datetime import datetime
from hashlib import sha256

from signing.answers import Answer, Known, Link, Place
from signing.trust import der
from store.engine import Sessions
from store.queries import certificates as queries
from store.queries.certificates import StatusAnswer
from store.writes import certificates as writes
from store.writes.certificates import StatusPlace


class StatusRows:
    """`signing.answers.Answers` on rows."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions

    async def find(self, place: Place, known: Answer | None = None) -> Known:
        async with self.sessions() as session:
            found = await queries.status_answer(session, place.about, place.address, sha256(known.der).hexdigest() if known else "")
        if found is None:
            return Known()
        return Known(_answer(found.answer, known.der if known else b"") if found.answer else None, found.missed_at)

    async def keep(self, place: Place, link: Link, answer: Answer) -> Answer:
        new = StatusAnswer(answer.der, sha256(answer.der).hexdigest(), answer.at, answer.until, answer.revoked, answer.asked_at)
        async with self.sessions.begin() as session:
            kept = await writes.keep_status(session, _place(place, link), new)
        return _answer(kept, answer.der)

    async def missed(self, place: Place, link: Link, at: datetime) -> None:
        async with self.sessions.begin() as session:
            await writes.miss_status(session, _place(place, link), at)


def _place(place: Place, link: Link) -> StatusPlace:
    certificate, issuer = link
    return StatusPlace(place.about, place.address, place.is_list, der(certificate), der(issuer))


def _answer(kept: StatusAnswer, known: bytes) -> Answer:
    """The same bytes stay the same object: what was read of them is remembered by it."""
    der_ = known if kept.der is None or kept.der == known else kept.der
    return Answer(der_, kept.at, kept.until, kept.revoked, kept.asked_at)
