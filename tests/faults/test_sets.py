"""A set of documents while Temporal is away: one wait for all of them, and a clear answer for each."""

from dataclasses import replace

from temporalio.client import Client

from app.payloads import converter
from domain.errors import Unavailable
from services import signatures
from tests.care import delivered
from tests.people import MAI, PIN
from tests.stack import Stack


async def test_nobody_waits_for_each_of_a_set(stack: Stack) -> None:
    sheets = [(await delivered(stack))[2] for _ in range(3)]
    nowhere = await Client.connect("127.0.0.1:1", data_converter=converter(stack.settings.payload_keys.keys()), lazy=True)
    context = replace(stack.by(MAI), house=replace(stack.house, temporal=nowhere))
    outcomes = await signatures.sign(context, sheets, PIN)
    assert [type(one.refusal) for one in outcomes] == [Unavailable] * 3
    assert outcomes[1].refusal is outcomes[0].refusal is outcomes[2].refusal
