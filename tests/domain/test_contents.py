"""The table of contents of a frozen record."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.contents import Bound, contents, continued, medium

DAY = datetime(2026, 11, 28, tzinfo=UTC)


def sheet(form: str, hour: int, pages: int) -> Bound:
    return Bound(form, form.title(), f"{form}-{hour}", 1, DAY + timedelta(hours=hour), pages, f"documents/{form}-{hour}")


def test_documents_follow_the_facilitys_order_and_their_pages_are_numbered_through() -> None:
    found = contents(
        [sheet("order", 1, 1), sheet("strange", 0, 2), sheet("closing", 9, 3), sheet("result", 4, 2), sheet("result", 2, 1)],
        ["closing", "result", "order"],
    )
    assert [(one.bound.code, one.first, one.last) for one in found] == [
        ("closing-9", 1, 3),
        ("result-2", 4, 4),
        ("result-4", 5, 6),
        ("order-1", 7, 7),
        ("strange-0", 8, 9),
    ]


def test_what_comes_late_stands_at_the_end_and_no_page_gets_another_number() -> None:
    frozen = contents([sheet("result", 4, 2), sheet("closing", 9, 3)], ["closing"])
    found = continued(frozen, [sheet("addendum", 20, 2), sheet("addendum", 30, 1)])
    assert found[:2] == frozen
    assert [(one.bound.code, one.first, one.last) for one in found[2:]] == [("addendum-20", 6, 7), ("addendum-30", 8, 8)]


def test_an_empty_record_has_no_line() -> None:
    assert contents([], ["closing"]) == ()


@pytest.mark.parametrize(
    ("papers", "what"), [((), "electronic"), ((False, False), "electronic"), ((True,), "paper"), ((True, False), "hybrid")]
)
def test_what_a_record_consists_of(papers: tuple[bool, ...], what: str) -> None:
    bound = [Bound("order", "Phiếu", str(n), 1, datetime(2026, 11, 28, tzinfo=UTC), 1, str(n), paper) for n, paper in enumerate(papers)]
    assert medium(contents(bound, ())) == what
