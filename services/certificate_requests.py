"""Certificates in the rollout: asked for by a signed list, issued, handed over, tested, lost."""

from collections.abc import Callable
from dataclasses import astuple
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from activities.certificate_requests import FORM, page_of, paper_data, request_document
from activities.documents import Of, Paper
from activities.tracks import holders, track_key
from domain.certificate_requests import Issued, Line, NewRequest, chosen
from domain.names import CertificateRequestId, DocumentId, PersonId, TrackId, id_of
from domain.people import demand
from domain.roles import Role
from domain.tracks import Track
from services import access, signed_papers
from services.certificate_coverage import standings
from services.context import Context
from store.queries import certificate_requests as queries
from store.queries.certificate_requests import Request
from store.writes import acts, audit, notices
from store.writes import certificate_requests as writes


async def ask(context: Context, which: TrackId, new: NewRequest) -> DocumentId:
    """Draws the list up; its signing begins. The paper's id.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState on a closed track, Malformed, ChainUnfillable, RequestTaken, RequestReused.
    """
    made = CertificateRequestId(id_of(FORM, context.position.person, context.request))
    of = Of(request_document(made), 1)
    async with context.house.sessions.begin() as session:
        track = await access.own_track(session, context, which, "certificate.ask")
        if await acts.claim(session, context.actor, "certificate.ask", which, list(astuple(new)), context.now):
            await access.running(session, which, "certificate.ask")
            of = await _drawn(session, context, track, made, new)
    await signed_papers.begin(context, of)
    return of.document


async def _drawn(session: AsyncSession, context: Context, track: Track, made: CertificateRequestId, new: NewRequest) -> Of:
    table = context.house.policies.readiness(context.today)
    await writes.alone(session, track.facility)
    found = await standings(session, context.house.policies, track.facility, context.now)
    people = chosen(new, found, [one.code for one in table.certificate_routes])
    data = await paper_data(session, track.facility, new, table.route(new.route), people, context.today)
    name = context.house.policies.form(FORM, context.today).name
    paper = Paper(
        request_document(made),
        track.facility,
        FORM,
        ("track", track.id),
        track_key(track.id),
        data,
        title=f"{name} cho {len(people)} người",
    )
    of = await signed_papers.draw(session, context, paper)
    await writes.put(session, made, (track.id, track.facility), of.document, new, people, context.position.person, context.now)
    facts = {"request_list": made, "document": of.document, "people": len(people), "route": new.route}
    await audit.note_act(session, context.now, context.actor, context.position, "certificate.ask", ("track", track.id), None, **facts)
    return of


async def issue(context: Context, which: CertificateRequestId, person: PersonId, new: Issued) -> None:
    """Records what the authority issued; the person is asked to confirm that they have it.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState, Malformed, RequestTaken, RequestReused.
    """
    async with context.house.sessions.begin() as session:
        of, line = await _of(session, context, which, person, "certificate.issue")
        if await acts.claim(session, context.actor, "certificate.issue", f"{which}/{person}", list(astuple(new)), context.now):
            await access.running(session, of.track, "certificate.issue")
            after = line.issue(new, context.position.person, context.today)
            await writes.change(session, after)
            facts = {"serial": after.issued.serial, "day": f"{new.until:%d/%m/%Y}"} if after.issued else {}
            key = f"certificate-issued/{which}/{person}"
            await notices.tell(session, key, [person], "certificate_handed", "/me/certificates", context.now, **facts)
            await _note(session, context, "certificate.issue", of.track, after)


async def hand_over(context: Context, which: CertificateRequestId) -> None:
    """The person confirms, from their own account, that the certificate is in their hands.

    Raises: NotFound, NotAllowed, WrongState, RequestTaken, RequestReused.
    """
    demand(context.position, "certificate.hand_over", "*", context.today)

    def handed(line: Line) -> Line:
        return line.hand_over(context.now)

    await _own(context, which, "certificate.hand_over", [], handed)


