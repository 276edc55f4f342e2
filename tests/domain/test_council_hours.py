"""A council neither votes nor closes before the hour it was called for; it can be called anew for another."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.appraisals import Finding, Vote
from domain.council_hours import hour_faults
from domain.councils import Appraisal, AppraisalState
from domain.errors import Incomplete, WrongState
from domain.faults import halves
from domain.seats import Interest
from tests.domain.councils import ALL, HOA, NOW, begun, called, convened, sha, votes
from tests.domain.tracks import KY

HOUR = timedelta(hours=1)
CAST = Vote(KY, "TC01", Finding.MET, sha("a"))


def meeting(later: timedelta) -> Appraisal:
    return replace(convened(), meets_at=NOW + later)


def test_before_the_hour_nobody_votes_and_the_sentence_says_what_to_do() -> None:
    early = meeting(HOUR)
    with pytest.raises(Incomplete) as refused:
        early.vote(CAST, ALL, NOW)
    vi, en = halves(refused.value.facts[0])
    assert vi.startswith("meets_at: hội đồng họp lúc 09:00 01/12/2026")
    assert vi.endswith("chủ tịch, thư ký hoặc người triệu tập dời giờ họp")
    assert en.endswith("to meet earlier its chair, its secretary or whoever calls it moves the hour")
    assert len(early.vote(CAST, ALL, NOW + HOUR).votes) == 1, "at the hour, and after"


def test_nor_does_the_chair_close() -> None:
    full = replace(votes(convened(), KY, HOA), meets_at=NOW + HOUR)
    with pytest.raises(Incomplete, match="09:00 01/12/2026"):
        full.close(KY, NOW)
    assert full.close(KY, NOW + HOUR).state is AppraisalState.MINUTES


def test_interests_are_declared_before_the_hour_and_without_one_all_is_open() -> None:
    said = replace(called(), meets_at=NOW + HOUR).declare(Interest(KY, conflict=False))
    assert [one.person for one in said.interests] == [KY]
    assert votes(convened(), KY).votes, "called without an hour"


def test_it_is_called_anew_until_somebody_has_voted() -> None:
    now = meeting(HOUR).reschedule(NOW)
    assert (now.meets_at, now.before_hour(NOW), meeting(HOUR).before_hour(NOW)) == (NOW, False, True)
    for one in (now.vote(CAST, ALL, NOW), begun(), replace(now, state=AppraisalState.MINUTES)):
        with pytest.raises(WrongState):
            one.reschedule(NOW + HOUR)


def test_an_hour_lies_within_the_coming_year_or_has_just_begun() -> None:
    fit = (None, NOW, NOW - timedelta(hours=23), NOW + timedelta(days=365))
    assert [hour_faults(one, NOW) for one in fit] == [[]] * 4
    assert all(hour_faults(one, NOW) for one in (NOW - timedelta(days=1), NOW + timedelta(days=366)))
