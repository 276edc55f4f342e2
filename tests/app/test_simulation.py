"""The coming years, played on what a real house archived: red on the right day without renewals, green to 2046 with them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from app.devstack.pki.years import NoAuthority, years
from app.devstack.simulation import Fate, Rules, Sample, Simulation
from domain.algorithms import Weakness
from domain.basis import Certainty
from domain.clock import day
from services import archive
from tests.care import archived
from tests.people import NAM
from tests.stack import Stack

UNTIL = date(2046, 12, 31)


@pytest.fixture(scope="module")
async def samples(stack: Stack) -> Sequence[Sample]:
    await archived(stack)
    found = await archive.samples(stack.by(NAM), 1)
    return [Sample(one.path, one.pdf, one.content) for one in found]


def played(stack: Stack, weak_from: date | None = None, renewing: bool = True) -> Simulation:
    """By the policies as shipped, or with SHA-256 declared weak from a day on."""
    weak = (Weakness("sha256", weak_from, "Cơ sở dự báo", Certainty.UNCONFIRMED),) if weak_from else ()
    rules = Rules(replace(stack.book.digests[0], weak=weak), 18, renewing)
    return Simulation(stack.settings.data / "pki", stack.clock(), rules, UNTIL)


def by_way(fates: Sequence[Fate]) -> dict[str, Fate]:
    return {one.way: one for one in fates}


async def test_without_renewal_each_fails_on_the_day_the_stamper_s_certificate_ends(stack: Stack, samples: Sequence[Sample]) -> None:
    found = by_way(await played(stack, renewing=False).play(samples))
    ends = day(stack.authority.stamper.not_valid_after_utc)
    assert {way: one.fails_on for way, one in found.items()} == {"file": ends, "record": ends}
    assert all(one.renewed == () for one in found.values())


async def test_with_renewals_each_is_proved_to_2046(stack: Stack, samples: Sequence[Sample]) -> None:
    """The issuing authority of today ends in 2046 as well: a stamper of 2037 needs another above it."""
    found = by_way(await played(stack).play(samples))
    assert {way: one.fails_on for way, one in found.items()} == {"file": None, "record": None}
    assert {way: len(one.renewed) for way, one in found.items()} == {"file": 1, "record": 1}
    assert day(stack.authority.issuing.not_valid_after_utc) < UNTIL


async def test_a_weak_algorithm_is_left_in_time(stack: Stack, samples: Sequence[Sample]) -> None:
    found = by_way(await played(stack, date(2032, 1, 1)).play(samples))
    assert (found["record"].renewed[0], found["record"].fails_on) == (date(2030, 7, 1), None)


async def test_who_does_not_leave_it_fails_on_the_day_it_is_weak(stack: Stack, samples: Sequence[Sample]) -> None:
    found = by_way(await played(stack, date(2032, 1, 1), renewing=False).play(samples))
    assert found["record"].fails_on == date(2032, 1, 1)


async def test_nothing_of_later_years_gets_into_the_authority_s_own_folder(stack: Stack, samples: Sequence[Sample]) -> None:
    folder = stack.settings.data / "pki"
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".pem"}
    await played(stack).play(samples)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".pem"} == before


def test_an_installation_without_the_development_authority_plays_nothing(stack: Stack) -> None:
    with pytest.raises(NoAuthority), years(stack.settings.data / "elsewhere", stack.clock()):
        pass
