"""A milestone's states: reported, accepted from above by somebody else, or sent back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.declarations import Claim, Declaration
from domain.errors import EarlierFirst, Refusal, SamePerson
from domain.tracks import State, Track
from tests.domain.tracks import ANH, KY, OPENED, milestone, track

DAY = date(2026, 5, 31)
LATER = OPENED + timedelta(days=40)


def test_a_report_is_accepted_by_somebody_else() -> None:
    reported = track(milestone("3.1-1", DAY)).report("3.1-1", DAY, ANH, LATER)
    assert (reported.of("3.1-1").state, reported.of("3.1-1").accepted_by, reported.finished) == (State.REPORTED, None, False)
    with pytest.raises(SamePerson):
        reported.accept("3.1-1", ANH, LATER)
    accepted = reported.accept("3.1-1", KY, LATER)
    assert (accepted.of("3.1-1").reported_by, accepted.of("3.1-1").accepted_by, accepted.finished) == (ANH, KY, True)


def test_a_report_sent_back_is_open_again_and_reported_anew() -> None:
    sent_back = track(milestone("3.1-1", DAY)).report("3.1-1", DAY, ANH, LATER).send_back("3.1-1", KY, LATER)
    one = sent_back.of("3.1-1")
    assert (one.state, one.sent_back, one.done_on, one.reports) == (State.OPEN, True, None, 1)
    again = sent_back.report("3.1-1", DAY, ANH, LATER).of("3.1-1")
    assert (again.state, again.sent_back, again.reports) == (State.REPORTED, False, 2)


def test_earlier_milestones_are_waited_for_until_they_are_reported() -> None:
    both = track(milestone("3.1-1", DAY), milestone("3.1-2", DAY, after=("3.1-1",)))
    assert both.waits_for("3.1-2") == ("3.1-1",)
    assert both.report("3.1-1", DAY, ANH, LATER).waits_for("3.1-2") == ()


def test_who_judged_it_in_the_council_does_not_judge_it_again() -> None:
    reported = track(milestone("3.5-10", DAY)).report("3.5-10", DAY, ANH, LATER)
    for judge in (reported.accept, reported.send_back):
        with pytest.raises(SamePerson) as refused:
            judge("3.5-10", KY, LATER, {KY})
        assert refused.value.facts[1] == "council"


def test_what_waits_for_another_names_it() -> None:
    both = track(milestone("3.1-1", DAY), milestone("3.1-2", DAY, after=("3.1-1",)))
    with pytest.raises(EarlierFirst) as refused:
        both.check_turn("3.1-2", {"3.1-1": "Khảo sát hiện trạng"})
    assert refused.value.facts == ("3.1-1 Khảo sát hiện trạng",)
    both.report("3.1-1", DAY, ANH, LATER).check_turn("3.1-2", {})


ACTS = {
    "declare": lambda t, who: t.declare(Declaration("a", Claim.DONE, DAY, "x"), who, LATER),
    "begin": lambda t, who: t.begin("a", LATER),
    "report": lambda t, who: t.report("a", DAY, who, LATER),
    "accept": lambda t, who: t.accept("a", who, LATER),
    "send_back": lambda t, who: t.send_back("a", who, LATER),
}


@given(
    begins=st.sampled_from([State.UNDECLARED, State.OPEN]),
    acts=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from([ANH, KY])), max_size=12),
)
def test_nobody_ever_accepts_their_own_report(begins: State, acts: list[tuple[str, object]]) -> None:
    now: Track = track(milestone("a", DAY, begins))
    for act, who in acts:
        try:
            now = ACTS[act](now, who)
        except Refusal:
            continue
        one = now.of("a")
        assert one.state is not State.ACCEPTED or one.accepted_by not in (None, one.reported_by)
        assert (one.state in (State.REPORTED, State.ACCEPTED)) == (one.done_on is not None)
