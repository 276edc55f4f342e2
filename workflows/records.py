"""A record's life from opening to archive; what comes after is the cohorts' (design §2: nothing sleeps for twenty years)."""

from datetime import datetime, timedelta

from temporalio import workflow

from activities.admissions import Admissions
from activities.archive import Archive
from activities.completion_terms import CompletionTerms, Owed
from activities.copies import Copies, CopyAct, IssueCopy
from activities.discharges import Discharges
from activities.incidents import IncidentAct, Incidents, OpenIncident
from activities.records import KnowReplaced, RecordAct, Records, RecordStands
from activities.retention import Retention
from activities.sheets import SheetAct, Sheets
from activities.shortcomings import Shortcomings
from domain.names import RecordId
from domain.records import OVER, Record, RecordState
from workflows.options import KEEP, MONTH
from workflows.processes import Process


@workflow.defn(name="Record")
class RecordWorkflow(Process[RecordStands]):
    """Waits for the closing sheet, then for the policy's term, archives, and ends."""

    @workflow.init
    def __init__(self, record: RecordId) -> None:
        super().__init__()
        self.record_id = record

    @property
    def record(self) -> Record | None:
        return self.stands.record if self.stands else None

    @workflow.run
    async def run(self, record: RecordId) -> None:
        await workflow.wait_condition(workflow.all_handlers_finished)
        if self.record is None:
            await self.catch_up()
        while self.record and self.record.state not in OVER:
            if self.record.state is RecordState.RECEIVED and self.record.archive_at:
                await self.archive(self.record)
            else:
                await self.changes(self.record)
        await workflow.wait_condition(workflow.all_handlers_finished)

    async def archive(self, record: Record) -> None:
        term = (record.archive_at or workflow.now()) - workflow.now()
        if term > timedelta(0):
            await workflow.sleep(min(term, MONTH))
            return
        self.stands = await workflow.execute_activity_method(Archive.keep, record.id, **KEEP)

    async def changes(self, was: Record) -> None:
        """Waits for another state, or until those who owe the record are to be told; a month without either continues as new."""
        at = was.remind_at if workflow.patched("record-owed-2026-11-28") else None
        wait = MONTH if at is None else min(max(at - workflow.now(), timedelta(0)), MONTH)
        try:
            await workflow.wait_condition(lambda: self.other(was, at), timeout=wait)
        except TimeoutError:
            if at is not None and at <= workflow.now():
                await self.hear(CompletionTerms.remind, Owed(self.record_id, at))
                return
            await workflow.wait_condition(workflow.all_handlers_finished)
            workflow.continue_as_new(self.record_id)

    def other(self, was: Record, at: datetime | None) -> bool:
        """Whether the record stands otherwise than it did, or is owed by another moment."""
        now = self.record
        return now is not None and (now.state is not was.state or (at is not None and now.remind_at != at))

    @workflow.update
    async def open(self, act: RecordAct) -> RecordStands:
        return await self.act(Records.open, act)

    @workflow.update
    async def invite(self, act: RecordAct) -> RecordStands:
        return await self.act(Records.invite, act)

    @workflow.update
    async def entrust(self, act: RecordAct) -> RecordStands:
        return await self.act(Records.entrust, act)

    @workflow.update
    async def correct_admission(self, act: RecordAct) -> RecordStands:
        return await self.act(Admissions.correct, act)

    @workflow.update
    async def discharge(self, act: RecordAct) -> RecordStands:
        return await self.act(Discharges.discharge, act)

    @workflow.update
    async def correct_discharge(self, act: RecordAct) -> RecordStands:
        return await self.act(Discharges.correct, act)

    @workflow.update
    async def close(self, act: RecordAct) -> RecordStands:
        return await self.act(Records.close, act)

    @workflow.update
    async def mend(self, act: RecordAct) -> RecordStands:
        return await self.act(Shortcomings.mend, act)

    @workflow.update
    async def write(self, act: SheetAct) -> RecordStands:
        return await self.act(Sheets.write, act)

    @workflow.update
    async def issue_copy(self, act: IssueCopy) -> RecordStands:
        return await self.act(Copies.issue, act)

    @workflow.update
    async def hand_over_copy(self, act: CopyAct) -> RecordStands:
        return await self.act(Copies.hand_over, act)

    @workflow.update
    async def settle_copy(self, act: CopyAct) -> RecordStands:
        return await self.act(Copies.settle, act)

    @workflow.update
    async def confirm_class(self, act: RecordAct) -> RecordStands:
        return await self.act(Retention.confirm, act)

    @workflow.update
    async def raise_class(self, act: RecordAct) -> RecordStands:
        return await self.act(Retention.raise_class, act)

    @workflow.update
    async def decide_class(self, act: RecordAct) -> RecordStands:
        return await self.act(Retention.decide, act)

    @workflow.update
    async def open_incident(self, act: OpenIncident) -> RecordStands:
        return await self.act(Incidents.open, act)

    @workflow.update
    async def link_incident(self, act: IncidentAct) -> RecordStands:
        return await self.act(Incidents.link, act)

    @workflow.update
    async def know_replaced(self, act: KnowReplaced) -> RecordStands:
        return await self.act(Records.know_replaced, act)

    @workflow.signal
    async def catch_up(self) -> None:
        """The closing sheet was signed or refused, or the workflow was started again from rows."""
        await self.hear(Records.stands, self.record_id)
