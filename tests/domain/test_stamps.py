"""That no quota of a time-stamp service is ever exceeded, when a service may be asked, and how retries spread."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.stamps import LEASE, LONGEST_WAIT, Quota, ServiceState, next_try, ready_in

NOON = datetime(2026, 11, 27, 5, tzinfo=UTC)
"""In Vietnam."""


def state(**what: object) -> ServiceState:
    well: dict[str, object] = {"name": "a", "quota": "", "rate": None, "tokens": 1.0, "per_day": None, "spent": 0}
    rest: dict[str, object] = {"failures": 0, "fault": "", "failed_at": None, "resting_until": None, "now": NOON}
    return ServiceState(**(well | rest | what))  # type: ignore[arg-type]


@given(many=st.integers(1, 2000), seconds=st.sampled_from([1, 2, 60, 1200]), gaps=st.lists(st.floats(0, 3), max_size=60))
def test_no_stretch_of_a_quotas_length_sees_more_than_the_quota(many: int, seconds: int, gaps: list[float]) -> None:
    """Everybody takes all there is whenever they come, and uses it as late as a lease allows, or at once: whichever is worse."""
    quota = Quota(many, seconds)
    tokens, at, taken = float(quota.burst), 0.0, list[tuple[float, int]]()
    for gap in gaps:
        at += gap * seconds / 10
        tokens = min(quota.burst, tokens + gap * seconds / 10 * quota.rate)
        taken.append((at, int(tokens)))
        tokens -= int(tokens)
    stretch = seconds + LEASE.total_seconds()
    for begin, _ in taken:
        assert sum(n for when, n in taken if begin <= when < begin + stretch) <= many


@given(st.integers(1, 2000), st.sampled_from([1, 60]))
def test_half_of_a_quota_comes_at_once_and_half_over_its_time(many: int, seconds: int) -> None:
    quota = Quota(many, seconds)
    assert quota.burst >= many // 2
    assert quota.rate * seconds > 0.45 * many


def test_how_a_service_is_and_when_it_may_be_asked() -> None:
    assert (state().state, state().ready_in) == ("well", timedelta())
    resting = state(failures=4, resting_until=NOON + timedelta(seconds=7))
    assert (resting.state, resting.ready_in) == ("resting", timedelta(seconds=7))
    assert state(failures=4, resting_until=NOON).state == "probed"
    empty = state(rate=0.5, tokens=0.25)
    assert (empty.state, empty.ready_in) == ("well", timedelta(seconds=1.5))
    spent = state(per_day=100, spent=100)
    assert (spent.state, spent.ready_in) == ("spent", timedelta(hours=12))
    assert ready_in([resting, empty, spent]) == timedelta(seconds=1.5)
    assert ready_in([]) == timedelta()


@given(st.integers(1, 100_000), st.floats(0, 40))
def test_however_many_wait_they_ask_at_most_twice_a_second_and_each_comes_again(depth: int, ready: float) -> None:
    wait = next_try(depth, timedelta(seconds=ready))
    assert wait >= timedelta(seconds=min(ready, 300))
    assert wait <= LONGEST_WAIT
    if depth <= 600:
        assert depth / wait.total_seconds() <= 2
    if depth <= 60:
        assert wait <= timedelta(seconds=max(30, ready))
