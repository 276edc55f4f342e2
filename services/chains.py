"""By which chain each form is signed in a facility, and what its own editions say, as pages and machines read it."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from domain.basis import Certainty
from domain.editions import ChainEdition, EditionState
from domain.errors import NotFound
from domain.forms import Form
from domain.names import EditionId, FacilityId, PersonId
from domain.people import demand
from domain.policies import PolicyBook, rules_on
from domain.regulations import Regulation as Issued
from domain.signature_chains import ChainPolicy, Regulation
from policies.chain_people import Staff
from policies.editions import Around, Checked, check, judge, written
from policies.faults import Fault
from policies.findings import Finding
from policies.lint import unsignable
from services.context import Context
from store.engine import Sessions
from store.queries import audit, people, regulations
from store.queries import editions as queries
from store.queries.audit import TimelineLine

SAYS_WHO_SIGNS = ("signing", "ehr")
"""Subjects of regulations that an edition begins by citing, the nearer first."""
FILE = "trinh-tu-ky.yaml"
"""What an edition is called whose file has no name."""


@dataclass(frozen=True)
class Standing:
    """An edition, where it stands today, and the last day it rules."""

    edition: ChainEdition
    state: EditionState
    ends: date | None


@dataclass(frozen=True)
class FormChain:
    """A form, and the chain by which its documents are signed today."""

    form: Form
    chain: ChainPolicy | None
    """None when nothing rules today."""
    editions: tuple[Standing, ...]
    """The facility's own, newest first."""


@dataclass(frozen=True)
class EditionView:
    """Everything an edition's page shows."""

    standing: Standing
    form: Form | None
    before: ChainPolicy | None
    """The chain that rules today, or would without this one."""
    faults: tuple[Fault, ...]
    """What is wrong with it today, though it was right when it was proposed."""
    names: dict[PersonId, str]
    timeline: list[TimelineLine]
    rests_on: Issued | None = None
    """The regulation it cites, as the register has it; None when it is not in it."""


async def listing(context: Context) -> list[FormChain]:
    """Every form of the house with its chain, by name."""
    demand(context.position, "chain.read", "*", context.today)
    async with context.house.sessions() as session:
        mine = await queries.of_facility(session, context.position.facility)
    found = [_form_chain(context, form, mine) for form in forms(context)]
    return sorted(found, key=lambda one: one.form.name)


async def read(context: Context, which: EditionId) -> EditionView:
    """An edition of one's own facility. Raises: NotAllowed, NotFound."""
    demand(context.position, "chain.read", "*", context.today)
    async with context.house.sessions() as session:
        found = await of_mine(session, context, which)
        rivals = await queries.of_facility(session, found.facility, found.policy.form)
        beside = await around(session, context, [])
        standing = _standing(found, rivals, context.today)
        cites = found.policy.regulation
        open_yet = standing.state in (EditionState.PROPOSED, EditionState.APPROVED)
        return EditionView(
            standing,
            next((form for form in beside.forms if form.code == found.policy.form), None),
            _ruling(context, found.policy.form, [one for one in rivals if one.id != which]),
            await asyncio.to_thread(judge, FILE, found.text, found.policy, beside) if open_yet else (),
            await people.names(session, {one for one in (found.proposed_by, found.approved_by, found.withdrawn_by) if one}),
            await audit.of_subject(session, "edition", which),
            await regulations.cited(session, found.facility, cites.number, cites.issued) if cites else None,
        )


async def begun(context: Context, form: str) -> tuple[ChainPolicy, str]:
    """The chain of a form that rules today, and the text to begin a new edition with: what only the officer knows is left open.

    Raises: NotAllowed, NotFound.
    """
    demand(context.position, "chain.propose", "*", context.today)
    async with context.house.sessions() as session:
        rivals = await queries.of_facility(session, context.position.facility, form)
        known = {one.code: one for one in await regulations.all_in_force(session, context.position.facility, context.today)}
    chain, rests_on = _ruling(context, form, rivals), next((known[code] for code in SAYS_WHO_SIGNS if code in known), None)
    if chain is None:
        raise NotFound("form", form)
    today = context.today
    next_one = replace(chain, edition=today.isoformat(), effective_from=today + timedelta(days=1), effective_until=None, facility="")
    if chain.regulation is None:
        next_one = replace(next_one, regulation=Regulation("", today), basis="", certainty=Certainty.READ)
    if rests_on:
        next_one = replace(next_one, regulation=Regulation(rests_on.number, rests_on.issued_on))
    return chain, written(next_one)


