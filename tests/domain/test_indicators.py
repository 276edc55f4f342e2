"""Values stay as they were said: over a hundred per cent, contradicting, corrected, each with its source."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from domain.errors import Malformed
from domain.indicators import NewValue, Origin, Reported, Value, disagreements, is_share, newest, reaches, standing
from domain.names import PersonId, id_of
from tests.people import HOSPITAL, PROVINCE

DAY = date(2026, 9, 30)
NEW = NewValue("56", "54", DAY, "paper", " Báo cáo số 412/BC-SYT ")
KY = PersonId(id_of("person", "Vũ Đình Kỳ"))


def said(number: int, numerator: int, source: str = "Báo cáo 412", day: date = DAY, origin: Origin = Origin.PAPER) -> Reported:
    value = Value(numerator, 54, day, origin, source)
    return Reported(number, "trien-khai", PROVINCE, value, "", KY, datetime(2026, 10, 5, tzinfo=UTC))


def test_more_than_there_is_stays_and_is_told() -> None:
    value = NEW.value(DAY)
    assert (value.numbers, value.percent, value.above, value.source) == ((56, 54), Decimal("103.7"), True, "Báo cáo số 412/BC-SYT")
    assert not Value(54, 54, DAY, Origin.PAPER, "x").above


@pytest.mark.parametrize(("numerator", "denominator", "shown"), [(49, 54, "90.7"), (1, 8, "12.5"), (1, 2000, "0.1"), (0, 3, "0.0")])
def test_a_percentage_has_one_decimal(numerator: int, denominator: int, shown: str) -> None:
    assert str(Value(numerator, denominator, DAY, Origin.PAPER, "x").percent) == shown


def test_every_fault_is_told_at_once() -> None:
    wrong = NewValue("mười", "0", DAY + timedelta(days=1), "hsba", " ", "x" * 401)
    with pytest.raises(Malformed) as refused:
        wrong.value(DAY)
    assert [fact.partition(":")[0] for fact in refused.value.facts] == ["numerator", "denominator", "day", "origin", "source", "note"]
    for number in ("-1", "1,5", "², 3", "9" * 9, ""):
        with pytest.raises(Malformed, match="numerator"):
            replace(NEW, numerator=number).value(DAY)
    assert replace(NEW, numerator="1.250").value(DAY).numerator == 1250


def test_sources_that_differ_on_one_day_are_told_side_by_side() -> None:
    portal = said(2, 49, "Cổng của Bộ Y tế", origin=Origin.SYSTEM)
    (one,) = disagreements([said(1, 56), portal, said(3, 48, "Cổng của Bộ Y tế", DAY + timedelta(days=1), Origin.SYSTEM)])
    assert (one.day, [report.value.numerator for report in one.reports]) == (DAY, [56, 49])
    assert disagreements([said(1, 49), portal]) == [], "they agree"
    assert disagreements([said(1, 56), replace(portal, unit=HOSPITAL)]) == [], "another unit counts something else"


def test_a_correction_stands_in_the_place_of_what_it_corrects() -> None:
    assert [one.number for one in standing([said(2, 54, "BÁO CÁO  412"), said(1, 56)])] == [2], "capitals and blanks make no other source"
    portal = said(3, 54, "Cổng của Bộ Y tế", origin=Origin.SYSTEM)
    assert disagreements([said(1, 56), said(2, 54), portal]) == []


def test_the_newest_of_each_source_is_of_the_latest_day_not_of_the_latest_report() -> None:
    later = said(1, 50, day=DAY + timedelta(days=30))
    found = newest([later, said(2, 40), said(3, 49, "Cổng", origin=Origin.SYSTEM)])
    assert [one.number for one in found] == [1, 3]


def test_a_target_is_reached_by_a_share_that_can_be() -> None:
    assert reaches(Value(54, 54, DAY, Origin.PAPER, "x"), "100%")
    assert not reaches(Value(53, 54, DAY, Origin.PAPER, "x"), "100%")
    assert not reaches(Value(56, 54, DAY, Origin.PAPER, "x"), "100%"), "more than there is reaches nothing"
    assert reaches(Value(9, 10, DAY, Origin.PAPER, "x"), "≥ 90%")
    assert not reaches(Value(3, 1, DAY, Origin.PAPER, "x"), "≥ 01")
    assert not reaches(Value(1, 1, DAY, Origin.PAPER, "x"), "tất cả %")
    assert not is_share("≥ 01")
