"""Facts against the checks of a policy."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from domain.facts import KNOWN, Asked, Check, Of, check_faults, count, judge, share, whether
from domain.names import FacilityId
from store.queries.facts import READS

AT = Asked(FacilityId("33001"), datetime(2026, 11, 29, 3, tzinfo=UTC))
SIGNED = ("Chỉ định đã ký đủ", "Orders signed")


@pytest.mark.parametrize(("done", "every", "value"), [(98, 100, "98"), (2999, 3000, "99.9"), (3000, 3000, "100"), (0, 7, "0")])
def test_a_share_is_rounded_down_so_that_nothing_missing_is_called_whole(done: int, every: int, value: str) -> None:
    fact = share("orders_signed", SIGNED, Of(done, every), AT, "/facts/33001#orders_signed")
    assert fact.value == Decimal(value)
    assert judge(Check("orders_signed", at_least=Decimal(100)), fact).holds is (done == every)


def test_nothing_to_measure_is_neither_nought_nor_a_hundred_percent() -> None:
    fact = share("orders_signed", SIGNED, Of(0, 0), AT, "")
    assert fact.value is None
    assert fact.sentence.startswith("Chỉ định đã ký đủ: chưa có gì để đo / ")
    assert not judge(Check("orders_signed", at_least=Decimal(0)), fact).holds
    assert judge(Check("orders_signed", at_most=Decimal(5)), fact).holds


def test_a_finding_tells_the_number_and_the_bound_in_both_languages() -> None:
    fact = share("orders_signed", SIGNED, Of(985, 1000), AT, "")
    found = judge(Check("orders_signed", at_least=Decimal("99.5")), fact)
    assert not found.holds
    vi, en = found.sentence.split(" / ")
    assert vi == "Chỉ định đã ký đủ: 98,5% (985/1000) (yêu cầu ít nhất 99,5%)"
    assert en == "Orders signed: 98.5% (985/1000) (wanted: at least 99.5%)"


def test_counts_have_an_upper_bound_and_what_is_so_or_not_has_a_side() -> None:
    late = count("documents_unsigned", ("Quá hạn", "Late"), 4, AT, "")
    assert [judge(Check("documents_unsigned", at_most=Decimal(n)), late).holds for n in (3, 4)] == [False, True]
    whole = whether("audit_whole", False, ("Còn", "Stands"), ("Mất", "Gone"), AT, "")
    assert [judge(Check("audit_whole", holds=one), whole).holds for one in (True, False)] == [False, True]
    assert judge(Check("audit_whole", holds=True), whole).sentence == "Mất / Gone"


def test_a_check_names_a_known_fact_and_a_bound() -> None:
    assert [vi for vi, _ in check_faults(Check("chuyện-lạ", days=0))] == [
        f"không có số liệu 'chuyện-lạ'; dùng được: {', '.join(KNOWN)}",
        "phải có at_least, at_most hoặc holds",
        "days và hours phải từ 1 trở lên",
    ]


def test_every_known_fact_is_read() -> None:
    assert set(READS) == set(KNOWN)