async def look(context: Context, text: str, file: str = "") -> Checked:
    """What an uploaded text says and every fault of it; nothing is kept. Raises: NotAllowed."""
    demand(context.position, "chain.propose", "*", context.today)
    async with context.house.sessions() as session:
        mine = await queries.of_facility(session, context.position.facility)
        beside = await around(session, context, mine)
    return await asyncio.to_thread(check, file or FILE, text, beside)


async def of_mine(session: AsyncSession, context: Context, which: EditionId) -> ChainEdition:
    """Raises: NotFound for one of another facility too."""
    found = await queries.edition(session, which)
    if found.facility != context.position.facility:
        raise NotFound("edition", which)
    return found


async def staff_of(session: AsyncSession, facility: FacilityId, today: date) -> Staff:
    """Who can be meant in a facility today."""
    return Staff(await people.holders(session, facility, today), frozenset(one for one, _ in await people.departments(session, facility)))


def forms(context: Context) -> tuple[Form, ...]:
    """The forms in force today."""
    return tuple(form for form in context.house.policies.forms if rules_on(form, context.today) and not form.unsigned)


async def around(session: AsyncSession, context: Context, mine: list[ChainEdition]) -> Around:
    facility = context.position.facility
    files = tuple(chain for chain in context.house.policies.chains if chain.facility == facility)
    others = (*files, *(one.policy for one in mine if one.begins))
    proposed = tuple(one.policy for one in mine if not one.begins and not one.withdrawn_at)
    return Around(facility, forms(context), await staff_of(session, facility, context.today), others, context.today, proposed)


def _ruling(context: Context, form: str, rivals: list[ChainEdition]) -> ChainPolicy | None:
    """As `Desk.chain` chooses: the facility's own of the rows, else the files'."""
    own = next((one for one in rivals if one.state(rivals, context.today) is EditionState.IN_FORCE), None)
    if own:
        return own.policy
    try:
        return context.house.policies.chain(form, context.position.facility, context.today)
    except NotFound:
        return None


def _form_chain(context: Context, form: Form, mine: list[ChainEdition]) -> FormChain:
    rivals = [one for one in mine if one.policy.form == form.code]
    return FormChain(form, _ruling(context, form.code, rivals), tuple(_standing(one, rivals, context.today) for one in rivals))


def _standing(one: ChainEdition, rivals: list[ChainEdition], today: date) -> Standing:
    return Standing(one, one.state(rivals, today), one.ends(rivals))


async def judged(sessions: Sessions, book: PolicyBook, facility: FacilityId, today: date) -> tuple[tuple[Fault, ...], tuple[Finding, ...]]:
    """Faults of a facility's own editions by its people of today, and which of the other chains they cannot sign. Raises: NotFound."""
    forms_now = tuple(form for form in book.forms if rules_on(form, today) and not form.unsigned)
    async with sessions() as session:
        await people.facility(session, facility)
        mine = await queries.of_facility(session, facility)
        beside = Around(facility, forms_now, await staff_of(session, facility, today), (), today)
    open_yet = [one for one in mine if one.state(mine, today) not in (EditionState.ENDED, EditionState.WITHDRAWN)]
    faults = [
        fault for one in open_yet for fault in judge(f"{facility}/{one.policy.form} {one.policy.edition}", one.text, one.policy, beside)
    ]
    own = {one.policy.form for one in open_yet if one.state(mine, today) is EditionState.IN_FORCE}
    others = [book.chain(form.code, facility, today) for form in forms_now if form.code not in own]
    return tuple(faults), unsignable(others, forms_now, beside.staff)
