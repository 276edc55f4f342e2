"""A set of documents while Temporal is away: one wait for all of them, and one clear answer."""

from dataclasses import replace

from temporalio.client import Client

from app.payloads import converter
from domain.errors import Unavailable
from services import signatures
from tests.care import delivered, refusal
from tests.people import MAI, PIN
from tests.stack import Stack


async def test_nobody_waits_for_each_of_a_set(stack: Stack) -> None:
    sheets = [(await delivered(stack))[2] for _ in range(3)]
    nowhere = await Client.connect("127.0.0.1:1", data_converter=converter(stack.settings.payload_keys.keys()), lazy=True)
    context = replace(stack.by(MAI), house=replace(stack.house, temporal=nowhere))
    await refusal(Unavailable, signatures.sign(context, sheets, PIN))
    made = await signatures.sign(stack.by(MAI, context.request), sheets, PIN)
    assert all(one.signature for one in made), "the same click, once Temporal is there again"
