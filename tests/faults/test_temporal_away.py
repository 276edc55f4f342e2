"""Temporal is down: the person is told quickly, nothing is half done, and the same click works afterwards."""

import time
from collections.abc import AsyncIterator, Awaitable
from dataclasses import replace

import pytest
from temporalio.client import Client

from app import ports, wiring
from domain.errors import Unavailable
from services import orders, records, results, signatures
from services.context import Context
from tests.care import delivered, glucose, opened, order_of, patient, refusal
from tests.people import LAN, LIS, MAI, PIN, Someone
from tests.stack import Stack, temporal_server

TOLD = "Hiện chưa kết nối được bộ điều phối quy trình; chưa có gì bị thay đổi dở dang. Hãy thử lại sau ít phút."


@pytest.fixture(params=["never-there", "gone"])
async def nowhere(request: pytest.FixtureRequest, stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Client]:
    """A client of a server that never came up, or that went away after it was spoken to."""
    if request.param == "never-there":
        yield await client_of(stack, f"127.0.0.1:{ports.free(set())}")
    else:
        async with temporal_server(tmp_path_factory.mktemp("temporal")) as env:
            client = await client_of(stack, env.client.service_client.config.target_host)
            await client.count_workflows()
        yield client


async def client_of(stack: Stack, address: str) -> Client:
    """A client as the product makes it."""
    return await wiring.temporal(replace(stack.settings, temporal_address=address), lazy=True)


async def quickly(act: Awaitable[object]) -> None:
    began = time.monotonic()
    assert await refusal(Unavailable, act) == TOLD
    assert time.monotonic() - began < 5


def without(stack: Stack, nowhere: Client, one: Someone, request: str) -> Context:
    context = stack.by(one, request)
    return replace(context, house=replace(context.house, temporal=nowhere))


async def test_acts_are_refused_quickly_and_work_when_it_is_back(stack: Stack, nowhere: Client) -> None:
    record, order, seen = await delivered(stack)
    mark = f"{stack.counter}"
    await quickly(signatures.sign(without(stack, nowhere, MAI, f"ký-{mark}"), [seen], PIN))
    await quickly(signatures.refuse(without(stack, nowhere, MAI, f"từ-chối-{mark}"), seen, "Mẫu tán huyết"))
    await quickly(orders.place(without(stack, nowhere, LAN, f"chỉ-định-{mark}"), record, order_of()))
    view = await signatures.read(stack.by(MAI), seen.document)
    assert (view.newest.state, view.my_step) == ("waiting", "performed")
    assert len((await records.read(stack.by(LAN), record)).orders) == 1

    made = await signatures.sign(stack.by(MAI, f"ký-{mark}"), [seen], PIN)
    assert made[0].signature
    second = await orders.place(stack.by(LAN, f"chỉ-định-{mark}"), record, order_of())
    assert await results.deliver(stack.by(LIS), second, glucose(stack))
    assert order != second


async def test_pages_that_only_read_go_on(stack: Stack, nowhere: Client) -> None:
    record = await opened(stack)
    context = without(stack, nowhere, LAN, "đọc")
    assert (await records.read(context, record)).page.record.id == record
    assert await records.listing(context)
    await quickly(records.open(without(stack, nowhere, LAN, f"mở-{stack.counter}"), patient(f"30-{stack.counter:04}")))
