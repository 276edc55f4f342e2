"""A rehearsal asked for by an officer: the plan's own calendar, the scenario's slips with their lines, nothing kept."""

from datetime import date

import pytest

from domain.errors import Malformed, NotAllowed
from services import rehearsals
from tests.people import LAN
from tests.rollout import province
from tests.stack import Stack

CODE = "quang-ngai-2025"
LATE = """\
title: Một bệnh viện chậm
players:
  - {code: bv, name: Bệnh viện, kind: hospital}
delays:
  - {why: Chậm đấu thầu, days: 20, milestones: [infrastructure]}
"""


async def test_without_a_scenario_everybody_is_on_time_and_the_text_can_be_played_again(stack: Stack) -> None:
    there = await province(stack, "RH1", opens=False)
    played = await rehearsals.play(stack.by(there.officer), CODE)
    assert played.rehearsal.outcomes
    assert all(one.late == () for one in played.rehearsal.outcomes)
    again = await rehearsals.play(stack.by(there.officer), CODE, played.text)
    assert again.rehearsal.table == played.rehearsal.table


async def test_a_delay_moves_what_waits_for_it(stack: Stack) -> None:
    there = await province(stack, "RH2", opens=False)
    played = await rehearsals.play(stack.by(there.administrator), CODE, LATE)
    (outcome,) = played.rehearsal.outcomes
    assert outcome.live_on == date(2025, 10, 20)
    on_time = await rehearsals.play(stack.by(there.administrator), CODE, LATE.replace("days: 20", "days: 0"))
    assert [one.live_on for one in on_time.rehearsal.outcomes] == [date(2025, 9, 30)]


async def test_a_slip_is_told_with_its_line_in_both_languages(stack: Stack) -> None:
    there = await province(stack, "RH3", opens=False)
    with pytest.raises(Malformed) as refused:
        await rehearsals.play(stack.by(there.officer), CODE, LATE.replace("kind: hospital", "kind: hospitl"))
    (fault,) = refused.value.facts
    assert fault.startswith("scenario: dòng 3 players[0].kind: chỉ nhận")
    assert " / line 3 players[0].kind: " in fault
    big = LATE.replace("days: 20, ", "").replace("delays:", "ends: 2027-01-01\ndelays:")
    crowd = "".join(f"  - {{code: c{n}, name: c, kind: hospital}}\n" for n in range(1990))
    for bad in (
        LATE.replace("days: 20", "days: 3000000"),
        LATE.replace("days: 20", "days: -300"),
        LATE.replace("delays:", "accepts_after: 100000000\ndelays:"),
        LATE.replace("delays:", "begins: 9999-12-31\ndelays:"),
        LATE.replace("delays:", "begins: 2025-12-01\nends: 2025-11-01\ndelays:"),
        LATE.replace("code: bv", "code: department"),
        big.replace("players:\n", f"players:\n{crowd}").replace("milestones: [infrastructure]", "milestones: []"),
    ):
        with pytest.raises(Malformed):
            await rehearsals.play(stack.by(there.officer), CODE, bad)
    for bad in ("a: &b [1]\nc: *b", "title: x\nplayers: []", "x" * 200_001, "- 1", "a: 2026-06-31"):
        with pytest.raises(Malformed):
            await rehearsals.play(stack.by(there.officer), CODE, bad)


async def test_whoever_has_nothing_to_do_with_plans_plays_none(stack: Stack) -> None:
    with pytest.raises(NotAllowed):
        await rehearsals.play(stack.by(LAN), CODE)
