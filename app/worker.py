"""The worker: workflows and the hands that hold no key."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from temporalio.client import Client
from temporalio.worker import Worker

from activities.admissions import Admissions
from activities.alarms import Alarms
from activities.appraisals import Appraisals
from activities.archive import Archive
from activities.batches import Batches
from activities.completion_terms import CompletionTerms
from activities.copies import Copies
from activities.councils import Councils
from activities.desk import Desk
from activities.destruction import Destruction
from activities.discharges import Discharges
from activities.disposals import Disposals
from activities.evidence_groups import EvidenceGroups
from activities.extensions import Extensions
from activities.fixity import Fixity
from activities.golive import Golive
from activities.incidents import Incidents
from activities.kept_evidence import KeptEvidence
from activities.letters import Letters
from activities.orders import Orders
from activities.papers import Papers
from activities.plan_editions import PlanEditions
from activities.plan_members import PlanMembers
from activities.plans import Plans, Starts
from activities.preserving import Preservation
from activities.processes import Processes
from activities.procurement_papers import ProcurementPapers
from activities.records import Records
from activities.renewals import Renewals
from activities.results import Results
from activities.retelling import Retelling
from activities.retention import Retention
from activities.sheets import Sheets
from activities.shortcomings import Shortcomings
from activities.signatures import Signatures
from activities.stamps import Stamps
from activities.tracks import Tracks
from activities.turns import Turns
from app import wiring
from app.confinement import confine
from app.readiness import tell_ready
from app.running import calm_collector
from app.running import run as run_until_told
from app.settings import Settings
from domain.names import PRESERVING, RECORDS
from store.archive_copy import ArchiveCopy
from store.engine import Sessions
from workflows.appraisals import AppraisalWorkflow
from workflows.batches import BatchWorkflow
from workflows.cohorts import CohortWorkflow
from workflows.disposals import DisposalWorkflow
from workflows.orders import OrderWorkflow
from workflows.plans import PlanWorkflow
from workflows.records import RecordWorkflow
from workflows.sandbox import runner
from workflows.signatures import SignatureWorkflow
from workflows.tracks import TrackWorkflow

WORKFLOWS = [
    RecordWorkflow,
    OrderWorkflow,
    SignatureWorkflow,
    BatchWorkflow,
    DisposalWorkflow,
    PlanWorkflow,
    TrackWorkflow,
    AppraisalWorkflow,
    CohortWorkflow,
]
PRESERVED_AT_ONCE = 4
"""Each is some 40 ms of processor in a thread, which is taken from the workflows' own, and waits for a time stamp."""
CACHED = 2000
"""Workflows kept in memory; the others are replayed when something happens to them."""


def run(settings: Settings) -> None:
    run_until_told(settings, serve)


async def serve(settings: Settings, stop: asyncio.Event) -> None:
    confine(settings)
    async with wiring.database(settings) as sessions, wiring.stamping(settings, sessions) as (revocation, stamps):
        preserver = Preservation(revocation, stamps, stamps.late)
        temporal = await wiring.temporal(settings)
        desk = wiring.desk(settings, sessions)
        async with worker(temporal, desk, sessions, preserver, wiring.archive_copy(settings)):
            calm_collector()
            tell_ready()
            await stop.wait()


@asynccontextmanager
async def worker(temporal: Client, desk: Desk, sessions: Sessions, preserver: Preservation, copy: ArchiveCopy) -> AsyncIterator[None]:
    """The workers of the `records` and the `preserving` queue, as the tests run them too."""
    turns = Turns()
    archive, kept = Archive(desk, copy, preserver.judge), KeptEvidence(desk, copy, preserver)
    signatures, batches = Signatures(desk, preserver, turns, archive), Batches(desk, temporal, turns)
    async with _records(temporal, desk, sessions, archive, signatures, batches, kept), _preserving(temporal, signatures):
        yield


def _preserving(temporal: Client, signatures: Signatures) -> Worker:
    return Worker(
        temporal,
        task_queue=PRESERVING,
        build_id=wiring.BUILD,
        activities=[signatures.preserve],
        max_concurrent_activities=PRESERVED_AT_ONCE,
        graceful_shutdown_timeout=timedelta(seconds=5),
    )


def _records(
    temporal: Client, desk: Desk, sessions: Sessions, archive: Archive, signatures: Signatures, batches: Batches, kept: KeptEvidence
) -> Worker:
    orders, results, records, discharges = Orders(desk), Results(desk), Records(desk), Discharges(desk)
    processes = Processes(sessions, temporal)
    alarms, copies = Alarms(desk), Copies(desk)
    disposals, destruction = Disposals(desk), Destruction(desk, archive.copy)
    retention, incidents = Retention(desk), Incidents(desk)
    plans, editions, starts = Plans(desk), PlanEditions(desk), Starts(sessions, temporal)
    members = PlanMembers(desk)
    tracks, papers, golive, appraisals, councils = Tracks(desk), Papers(desk), Golive(desk), Appraisals(desk), Councils(desk)
    return Worker(
        temporal,
        task_queue=RECORDS,
        build_id=wiring.BUILD,
        workflows=WORKFLOWS,
        activities=[
            *(signatures.open, signatures.remind, signatures.refuse, signatures.withdraw, signatures.claim),
            Signatures(desk, signatures.preserver, Turns(), archive).preserve,  # asked for here before it had its own queue
            Stamps(desk, signatures.preserver).stamp,
            *(orders.stands, orders.place, orders.redraw, orders.line, orders.acknowledge),
            *(results.deliver, alarms.tell, alarms.hear, alarms.know_replaced),
            *(records.stands, records.open, records.invite, records.entrust, records.close, records.know_replaced),
            *(Sheets(desk).write, Admissions(desk).correct, CompletionTerms(desk).remind, Shortcomings(desk).mend),
            *(copies.issue, copies.hand_over, copies.settle, discharges.discharge, discharges.correct),
            *(retention.confirm, retention.raise_class, retention.decide, incidents.open, incidents.link),
            *(batches.open, batches.stands, batches.follow, batches.end, batches.close),
            *(processes.sign, processes.wake),
            *(
                archive.keep,
                Fixity(desk, archive.copy).page,
                EvidenceGroups(desk, kept).page,
                Renewals(desk, kept).page,
                Retelling(archive).page,
            ),
            *(disposals.stands, disposals.propose, disposals.convene, disposals.take_out, disposals.vote),
            *(disposals.close, disposals.decide, disposals.withdraw, disposals.remind),
            *(destruction.page, destruction.certify, destruction.again),
            *(plans.stands, plans.open, editions.apply, editions.move, members.join, members.close, starts.page, starts.wake),
            Letters(desk).draw_up,
            Extensions(desk).draw_up,
            *(tracks.stands, tracks.declare, tracks.report, tracks.accept, tracks.send_back, tracks.remind),
            *(papers.draft, golive.decide, ProcurementPapers(desk).draw_up),
            *(appraisals.stands, appraisals.trigger, appraisals.evidence, appraisals.remind),
            *(councils.convene, councils.substitute, councils.reschedule, councils.declare, councils.vote, councils.close, councils.decide),
        ],
        workflow_runner=runner(),
        max_cached_workflows=CACHED,
        graceful_shutdown_timeout=timedelta(seconds=5),
    )
