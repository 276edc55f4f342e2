"""Whom of several services is asked, and what the governor is told of it."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from domain.errors import Unavailable
from signing.stamping import Grant, Services
from signing.timestamps import AskedTooOften, TimeStamps

DIGEST = bytes(range(32))
PLAIN = Grant()


@dataclass
class Ledger:
    """A governor that gives leave for those it names, and writes down what it is told."""

    leave: dict[str, Grant]
    told: list[tuple[str, ...]] = field(default_factory=list)

    async def take(self, service: str, waited: bool) -> Grant | None:
        self.told.append(("take", service, "waited" if waited else "new"))
        return self.leave.get(service)

    async def failed(self, service: str, grant: Grant, fault: str, rest: timedelta | None) -> None:
        self.told.append(("failed", service, fault, str(rest)))

    async def answered(self, service: str) -> None:
        self.told.append(("answered", service))


class Here(TimeStamps):
    """A service without a network: gives a token of its own, fails, or is silent."""

    def __init__(self, name: str, fault: Exception | None = None, silent: bool = False) -> None:
        self.name, self.fault, self.silent = name, fault, silent

    async def stamp(self, digest: bytes) -> bytes:
        if self.silent:
            await asyncio.sleep(60)
        if self.fault:
            raise Unavailable("timestamps") from self.fault
        return self.name.encode()


def named(*services: Here) -> list[tuple[str, TimeStamps]]:
    return [(one.name, one) for one in services]


async def test_the_first_that_may_be_asked_is_asked() -> None:
    ledger = Ledger({"b": PLAIN, "c": PLAIN})
    assert await Services(named(Here("a"), Here("b"), Here("c")), ledger).stamp(DIGEST) == b"b"
    assert ledger.told == [("take", "a", "new"), ("take", "b", "new")]


async def test_the_next_one_when_it_fails_and_the_governor_hears_why() -> None:
    ledger = Ledger({"a": PLAIN, "b": PLAIN, "c": PLAIN})
    asked_less = AskedTooOften(timedelta(minutes=20))
    of = Services(named(Here("a", TimeoutError()), Here("b", asked_less), Here("c")), ledger).late
    assert await of.stamp(DIGEST) == b"c"
    assert ledger.told == [
        ("take", "a", "waited"),
        ("failed", "a", "TimeoutError", "None"),
        ("take", "b", "waited"),
        ("failed", "b", "AskedTooOften: Retry-After: 1200", "0:20:00"),
        ("take", "c", "waited"),
    ]


async def test_an_answer_is_told_only_of_one_that_failed_before_or_rested() -> None:
    for grant in (Grant(probe=True), Grant(ailing=True)):
        ledger = Ledger({"a": grant})
        await Services(named(Here("a")), ledger).stamp(DIGEST)
        assert ledger.told[-1] == ("answered", "a")


async def test_with_nobody_left_it_says_so_at_once() -> None:
    with pytest.raises(Unavailable) as refused:
        await asyncio.wait_for(Services(named(Here("a", silent=True)), Ledger({})).stamp(DIGEST), 0.2)
    assert refused.value.facts == ("timestamps",)


async def test_who_waits_no_longer_still_tells_of_the_silence() -> None:
    ledger = Ledger({"a": PLAIN})
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(Services(named(Here("a", silent=True)), ledger).stamp(DIGEST), 0.05)
    assert ledger.told[-1] == ("failed", "a", "TimeoutError", "None")
