"""Every shipped form has its chain and its English, and what is not law says so."""

from datetime import date

from domain.basis import Certainty
from domain.names import FacilityId
from domain.records import RecordKind
from policies.form_checks import words
from policies.reader import load

TODAY = date(2026, 11, 21)
HOSPITAL = FacilityId("33001")
BOOK = load()
SHIPPED_CHAINS = {"order", "lab-result", "closing", "survey", "procurement", "regulation", "council-minutes", "golive-decision"}


def test_every_form_of_both_stories_has_a_chain() -> None:
    assert {chain.form for chain in BOOK.chains} >= SHIPPED_CHAINS
    for form in SHIPPED_CHAINS:
        assert BOOK.chain(form, HOSPITAL, TODAY).form == form


def test_every_form_can_be_filled_in_english() -> None:
    """What is the same in both languages (kg, PET) needs no word."""
    same = {"", "PET", "ml", "°C", "%", "kg"}
    assert {(form.code, word) for form in BOOK.forms for word in words(form.fields) if word not in form.english} <= {
        (form.code, word) for form in BOOK.forms for word in same
    }
    assert [one.why for form in BOOK.forms for one in form.never if one.why not in form.english] == []
    assert [form.code for form in BOOK.forms if not form.name_en.strip() or form.name_en == form.name] == []


def test_chains_are_inferences_and_say_so() -> None:
    assert {chain.certainty for chain in BOOK.chains} == {Certainty.INFERRED}
    assert all(chain.basis and all(stage.reason and stage.title for stage in chain.stages) for chain in BOOK.chains)


def test_settings_that_are_not_law_are_marked_as_ours() -> None:
    care = BOOK.care(HOSPITAL, TODAY)
    assert care.certainty is Certainty.INFERRED
    assert (care.completes(RecordKind.INPATIENT).within_hours, care.execution_waits_for_signature, care.pin_tries) == (24, False, 5)
    assert "archive_after_hours" in care.why


def test_an_office_refuses_a_paper_for_an_offices_reasons_and_a_ward_a_sheet_for_a_wards() -> None:
    def of(form: str) -> set[str]:
        return {one.code for one in BOOK.reasons(form, HOSPITAL, TODAY)}

    assert "bad_sample" in of("lab-result")
    assert "wrong_layout" in of("regulation") & of("golive-decision") & of("procurement")
    assert not {"wrong_patient", "bad_sample"} & of("regulation")
