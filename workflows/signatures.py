"""The signatures of one version of one document: asks, reminds, stamps late, preserves."""

import asyncio

from temporalio import workflow

from activities.documents import Of
from activities.failures import refusals_told
from activities.processes import Processes
from activities.signatures import Claiming, Refuse, Reminder, Signatures, SignRequest
from activities.signing import Signing
from activities.stamps import Stamps
from domain.signatures import Chain
from workflows.failures import answer
from workflows.options import MONTH, PATIENT, PRESERVE, QUICK, SIGN, STEADY


@workflow.defn(name="Signature")
class SignatureWorkflow:
    """The rows know who signed; this knows how long we wait and what follows the last signature."""

    @workflow.init
    def __init__(self, of: Of) -> None:
        self.of = of
        self.chain: Chain | None = None
        self.one_at_a_time = asyncio.Lock()

    @workflow.run
    async def run(self, of: Of) -> None:
        if self.chain is None:
            await self.catch_up()
        begun = workflow.now()
        if self.chain and self.chain.preserved and workflow.patched("signature-late-2026-11-28"):
            self.see(await workflow.execute_activity_method(Signatures.preserve, of, **PRESERVE))
        while self.chain and not self.chain.ended and not self.chain.preserved:
            if self.chain.pending:
                await self.stamp(of)
            elif self.chain.complete:
                await workflow.execute_local_activity_method(Processes.wake, of, **STEADY)
                self.see(await workflow.execute_activity_method(Signatures.preserve, of, **PRESERVE))
            else:
                await self.step_ends(self.chain)
            if workflow.now() - begun > MONTH:
                await workflow.wait_condition(workflow.all_handlers_finished)
                workflow.continue_as_new(of)
        if self.chain and self.chain.ended:
            await workflow.execute_local_activity_method(Processes.wake, of, **STEADY)
            if self.chain.pending and workflow.patched("signature-stamps-of-ended-2026-11-27"):
                self.see(await workflow.execute_activity_method(Stamps.stamp, of, **PATIENT))
        await workflow.wait_condition(workflow.all_handlers_finished)

    @workflow.update
    async def sign(self, act: SignRequest) -> Chain:
        """Signs for one person; parallel signers queue, each signing the other's revision."""
        async with self.one_at_a_time:
            chain: Chain = await answer(workflow.execute_activity_method(Signing.sign, act, **SIGN), "signer")
            self.see(chain)
        return chain

    @sign.validator
    def refuse_at_once(self, act: SignRequest) -> None:
        with refusals_told():
            if self.chain:
                self.chain.check_ever(act.actor.person, act.read)

    @workflow.update
    async def refuse(self, act: Refuse) -> Chain:
        async with self.one_at_a_time:
            chain: Chain = await answer(workflow.execute_local_activity_method(Signatures.refuse, act, **QUICK))
            self.see(chain)
        return chain

    @workflow.update
    async def claim(self, act: Claiming) -> Chain:
        async with self.one_at_a_time:
            chain: Chain = await answer(workflow.execute_local_activity_method(Signatures.claim, act, **QUICK))
            self.see(chain)
        return chain

    @workflow.update
    async def withdraw(self, act: Refuse) -> Chain:
        async with self.one_at_a_time:
            chain: Chain = await answer(workflow.execute_local_activity_method(Signatures.withdraw, act, **QUICK))
            self.see(chain)
        return chain

    @workflow.signal
    async def catch_up(self) -> None:
        """A newer version came, or the workflow was started again from rows."""
        self.see(await workflow.execute_local_activity_method(Signatures.open, self.of, **STEADY))

    def see(self, chain: Chain) -> None:
        """Replaces the copy, unless it is an older one that comes late."""
        if self.chain is None or progress(chain) >= progress(self.chain):
            self.chain = chain

    async def stamp(self, of: Of) -> None:
        """Waits for the stamp; whoever waits for the version hears at once when it ends meanwhile."""
        stamped = workflow.start_activity_method(Stamps.stamp, of, **PATIENT)
        await workflow.wait_condition(lambda: stamped.done() or (self.chain is not None and self.chain.ended is not None))
        if not stamped.done() and workflow.patched("signature-stamps-of-ended-2026-11-27"):
            await workflow.execute_local_activity_method(Processes.wake, of, **STEADY)
        self.see(await stamped)

    async def step_ends(self, was: Chain) -> None:
        """Waits until the chain changes, or reminds those it waits for."""
        wait = was.told_after(workflow.now())
        try:
            await workflow.wait_condition(lambda: self.chain is not None and progress(self.chain) > progress(was), timeout=wait)
        except TimeoutError:
            reminder = Reminder(self.of, workflow.now())
            self.see(await workflow.execute_local_activity_method(Signatures.remind, reminder, **STEADY))


def progress(chain: Chain) -> tuple[bool, bool, int, int]:
    """How far a chain is: only ever grows."""
    return bool(chain.preserved), bool(chain.ended), len(chain.signatures), sum(1 for s in chain.signatures if s.stamped_at)
