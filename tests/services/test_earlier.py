"""What was measured before in a record stands beside a result, oldest first; only what everybody signed."""

from services import results, signatures
from tests.care import glucose, opened, ordered, sign
from tests.people import DUC, LAN, LIS, MAI, THUY
from tests.stack import Stack
from web.measured import measured


async def test_released_values_of_the_same_stay_are_drawn(stack: Stack) -> None:
    record = await opened(stack)
    made = []
    for value, signers in (("5,1", (MAI, DUC, THUY)), ("9,9", (MAI,)), ("6,0", (MAI, DUC, THUY)), ("7,9", ())):
        document, _ = await results.deliver(stack.by(LIS), await ordered(stack, record), glucose(stack, value))
        for one in signers:
            await sign(stack, one, document)
        made.append(document)
    view = await signatures.read(stack.by(LAN), made[-1])
    assert list(view.earlier.values()) == [["5,1", "6,0"]]
    (line,) = measured(view.newest.data or {}, {}, view.earlier)
    assert line.spark
    assert line.spark.words == "5,1 → 6,0 → 7,9"
    assert (await signatures.read(stack.by(LAN), made[0])).earlier == {}
