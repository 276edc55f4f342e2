"""What Temporal keeps of us: sealed, and nothing unsealed believed."""

import pytest
from temporalio.api.common.v1 import Payload

from app.payloads import Sealed, Unsealed

OLD, NEW = {"a": bytes(32)}, {"b": bytes(range(32)), "a": bytes(32)}


async def test_a_payload_is_sealed_and_opened_again() -> None:
    plain = Payload(metadata={"encoding": b"json/plain"}, data='"Nguyễn Thị Lan"'.encode())
    sealed = (await Sealed(NEW).encode([plain]))[0]
    assert b"Lan" not in sealed.SerializeToString()
    assert await Sealed(NEW).decode([sealed]) == [plain]


async def test_a_retired_key_still_opens_what_it_sealed() -> None:
    plain = Payload(metadata={"encoding": b"json/plain"}, data=b"1")
    assert await Sealed(NEW).decode(await Sealed(OLD).encode([plain])) == [plain]


async def test_what_nobody_of_us_sealed_is_not_read() -> None:
    with pytest.raises(Unsealed):
        await Sealed(NEW).decode([Payload(metadata={"encoding": b"json/plain"}, data=b'{"actor": "anybody"}')])
