"""Temporal's database is lost: every open process is started again from rows, and work goes on."""

from dataclasses import replace
from pathlib import Path

import pytest
from temporalio.client import Client

from activities.processes import KIND
from app import signer as signing_process
from app import wiring, worker
from domain.names import order_workflow, record_workflow, signature_workflow
from domain.orders import LineState
from services import orders, signatures
from services.context import Context
from services.repair import restart_open
from store.archive_copy import ArchiveCopy
from tests.care import delivered, reviewed, sign, until
from tests.people import DUC, LAN, MAI, PIN, THUY, Someone
from tests.stack import Stack, temporal_server


def with_new(stack: Stack, temporal: Client, one: Someone) -> Context:
    context = stack.by(one)
    return replace(context, house=replace(context.house, temporal=temporal))


async def test_open_processes_are_restarted_and_a_signature_works(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> None:
    record, order, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    folder: Path = tmp_path_factory.mktemp("temporal")
    async with temporal_server(folder) as env:
        address = env.client.service_client.config.target_host
        fresh = await wiring.temporal(replace(stack.settings, temporal_address=address, temporal_namespace="default"))
        started = await restart_open(stack.sessions, fresh)
        assert all(started[kind] > 0 for kind in ("Record", "Order", "Signature"))
        assert set((await restart_open(stack.sessions, fresh)).values()) == {0}
        for workflow in (record_workflow(record), order_workflow(order), signature_workflow(seen.document, 1)):
            described = await fresh.get_workflow_handle(workflow).describe()
            assert described.typed_search_attributes[KIND] == workflow.split("/")[0].capitalize()
        async with (
            worker.worker(fresh, stack.desk, stack.sessions, stack.preserver, ArchiveCopy(stack.house.ocfl, None)),
            signing_process.worker(fresh, stack.desk, stack.room),
        ):
            for one in (DUC, THUY):
                again = await reviewed(stack, one, seen.document)
                assert (await signatures.sign(with_new(stack, fresh, one), [again], PIN))[0].signature
            await until(lambda: signatures.read(stack.by(MAI), seen.document), lambda view: view.newest.state == "preserved", 40)
            assert (await orders.read(stack.by(LAN), order)).lines[0].state is LineState.APPROVED


async def test_an_act_itself_starts_the_process_that_is_not_there(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nobody has to repair first: the act comes with what its process starts from."""
    _, _, seen = await delivered(stack)
    async with temporal_server(tmp_path_factory.mktemp("temporal")) as env:
        address = env.client.service_client.config.target_host
        fresh = await wiring.temporal(replace(stack.settings, temporal_address=address, temporal_namespace="default"))
        async with (
            worker.worker(fresh, stack.desk, stack.sessions, stack.preserver, ArchiveCopy(stack.house.ocfl, None)),
            signing_process.worker(fresh, stack.desk, stack.room),
        ):
            assert (await signatures.sign(with_new(stack, fresh, MAI), [seen], PIN))[0].signature
