"""A purchase goes by the rules it was opened by, whatever came into force since."""

from datetime import date

import pytest

from domain.errors import NotFound
from tests.policies.desk import Desk

TODAY = date(2026, 11, 21)


def test_a_purchase_stays_with_the_rules_it_was_opened_by(desk: Desk) -> None:
    was = desk.text("procurement/hung-yen-2026.yaml")
    before = desk.load().procurement("hung-yen-2026", TODAY)
    until = f"{was.rstrip()}\neffective_until: 2026-11-20\n"
    later = was.replace(f'edition: "{before.edition}"', 'edition: "2026-11-B"').replace(
        f"effective_from: {before.effective_from}", "effective_from: 2026-11-21"
    )
    desk.write("procurement/hung-yen-2026.yaml", until)
    desk.write("procurement/hung-yen-2026-11.yaml", later)
    book = desk.load()
    assert book.procurement("hung-yen-2026", TODAY).edition == "2026-11-B"
    found = book.procurement_edition("hung-yen-2026", before.edition)
    assert (found.edition, found.plan, found.effective_until) == (before.edition, "hung-yen-2026", date(2026, 11, 20))
    assert book.procurement_edition("plan-without-rules", book.procurement("x", TODAY).edition).plan == ""
    with pytest.raises(NotFound):
        book.procurement_edition("hung-yen-2026", "1999")
