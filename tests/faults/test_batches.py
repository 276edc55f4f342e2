"""Five hundred documents by one PIN, twenty of them spoiled, stamps failing now and then, processes killed in between."""

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from cryptography import x509

from activities.documents import Paper, bytes_key, make
from domain.batches import Batch, LineState
from domain.names import BatchId, DepartmentId, DocumentId, FacilityId, PersonId, RecordId, RequestId, id_of
from domain.people import Actor
from domain.roles import Role
from domain.signatures import Chain, Method
from domain.steps import Step
from services import batches, signatures
from services.context import Context
from signing.tickets import Reviewed
from signing.trust import Trust
from signing.verification import verify
from store.queries import batches as queries
from store.queries import signatures as versions
from store.queries import tasks
from store.writes import audit
from store.writes import people as people_writes
from store.writes import signatures as writes
from tests.care import newcomer, opened, until
from tests.faults.processes import Processes, processes
from tests.people import HOSPITAL, LAB, PIN, Someone
from tests.signing.sheets.samples import LAB_RESULT
from tests.stack import Stack

PARTS = ("signer", "signer-2", "worker")
MANY, OF_EACH = 500, 5
SHEET = {key: value for key, value in LAB_RESULT.items() if key not in {"code", "version", "edition", "chain"}}
REVOKED, REPLACED, REFUSED, SIGNED = "CertificateRefused", "VersionEnded replaced", "VersionEnded refused", "AlreadySigned"
"""Why the spoiled ones are handed back, with the fact that tells one ending from another."""


@dataclass
class Story:
    """One set, with the dice that spoiled it."""

    stack: Stack
    parts: Processes
    seed: int
    signer: Someone
    other: Someone
    """Could sign each of them too, and refuses some."""
    record: RecordId
    spoiled: dict[DocumentId, str] = field(default_factory=dict)

    @property
    def dice(self) -> random.Random:
        return random.Random(self.seed)

    def by(self, one: Someone) -> Context:
        return replace(self.stack.by(one), house=self.parts.house)

    def actor(self, what: object) -> Actor:
        return Actor(self.signer.id, self.signer.position.id, RequestId(f"{self.seed}/{what}"))

    async def sheet(self, number: int) -> Reviewed:
        """A result sheet that the signer or the other may sign first; the doctor of the laboratory is next."""
        which = DocumentId(id_of("document", self.seed, number))
        async with self.stack.desk.act() as (session, now):
            of = await make(self.stack.desk, session, self.paper(which), self.actor(number), now)
            return Reviewed(which, of.version, (await versions.chain(session, which, of.version)).content)

    def paper(self, which: DocumentId) -> Paper:
        who: dict[str, tuple[PersonId, ...]] = {"performer": (self.signer.id, self.other.id)}
        departments: dict[str, DepartmentId | None] = {"performing": LAB}
        subject, key = ("sheet", which), bytes_key(self.record)
        return Paper(which, HOSPITAL, "lab-result", subject, key, SHEET, record=self.record, departments=departments, named=who)

    async def sealed(self, like: Reviewed, number: int, facility: FacilityId) -> Reviewed:
        """A paper that the signer signs with the key of another organisation."""
        which, stack = DocumentId(id_of("document", self.seed, "sealed", number)), self.stack
        step = Step("sealed", "Văn thư", "Ban hành", frozenset({self.signer.id}), method=Method.ORGANISATION)
        async with stack.desk.act() as (session, now):
            before = await versions.document(session, like.document)
            pdf = await stack.house.shelf.get(before.key, like.content)
            content = await stack.house.shelf.put(f"paper/{facility}", pdf)
            paper = replace(before, id=which, facility=facility, code=f"{facility}{number}", record=None, key=f"paper/{facility}")
            await writes.document(session, replace(paper, subject=str(which), current=0))
            chain = Chain("lab-result", "2026-01", (step,), content, len(pdf), begun_at=now)
            await writes.version(session, which, 1, facility, chain, [], {}, self.actor(f"sealed/{number}"), now)
        return Reviewed(which, 1, content)

    async def opened_all(self, chosen: Sequence[Reviewed]) -> None:
        async with self.stack.desk.act() as (session, now):
            for one in chosen:
                about = ("document", one.document)
                await audit.note(session, now, self.signer.position, "document.read", about, self.record, version=one.version)


async def told(stack: Stack, parts: Processes, seed: int) -> tuple[Story, list[Reviewed]]:
    """A reviewed set in which, since it was read, twenty documents were spoiled."""
    behind_the_door = replace(stack, house=parts.house)
    signer = await newcomer(behind_the_door, f"ktv.{seed}", "Vũ Thị Hạnh", Role.TECHNICIAN, department=LAB, signs=True)
    other = await newcomer(stack, f"ktv.khac.{seed}", "Cao Văn Bình", Role.TECHNICIAN, department=LAB)
    story = Story(stack, parts, seed, signer, other, await opened(stack))
    gate = asyncio.Semaphore(4)

    async def one(number: int) -> Reviewed:
        async with gate:
            return await story.sheet(number)

    sheets = list(await asyncio.gather(*map(one, range(MANY - OF_EACH))))
    facility = FacilityId(f"thu-hoi-{seed}")
    async with stack.sessions.begin() as session:
        await people_writes.facility(session, facility, "Trạm Y tế xã Dạ Trạch", "centre", None, "Hưng Yên")
    seal = await stack.house.signer.enrol_organisation(facility, "Trạm Y tế xã Dạ Trạch", "organisation")
    sealed = [await story.sealed(sheets[0], number, facility) for number in range(OF_EACH)]
    chosen = [*sheets, *sealed]
    story.dice.shuffle(chosen)
    await story.opened_all(chosen)

    stack.authority.revoke(x509.load_der_x509_certificate(seal.certificate).serial_number)
    picked = story.dice.sample(sheets, 3 * OF_EACH)
    replaced, refused, signed = (picked[at : at + OF_EACH] for at in range(0, 3 * OF_EACH, OF_EACH))
    for gone in replaced:
        async with stack.desk.act() as (session, now):
            await make(stack.desk, session, story.paper(gone.document), story.actor(f"again/{gone.document}"), now)
    await asyncio.gather(*(signatures.refuse(story.by(other), gone, "Nhầm ống nghiệm") for gone in refused))
    await asyncio.gather(*(signatures.sign(story.by(signer), [gone], PIN) for gone in signed))
    why = {REVOKED: sealed, REPLACED: replaced, REFUSED: refused, SIGNED: signed}
    story.spoiled = {gone.document: reason for reason, some in why.items() for gone in some}
    return story, chosen


