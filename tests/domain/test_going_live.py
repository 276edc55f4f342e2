"""The rule of going live: which state follows from which steps, and what is refused in each."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from domain.basis import Certainty
from domain.errors import Incomplete, Malformed, NotFound, WrongState
from domain.facts import Asked, Check, count, judge
from domain.going_live import Act, GoLive, State, Step
from domain.golive_evaluations import evaluated_from, ran_from
from domain.golive_policies import GolivePolicy, PaperGate, Subject
from domain.names import DepartmentId, FacilityId, PersonId, TrackId
from domain.outside_papers import OutsidePaper

NOW = datetime(2026, 12, 1, 3, tzinfo=UTC)
TODAY = date(2026, 12, 1)
DAY_X = date(2026, 12, 15)
ANH = PersonId(UUID(int=1))
WARD, SURGERY = DepartmentId("33001/NOI"), DepartmentId("33001/NGOAI")
NAMES = {WARD: "Khoa Nội", SURGERY: "Khoa Ngoại"}
POLICY = GolivePolicy(
    Subject.RECORD, "1", "Hồ sơ", "Records", "…", "…", Certainty.INFERRED, TODAY, True, True, True, 60, 14,
    papers=(PaperGate("security", "Cấp độ", "Level", "…", Certainty.INFERRED),),
)  # fmt: skip
NEW = GoLive(TrackId(UUID(int=2)), Subject.RECORD)


Said = tuple[Act, dict[str, object]]


def after(*steps: Said) -> GoLive:
    one = NEW
    for act, more in steps:
        one = one.with_(replace(one.step(act, ANH, NOW), **more))  # type: ignore[arg-type]
    return one


REHEARSED: Said = (Act.REHEARSE, {"day": TODAY})
DECIDED: tuple[Said, ...] = (REHEARSED, (Act.DECIDE, {"day": DAY_X}), (Act.DECIDED, {"day": DAY_X}))
PUBLISHED: tuple[Said, ...] = (*DECIDED, (Act.PUBLISH, {}), (Act.PUBLISHED, {}))
BEGUN: tuple[Said, ...] = (*PUBLISHED, (Act.ALLOW, {"day": DAY_X, "department": WARD}))


@pytest.mark.parametrize(
    ("steps", "on", "state"),
    [
        ((), TODAY, State.PREPARING),
        (((Act.REHEARSE, {"day": TODAY, "well": False}),), TODAY, State.PREPARING),
        ((REHEARSED,), TODAY, State.REHEARSED),
        (DECIDED[:2], TODAY, State.DECIDING),
        (DECIDED, TODAY, State.DECIDED),
        (PUBLISHED, TODAY, State.PUBLISHED),
        (BEGUN, TODAY, State.PUBLISHED),
        (BEGUN, DAY_X, State.WATCHING),
        ((*BEGUN, (Act.CONFIRM, {})), DAY_X, State.CONFIRMED),
        ((*BEGUN, (Act.REVERSE, {}), (Act.REVERSED, {})), DAY_X, State.REVERSED),
        ((*BEGUN, (Act.REVERSED, {"department": WARD})), DAY_X, State.PUBLISHED),
        ((*BEGUN, (Act.REVERSED, {}), REHEARSED), DAY_X, State.REHEARSED),
    ],
)
def test_the_state_is_what_the_steps_make_of_it(steps: tuple[Said, ...], on: date, state: State) -> None:
    assert after(*steps).state(on) is state


def test_a_rehearsal_counts_for_as_long_as_the_policy_says() -> None:
    one = after(REHEARSED)
    assert one.rehearsed(POLICY, TODAY + timedelta(days=60))
    assert not one.rehearsed(POLICY, TODAY + timedelta(days=61))
    assert not after(REHEARSED, (Act.REHEARSE, {"day": TODAY, "well": False})).rehearsed(POLICY, TODAY)


def test_a_decision_names_every_gate_that_does_not_hold() -> None:
    with pytest.raises(Incomplete) as no:
        NEW.decide(["Diễn tập: chưa có / none", "Thí điểm: chưa có / none"], TODAY)
    assert len(no.value.facts) == 2
    NEW.decide([], TODAY)
    with pytest.raises(Malformed):
        NEW.check_day(TODAY - timedelta(days=1), TODAY)
    with pytest.raises(WrongState):
        after(*DECIDED).decide([], TODAY)
    with pytest.raises(NotFound):
        NEW.name(POLICY, "khác", OutsidePaper("1", TODAY, "Sở"), TODAY)


def test_departments_begin_from_day_x_and_may_be_moved_until_they_have_begun() -> None:
    one = after(*PUBLISHED)
    for early in (TODAY - timedelta(days=1), DAY_X - timedelta(days=1)):
        with pytest.raises(Malformed):
            one.allow(WARD, early, (), TODAY)
    one.allow(WARD, DAY_X, (), TODAY)
    after(*BEGUN).allow(WARD, DAY_X + timedelta(days=3), (), TODAY)
    with pytest.raises(WrongState):
        after(*BEGUN).allow(WARD, DAY_X + timedelta(days=3), (), DAY_X)


def test_confirming_waits_for_the_watch_every_department_and_the_limits() -> None:
    at = Asked(FacilityId("33001"), NOW)
    late = count("documents_unsigned", ("Quá hạn", "Late"), 31, at, "")
    beyond = judge(Check("documents_unsigned", at_most=Decimal(20)), late)
    one = after(*BEGUN)
    with pytest.raises(Incomplete) as no:
        one.confirm(POLICY, NAMES, [beyond], "Ổn", DAY_X)
    assert [fact.split(":")[0] for fact in no.value.facts] == [
        "Quá hạn",
        "Còn trong thời gian theo dõi, đến hết ngày 29/12/2026 / Still in the watch, until the end of 29/12/2026",
        "Chưa cho bắt đầu",
    ]
    with pytest.raises(Malformed):
        one.confirm(POLICY, {WARD: "Khoa Nội"}, [], " ", DAY_X + timedelta(days=15))
    one.confirm(POLICY, {WARD: "Khoa Nội"}, [], "Ổn", DAY_X + timedelta(days=15))


def test_a_way_back_needs_a_reason_and_something_to_go_back_from() -> None:
    with pytest.raises(WrongState):
        NEW.reverse(None, "Lý do", TODAY)
    with pytest.raises(WrongState):
        after(*BEGUN).reverse(SURGERY, "Lý do", DAY_X)
    with pytest.raises(Malformed):
        after(*BEGUN).reverse(WARD, " ", DAY_X)
    back = after(*BEGUN, (Act.REVERSED, {"department": WARD}))
    assert (back.departments, set(back.gone_back)) == ({}, {WARD})
    again = back.with_(replace(Step(9, Act.ALLOW, ANH, NOW), day=DAY_X, department=WARD))
    assert (set(again.departments), again.gone_back) == ({WARD}, {})


def test_it_is_evaluated_from_the_day_the_first_department_began_also_once_reversed() -> None:
    for steps, on in (((), TODAY), (PUBLISHED, DAY_X), (BEGUN, TODAY)):
        with pytest.raises(WrongState):
            evaluated_from(after(*steps), on)
    later: Said = (Act.ALLOW, {"day": DAY_X + timedelta(days=5), "department": SURGERY})
    assert evaluated_from(after(*BEGUN, later), DAY_X) == DAY_X
    reversed_: tuple[Said, ...] = (*BEGUN, (Act.REVERSED, {}))
    assert evaluated_from(after(*reversed_, REHEARSED), DAY_X) == DAY_X
    assert ran_from(after(*reversed_, *PUBLISHED, later)) == DAY_X + timedelta(days=5)


def test_after_the_decision_it_says_which_departments_keep_paper() -> None:
    assert [one.split(" / ")[0] for one in after(*DECIDED).left(NAMES, TODAY)] == ["Đã có quyết định, chưa công bố, báo cáo"]
    assert [one.split(" / ")[0] for one in after(*BEGUN).left(NAMES, DAY_X)] == ["Khoa chưa bắt đầu: Khoa Ngoại"]
    back = after(*BEGUN, (Act.REVERSED, {"department": WARD}))
    assert "Khoa đã quay lại bản giấy: Khoa Nội" in " ".join(back.left(NAMES, DAY_X))
    assert after(*BEGUN).left({WARD: "Khoa Nội"}, DAY_X) == ()
    assert after(*BEGUN, (Act.CONFIRM, {})).left(NAMES, DAY_X) == ()
