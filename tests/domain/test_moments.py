"""An act lies within the patient's life and episode, and not in the future."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.forms import Field, Kind
from domain.moments import AHEAD, Episode, discharge_fault, happened
from tests.domain.test_forms import FORM

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
CAME = NOW - timedelta(hours=5)
HOUR = timedelta(hours=1)
GROWN = Episode(date(1970, 5, 1), CAME, 72 * HOUR)
NEWBORN = Episode(date(2026, 11, 21), CAME, 72 * HOUR)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NOW + AHEAD, ""),
        (NOW + AHEAD + timedelta(seconds=1), "thời điểm ở tương lai / lies in the future"),
        (CAME - 72 * HOUR, ""),
        (CAME - 73 * HOUR, "sớm hơn lúc vào viện (05:00 21/11/2026) quá 72 giờ"),
        (NOW.replace(tzinfo=None), "thiếu múi giờ"),
    ],
)
def test_an_act_lies_within_the_episode(at: datetime, said: str) -> None:
    assert GROWN.fault(at, NOW).startswith(said)
    assert bool(GROWN.fault(at, NOW)) is bool(said)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (NOW, ""),
        (CAME, ""),
        (CAME - timedelta(seconds=CAME.second), ""),
        (CAME - HOUR, "sớm hơn lúc vào viện (05:00 21/11/2026)"),
        (NOW + HOUR, "thời điểm ở tương lai"),
        (NOW.replace(tzinfo=None), "thiếu múi giờ"),
        (datetime(1, 1, 1, tzinfo=UTC), "trước ngày sinh"),
    ],
)
def test_nobody_leaves_before_they_came_or_in_the_future(left: datetime, said: str) -> None:
    assert discharge_fault(left, NOW, GROWN.born, CAME).startswith(said)
    assert bool(discharge_fault(left, NOW, GROWN.born, CAME)) is bool(said)


def test_a_page_tells_minutes() -> None:
    came = CAME.replace(second=41)
    assert discharge_fault(CAME, NOW, GROWN.born, came) == ""
    assert discharge_fault(CAME - timedelta(minutes=1), NOW, GROWN.born, came)


def test_nobody_is_treated_before_birth() -> None:
    midnight = datetime(2026, 11, 20, 17, tzinfo=UTC)
    assert NEWBORN.fault(midnight, NOW) == "", "the day is Vietnam's"
    assert NEWBORN.fault(datetime.min.replace(tzinfo=UTC), NOW).startswith("trước ngày sinh")
    assert NEWBORN.fault(midnight - timedelta(seconds=1), NOW).startswith("trước ngày sinh của người bệnh (21/11/2026)")


def test_a_form_says_which_of_its_moments_have_happened() -> None:
    fields = (Field("taken_at", "Thời điểm chụp", Kind.MOMENT, happened=True), Field("planned_at", "Dự kiến", Kind.MOMENT))
    form = replace(FORM, fields=fields, english={"Thời điểm chụp": "Taken at"})
    for told in ("10:06 21/11/2026", "2026-11-21T10:06:00+07:00"):
        wrong = list(happened(form, {"taken_at": told, "planned_at": told}, GROWN, NOW))
        assert wrong == ["Thời điểm chụp: thời điểm ở tương lai / Taken at: lies in the future"]
    for unread in ("", "hôm qua", "2026-11-21T10:06:00", None, 7):
        assert not list(happened(form, {"taken_at": unread}, GROWN, NOW)), "that is told elsewhere"
