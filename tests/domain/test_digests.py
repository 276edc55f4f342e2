"""Who is written what and when; a letter that failed rests longer each time."""

from datetime import date, timedelta

import pytest

from domain.digests import (
    SHOWN,
    Escalated,
    LateColumn,
    Line,
    Rhythm,
    Section,
    again_after,
    check_mail,
    check_rhythm,
    digest,
    is_due,
    newly_above,
    of_province,
    of_unit,
    rhythm_of,
)
from domain.errors import Malformed
from domain.feeds import ToJudge
from domain.names import TrackId, id_of
from domain.roles import Role
from domain.tracks import State
from tests.domain.tracks import milestone, track

TODAY = date(2026, 5, 25)
"""A Monday."""
TRACK = TrackId(id_of("track", 1))


def days(n: int) -> date:
    return TODAY + timedelta(days=n)


def test_officers_and_administrators_get_one_daily_until_they_choose() -> None:
    assert rhythm_of(None, [Role.HEALTH_OFFICER]) is Rhythm.DAILY
    assert rhythm_of(None, [Role.CLERK, Role.ADMINISTRATOR]) is Rhythm.DAILY
    assert rhythm_of(None, [Role.CLERK]) is Rhythm.NONE
    assert rhythm_of(Rhythm.NONE, [Role.ADMINISTRATOR]) is Rhythm.NONE
    assert rhythm_of(Rhythm.WEEKLY, [Role.CLERK]) is Rhythm.WEEKLY


def test_a_weekly_one_goes_on_mondays() -> None:
    assert [is_due(Rhythm.WEEKLY, days(n)) for n in range(7)] == [True] + [False] * 6
    assert all(is_due(Rhythm.DAILY, days(n)) for n in range(7))
    assert not any(is_due(Rhythm.NONE, days(n)) for n in range(7))


def test_a_unit_is_told_what_is_late_sent_back_and_near() -> None:
    mine = track(
        milestone("1", days(-3)),
        milestone("2", days(-9)),
        milestone("3", days(5)),
        milestone("4", days(40)),
        milestone("5", days(-1), State.ACCEPTED),
        milestone("6", days(-20)),
    )
    steps = dict.fromkeys(("1", "2", "3", "4", "5", "6"), (4, 7, 14))
    lines = list(of_unit(mine, {"1": "Khảo sát"}, "Bệnh viện", TODAY, days(-3), steps))
    assert [(one.section, one.words[:1], one.days_late) for one in lines] == [
        (Section.LATE, "1", 3),
        (Section.ESCALATED, "2", 9),
        (Section.DUE, "3", 0),
        (Section.LATE, "6", 20),
    ]
    assert lines[0].words == "1 Khảo sát (Bệnh viện)"
    assert lines[0].path == f"/tracks/{mine.id}/milestones/1"


def test_what_was_passed_up_stands_first_once_for_each_step_of_the_ladder() -> None:
    due, steps = days(-7), (3, 7, 14)
    assert [newly_above(due, due, steps, days(n - 1), days(n)) for n in range(-5, 9)] == [n in (-4, 0, 7) for n in range(-5, 9)]
    assert newly_above(due, due, steps, days(-1), days(2)), "a letter that did not go on the day says it later"
    assert not newly_above(due, days(-6), steps, days(-1), TODAY), "over when the plan opened: the ladder is silent"


def test_an_officer_is_told_of_reports_late_columns_and_what_was_passed_up() -> None:
    judge = [ToJudge(TRACK, "1", "Khảo sát", "Bệnh viện Mắt", "", days(-1), None)]
    late = [LateColumn("/plans/1?late=2", "2", "Hạ tầng", "", 5, days(-8))]
    above = [Escalated(TRACK, "2", "Hạ tầng", "Bệnh viện Phổi", days(-8))]
    made = digest(of_province(judge, late, above, TODAY), TODAY)
    assert made.subject == "Kế hoạch hồ sơ bệnh án điện tử 25/05/2026: 1 mới báo cấp trên, 1 chờ nghiệm thu, 1 quá hạn"
    assert [(head, lines[0].words) for head, lines, _ in made.sections] == [
        ("Mới quá hạn lâu, đã báo cấp trên", "2 Hạ tầng (Bệnh viện Phổi)"),
        ("Chờ anh/chị nghiệm thu", "1 Khảo sát (Bệnh viện Mắt)"),
        ("Quá hạn", "2 Hạ tầng: 5 cơ sở quá hạn"),
    ]


def test_the_same_thing_is_told_once_and_a_long_list_is_counted() -> None:
    one = Line(Section.DUE, "1 Khảo sát", TODAY, "/tracks/1/milestones/1")
    assert len(digest([one, one], TODAY).lines) == 1
    many = [Line(Section.DUE, f"{n}", TODAY, f"/{n}") for n in range(SHOWN + 7)]
    ((_, shown, more),) = digest(many, TODAY).sections
    assert (len(shown), more) == (SHOWN, 7)


def test_a_letter_rests_longer_after_each_try() -> None:
    assert [again_after(n) // timedelta(minutes=1) for n in range(1, 9)] == [5, 10, 20, 40, 80, 120, 120, 120]


@pytest.mark.parametrize("mail", ["anh@bvdk.vn", " vu.dinh-ky+hsba@soyte.hungyen.gov.vn ", ""])
def test_an_address_is_taken_without_the_blanks_around_it(mail: str) -> None:
    assert check_mail(mail) == mail.strip()


WRONG = (
    *("anh.@bvdk.vn", ".anh@bvdk.vn"),
    *("anh", "anh@", "@bvdk.vn", "anh@bvdk", "ánh@bvdk.vn", "a b@bvdk.vn", "a@b..vn", "a@b.vn\nBcc: c@d.vn", "a" * 250 + "@b.vn"),
)


@pytest.mark.parametrize("mail", WRONG)
def test_what_is_no_address_is_refused(mail: str) -> None:
    with pytest.raises(Malformed, match="mail:"):
        check_mail(mail)


def test_an_unknown_rhythm_is_refused() -> None:
    with pytest.raises(Malformed, match="rhythm:"):
        check_rhythm("hourly")