@pytest.fixture(scope="module")
async def parts(stack: Stack) -> AsyncIterator[Processes]:
    with tempfile.TemporaryDirectory(prefix="hsba", ignore_cleanup_errors=True) as folder:
        async with processes(stack, Path(folder), PARTS) as running:
            yield running


@pytest.mark.parametrize("seed", [4, 2026, 1127])
async def test_all_but_the_spoiled_are_signed_once_whatever_is_killed(stack: Stack, parts: Processes, seed: int) -> None:
    story, chosen = await told(stack, parts, seed)
    which = await batches.begin(story.by(story.signer), chosen, PIN)
    stamping = asyncio.create_task(stamps_failing(story))
    await killed_in_between(story, which)
    await until(lambda: ended(stack, which), bool, 240)
    batch = await standing(stack, which)
    stamping.cancel()
    stack.pki.down = False

    back = {line.document: f"{line.refusal} {' '.join(line.facts)}" for line in batch.lines if line.state is LineState.HANDED_BACK}
    assert back.keys() == story.spoiled.keys(), Counter(why for document, why in back.items() if document not in story.spoiled)
    assert not {document: why for document, why in back.items() if not why.startswith(story.spoiled[document])}
    assert Counter(line.state for line in batch.lines) == {LineState.SIGNED: MANY - 4 * OF_EACH, LineState.HANDED_BACK: 4 * OF_EACH}
    good = [one for one in chosen if one.document not in back]
    await until(lambda: pending(stack, good), lambda waiting: not waiting, 240)
    chains = await chains_of(stack, good)
    assert {tuple(made.person for made in chain.signatures) for chain in chains} == {(story.signer.id,)}, "none twice, none lost"
    await all_verify(stack, story, good, chains)
    assert await inbox_is_right(stack, chosen)


async def ended(stack: Stack, which: BatchId) -> bool:
    async with stack.sessions() as session:
        return await queries.ended(session, which)


async def standing(stack: Stack, which: BatchId) -> Batch:
    async with stack.sessions() as session:
        return await queries.batch(session, which)


async def chains_of(stack: Stack, chosen: Sequence[Reviewed]) -> list[Chain]:
    async with stack.sessions() as session:
        found = await versions.with_documents(session, [(one.document, one.version) for one in chosen])
    return [found[one.document, one.version][1].chain for one in chosen]


async def pending(stack: Stack, chosen: Sequence[Reviewed]) -> int:
    """How many wait for their time stamp."""
    return sum(chain.pending is not None for chain in await chains_of(stack, chosen))


async def stamps_failing(story: Story) -> None:
    """Now and then the time-stamp service answers nobody."""
    dice = random.Random(-story.seed)
    while True:
        story.stack.pki.down = not story.stack.pki.down
        await asyncio.sleep(dice.uniform(0.1, 0.3) if story.stack.pki.down else dice.uniform(0.5, 1.5))


async def killed_in_between(story: Story, which: BatchId) -> None:
    """Each part once, in an order and at moments of the dice; another person is enrolled meanwhile."""
    victims = story.dice.sample(PARTS, len(PARTS))
    moments = sorted(story.dice.sample(range(30, MANY - 100), len(PARTS)))
    behind_the_door = replace(story.stack, house=story.parts.house)
    await newcomer(behind_the_door, f"moi.{story.seed}", "Người Mới", Role.DOCTOR, department=LAB, signs=True)
    for victim, moment in zip(victims, moments, strict=True):
        await until(lambda: done(story.stack, which), lambda many: many >= moment, 120)  # noqa: B023
        await story.parts.kill(victim)


async def done(stack: Stack, which: BatchId) -> int:
    """Lines of which it is known what became of them; none before the batch is kept."""
    async with stack.sessions() as session:
        return await queries.size(session, which) - await queries.waiting(session, which)


async def all_verify(stack: Stack, story: Story, good: Sequence[Reviewed], chains: Sequence[Chain]) -> None:
    trust = Trust([stack.settings.trust_roots.read_bytes()])
    for one, chain in zip(good, chains, strict=True):
        verdict = await verify(await stack.house.shelf.get(bytes_key(story.record), chain.head), trust)
        assert [(made.intact, made.trusted, made.level) for made in verdict.signatures] == [(True, True, "B-T")], one


async def inbox_is_right(stack: Stack, chosen: Sequence[Reviewed]) -> bool:
    """Whether the open tasks of each are exactly those its chain waits for."""
    chains = await chains_of(stack, chosen)
    async with stack.sessions() as session:
        stand = [await tasks.stand(session, one.document, one.version, chain) for one, chain in zip(chosen, chains, strict=True)]
    return all(stand)
