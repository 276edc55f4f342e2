"""The shipped policies answer for every day and every facility, and are frozen."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from domain.errors import NotFound
from domain.names import FacilityId
from policies.reader import load
from tests.policies.desk import Desk

TODAY = date(2026, 11, 21)
HOSPITAL = FacilityId("33001")
BOOK = load()


def test_a_day_before_every_edition_is_refused() -> None:
    with pytest.raises(NotFound) as refusal:
        BOOK.chain("lab-result", HOSPITAL, date(2001, 1, 1))
    assert refusal.value.facts == ("policy", "chain lab-result 2001-01-01")


def test_an_unknown_form_or_plan_is_refused() -> None:
    with pytest.raises(NotFound):
        BOOK.chain("no-such-form", HOSPITAL, TODAY)
    with pytest.raises(NotFound):
        BOOK.plan("no-such-plan")
    with pytest.raises(NotFound):
        BOOK.form("no-such-form", TODAY)


def test_the_day_the_term_was_set_chooses_the_schedule() -> None:
    assert BOOK.retention(date(2025, 6, 30)).edition == "TT 53/2017"
    assert BOOK.retention(date(2025, 7, 1)).edition == "TT 33/2025"
    assert BOOK.retention_edition("TT 53/2017").effective_until == date(2025, 6, 30)


def test_a_facility_that_set_its_own_goes_before_the_default(desk: Desk) -> None:
    own = desk.text("care/default.yaml").replace('edition: "2026-01"', 'edition: "QC 12/QĐ-BV"\nfacility: "33001"')
    desk.write("care/33001.yaml", own.replace("archive_after_hours: 0", "archive_after_hours: 48"))
    book = desk.load()
    assert book.care(HOSPITAL, TODAY).archive_after_hours == 48
    assert book.care(FacilityId("33002"), TODAY).archive_after_hours == 0


def test_a_facility_whose_chain_ended_falls_back_to_the_default(desk: Desk) -> None:
    paper = "regulation: {number: 7/QC-BV, issued: 2025-07-01}"
    own = desk.text("signature_chains/order.yaml").replace('edition: "2026-01"', f'edition: "QC 7"\nfacility: "33001"\n{paper}')
    desk.write("signature_chains/order-33001.yaml", f"effective_until: 2026-06-30\n{own}")
    book = desk.load()
    assert book.chain("order", HOSPITAL, date(2026, 6, 30)).edition == "QC 7"
    assert book.chain("order", HOSPITAL, date(2026, 7, 1)).edition == "2026-01"


def test_the_appraisal_asks_ten_criteria_of_a_council_of_three() -> None:
    edition = BOOK.appraisal(TODAY)
    assert (len(edition.criteria), edition.seats, edition.quorum) == (10, 3, 2)
    assert all(criterion.basis and criterion.show for criterion in edition.criteria)


def test_the_same_files_give_the_same_edition_and_a_changed_byte_another(desk: Desk) -> None:
    before = desk.load().edition
    assert before == BOOK.edition
    desk.edit("care/default.yaml", "pin_tries: 5", "pin_tries: 4")
    assert desk.load().edition != before


def test_the_book_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        BOOK.care(HOSPITAL, TODAY).pin_tries = 99  # type: ignore[misc]