async def test(context: Context, which: CertificateRequestId, person: PersonId, on: date, words: str) -> None:
    """Records a test signature seen elsewhere: one made in hsba is seen by itself.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState, SamePerson, Malformed, RequestTaken, RequestReused.
    """
    async with context.house.sessions.begin() as session:
        of, line = await _of(session, context, which, person, "certificate.test")
        if await acts.claim(session, context.actor, "certificate.test", f"{which}/{person}", [on, words], context.now):
            await access.running(session, of.track, "certificate.test")
            after = line.test(on, words, context.position.person, context.today)
            await writes.change(session, after)
            await _note(session, context, "certificate.test", of.track, after)


async def lose(context: Context, which: CertificateRequestId, person: PersonId, words: str) -> None:
    """Lost or out of order: reported by the person, or by whoever sees to certificates, who have it revoked and ask for another.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState, Malformed, RequestTaken, RequestReused.
    """
    demand(context.position, "certificate.lose", "*", context.today)

    def lost(line: Line) -> Line:
        return line.lose(words, context.now)

    if person == context.position.person:
        await _own(context, which, "certificate.lose", [words], lost)
        return
    async with context.house.sessions.begin() as session:
        _, line = await _of(session, context, which, person, "certificate.issue")
        if await acts.claim(session, context.actor, "certificate.lose", f"{which}/{person}", [words], context.now):
            await _changed(session, context, "certificate.lose", await queries.request(session, which), lost(line))


async def mine(context: Context) -> list[Line]:
    """The own lines in lists that were signed, newest first. Raises: NotAllowed."""
    demand(context.position, "certificate.hand_over", "*", context.today)
    async with context.house.sessions() as session:
        found = await queries.lines(session, context.position.facility, context.position.person)
    return [one for one in reversed(found) if one.sent_at]


async def _own(context: Context, which: CertificateRequestId, act: str, same: list[str], move: Callable[[Line], Line]) -> None:
    """An act on the own line. Raises: NotFound, WrongState."""
    person = context.position.person
    async with context.house.sessions.begin() as session:
        found = await queries.request(session, which)
        line = await queries.line(session, which, person)
        if await acts.claim(session, context.actor, act, f"{which}/{person}", same, context.now):
            await _changed(session, context, act, found, move(line))


async def _changed(session: AsyncSession, context: Context, act: str, of: Request, after: Line) -> None:
    """Kept, noted, and told to whoever sees to certificates, but not to who did it. Raises: WrongState on a closed track."""
    await access.running(session, of.track, act)
    await writes.change(session, after)
    await _note(session, context, act, of.track, after)
    await notices.settle(session, f"certificate-issued/{after.request}/{after.person}", context.now)
    kind = "certificate_lost" if after.lost_at else "certificate_received"
    told = {who for role in (Role.ADMINISTRATOR, Role.IT_OFFICER) for who in await holders(session, of.facility, role, context.now)}
    key, facts = f"{kind}/{after.request}/{after.person}", {"who": after.name, "words": after.lost_words}
    await notices.tell(session, key, told - {context.position.person}, kind, page_of(of.track), context.now, **facts)


async def _of(session: AsyncSession, context: Context, which: CertificateRequestId, person: PersonId, act: str) -> tuple[Request, Line]:
    """The list, and the line, locked, for whoever sees to the facility's certificates. Raises: NotFound, NotAllowed, OutOfReach."""
    found = await queries.request(session, which)
    await access.own_track(session, context, found.track, act)
    return found, await queries.line(session, which, person)


async def _note(session: AsyncSession, context: Context, act: str, track: TrackId, line: Line) -> None:
    facts = {"request_list": line.request, "of_person": line.person, "name": line.name, "register": "certificates"}
    await audit.note_act(session, context.now, context.actor, context.position, act, ("track", track), None, **facts)
