"""A council that votes much: its history begins anew when the server asks for it, and no vote is lost by that."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from temporalio import activity
from temporalio.client import Client
from temporalio.worker import Worker

from activities.appraisal_acts import AppraisalAct, AppraisalStands
from activities.desk import Body
from domain.councils import AppraisalState
from domain.names import RECORDS, AppraisalId, Sha256, TrackId, appraisal_workflow, id_of
from tests.people import DUC
from tests.stack import Stack, temporal_server
from tests.workflows.running import handle, next_run, run_of
from workflows.appraisals import AppraisalWorkflow
from workflows.sandbox import runner

SOON = {"limit.historyCount.suggestContinueAsNew": 60}
"""The server's own number is 4096 events: some five hundred votes."""
STANDS = AppraisalStands(AppraisalId(id_of("appraisal", "long")), TrackId(id_of("track", "long")), AppraisalState.VOTING, 3)


class Hands:
    def __init__(self) -> None:
        self.votes = 0

    @activity.defn(name="appraisal.stands")
    async def stands(self, which: AppraisalId) -> AppraisalStands:
        return STANDS

    @activity.defn(name="appraisal.vote")
    async def vote(self, act: AppraisalAct) -> AppraisalStands:
        self.votes += 1
        return STANDS


async def test_a_new_history_begins_while_the_council_votes(stack: Stack, tmp_path: Path) -> None:
    hands, workflow = Hands(), appraisal_workflow(STANDS.appraisal)
    act = AppraisalAct(stack.by(DUC).actor, STANDS.appraisal, STANDS.track, Body("nowhere", Sha256("0" * 64)))
    async with temporal_server(tmp_path, SOON) as env:
        client = Client(**{**env.client.config(), "data_converter": stack.temporal.data_converter})  # type: ignore[arg-type]
        there = replace(stack, temporal=client)
        given: list[Callable[..., Any]] = [hands.stands, hands.vote]
        async with Worker(client, task_queue=RECORDS, workflows=[AppraisalWorkflow], activities=given, workflow_runner=runner()):
            await client.start_workflow("Appraisal", STANDS.appraisal, id=workflow, task_queue=RECORDS)
            first = await run_of(there, workflow)
            for _ in range(30):
                await handle(there, workflow).execute_update(AppraisalWorkflow.vote, act)
            assert await next_run(there, workflow, first) != first
            assert hands.votes == 30
