"""The shipped chains, filled with the people of a small hospital."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from domain.conditions import When
from domain.errors import ChainUnfillable
from domain.forms import Subject
from domain.names import DepartmentId, FacilityId, PersonId
from domain.roles import Role
from domain.signature_chains import Meant, Stage, Who, resolve
from domain.signatures import Method
from policies.chain_people import Staff
from policies.lint import unsignable
from policies.reader import load

TODAY = date(2026, 11, 29)
HOSPITAL = FacilityId("33001")
LAB, WARD = DepartmentId("33001/XN"), DepartmentId("33001/NOI")
BOOK = load()

MINH, LAN, HANH, TUAN, DUNG, HOA, NGA, PHUC, YEN = (PersonId(UUID(int=number)) for number in range(1, 10))
MEANT = Meant(
    author=YEN,
    departments={"ordering": WARD, "treating": WARD, "performing": LAB},
    holders=(
        (MINH, Role.DOCTOR, WARD),
        (LAN, Role.TECHNICIAN, LAB),
        (HANH, Role.DOCTOR, LAB),
        (TUAN, Role.HEAD, LAB),
        (DUNG, Role.HEAD, WARD),
        (HOA, Role.RECORDS_OFFICER, None),
        (NGA, Role.DIRECTOR, None),
        (PHUC, Role.CLERK, None),
        (YEN, Role.ADMINISTRATOR, None),
        (LAN, Role.IT_OFFICER, None),
    ),
    named={
        "doctor": (MINH,),
        "performer": (LAN,),
        "secretary": (YEN,),
        "members": (DUNG, TUAN),
        "chair": (NGA,),
        "surgeon": (MINH,),
        "anaesthetist": (HANH,),
        "receiver": (HANH,),
        "explainer": (MINH,),
        "witnesses": (LAN, TUAN),
        "leader": (NGA,),
    },
)

WHO = [
    ("order", [{MINH}]),
    ("lab-result", [{LAN}, {HANH}, {TUAN}]),
    ("closing", [{MINH}, {DUNG}, {HOA}]),
    ("survey", [{YEN}, {NGA}]),
    ("procurement", [{YEN}, {NGA}, {PHUC}]),
    ("regulation", [{NGA}, {PHUC}]),
    ("golive-decision", [{NGA}, {PHUC}]),
    ("reminder-letter", [{NGA}, {PHUC}]),
    ("council-minutes", [{YEN}, {DUNG, TUAN}, {NGA}]),
    ("treatment-sheet", [{YEN}]),
    ("nursing-sheet", [{YEN}]),
    ("prescription", [{YEN}]),
    ("fifteen-day-summary", [{YEN}, {DUNG}]),
    ("consultation-minutes", [{YEN}, {DUNG, TUAN}, {NGA}]),
    ("procedure-record", [{MINH, HANH}, {DUNG}]),
    ("handover-sheet", [{YEN}, {HANH}]),
    ("imaging-result", [{LAN}, {HANH}]),
    ("discharge-paper", [{YEN}, {NGA}, {PHUC}]),
    ("record-summary", [{YEN}, {NGA}, {PHUC}]),
    ("transfer-slip", [{YEN}, {PHUC}]),
    ("revisit-slip", [{YEN}, {PHUC}]),
    ("consent", [{MINH}]),
]


SEALED = {"regulation", "golive-decision", "discharge-paper", "record-summary", "transfer-slip", "revisit-slip", "retention-decision"}
"""Forms that end in the organisation's signature."""


@pytest.mark.parametrize(("form", "people"), WHO, ids=[form for form, _ in WHO])
def test_each_stage_means_these_people(form: str, people: list[set[PersonId]]) -> None:
    steps = resolve(BOOK.chain(form, HOSPITAL, TODAY), MEANT)
    assert [set(step.people) for step in steps] == people


def test_a_stage_is_asked_for_only_on_its_condition() -> None:
    chain = BOOK.chain("lab-result", HOSPITAL, TODAY)
    urgent = replace(chain.stages[1], when=When("urgency", ("now", "soon")))
    asking = replace(chain, stages=(chain.stages[0], urgent, chain.stages[2]))
    for said, names in (("now", 3), ("later", 2), (None, 2)):
        assert len(resolve(asking, replace(MEANT, data={"urgency": said}))) == names


@pytest.mark.parametrize(
    ("way", "people"),
    [
        ("drawn_otp", [{MINH}]),
        ("spoken", [{MINH}]),
        ("witnessed", [{LAN, TUAN}, {MINH}]),
        ("paper", [{YEN}, {MINH}]),
        ("nobody_able", [{MINH}, {NGA}]),
    ],
)
def test_a_consent_is_signed_by_whom_its_way_needs(way: str, people: list[set[PersonId]]) -> None:
    steps = resolve(BOOK.chain("consent", HOSPITAL, TODAY), replace(MEANT, data={"way": way}))
    assert [set(step.people) for step in steps] == people
    assert [step.needed for step in steps] == [len(one) for one in people]


def test_nobody_approves_a_result_of_their_own() -> None:
    performed, approved, _ = resolve(BOOK.chain("lab-result", HOSPITAL, TODAY), MEANT)
    assert performed.name in approved.unlike


def test_papers_with_a_number_end_in_the_organisations_signature() -> None:
    for form in ("regulation", "golive-decision", "reminder-letter"):
        assert [stage.method for stage in BOOK.chain(form, HOSPITAL, TODAY).stages] == [Method.DIGITAL, Method.ORGANISATION]


def test_every_member_of_the_council_signs() -> None:
    _, members, _ = resolve(BOOK.chain("council-minutes", HOSPITAL, TODAY), MEANT)
    assert members.needed == 2


def test_a_hospital_without_a_clerk_is_told_before_a_paper_gets_stuck() -> None:
    chains = [BOOK.chain(form.code, HOSPITAL, TODAY) for form in BOOK.forms if not form.unsigned]
    everybody = Staff(MEANT.holders, frozenset({WARD, LAB}))
    assert unsignable(chains, BOOK.forms, everybody) == ()
    without = Staff(tuple(one for one in MEANT.holders if one[1] is not Role.CLERK), everybody.departments)
    found = unsignable(chains, BOOK.forms, without)
    numbered = {form.code for form in BOOK.forms if form.subject is not Subject.RECORD and form.series}
    assert {finding.about.split()[1] for finding in found} == SEALED | numbered
    assert all("clerk" in finding.en for finding in found)


def test_two_doctors_for_three_stages_that_differ_are_told_at_once() -> None:
    doctors = [Stage(name, name, Who(role=Role.DOCTOR), "Ký", differs_from=("a", "b", "c")[:n]) for n, name in enumerate("abc")]
    three = replace(BOOK.chain("order", HOSPITAL, TODAY), stages=tuple(doctors))
    assert len(resolve(three, replace(MEANT, holders=(*MEANT.holders, (YEN, Role.DOCTOR, WARD))))) == 3
    with pytest.raises(ChainUnfillable) as refused:
        resolve(three, MEANT)
    assert refused.value.facts == ("c",)
