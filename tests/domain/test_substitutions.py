"""Who may sign for whom: bounded, by a paper, never in a chain or a circle, and seen through by different-person rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from domain.duties import DutyKind, Shift
from domain.errors import AlreadySigned, ChainUnfillable, Claimed, Malformed, MustDiffer, NotAllowed, NotYourTurn, Refusal, SubstituteAway
from domain.names import DepartmentId, FacilityId, PersonId, PositionId, RequestId, Sha256, id_of
from domain.people import Position
from domain.roles import Role
from domain.signature_chains import ChainPolicy, Meant, Stage, moved, resolve, unfillable
from domain.signatures import Chain, Signature
from domain.steps import Method, Who
from domain.substitutions import PaperKind, SignsAs, Substitution

TODAY, NOW = date(2026, 11, 21), datetime(2026, 11, 21, 3, tzinfo=UTC)
CONTENT, HOSPITAL = Sha256("c" * 64), FacilityId("33001")
LAB, WARD = DepartmentId("33001/XN"), DepartmentId("33001/NOI")
MAI, DUC, THUY, HUNG, LAN = (PersonId(id_of("person", name)) for name in ("mai", "duc", "thuy", "hung", "lan"))
POLICY = ChainPolicy(
    "lab-result",
    "2026-01",
    TODAY,
    "QC 01",
    "I",
    (
        Stage("performed", "Người thực hiện", Who(named=("performer",)), ""),
        Stage(
            "approved", "Người duyệt", Who(role=Role.DOCTOR, department="performing"), "", differs_from=("performed",), substitutable=True
        ),
        Stage("headed", "Trưởng khoa", Who(role=Role.HEAD, department="performing"), "", differs_from=("performed",), substitutable=True),
    ),
)
AWAY = Substitution(UUID(int=1), HOSPITAL, THUY, DUC, TODAY, TODAY + timedelta(days=3), PaperKind.AUTHORISATION, "12/UQ-BV", TODAY)


def post(person: PersonId, role: Role, department: DepartmentId | None = LAB) -> Position:
    return Position(PositionId(id_of("position", person, role)), person, HOSPITAL, department, role, TODAY, None, "QĐ 1")


def meant(*away: Substitution, without: PersonId | None = None, doctor: PersonId = DUC) -> Meant:
    lab = ((MAI, Role.TECHNICIAN, LAB), (doctor, Role.DOCTOR, LAB), (THUY, Role.HEAD, LAB))
    holders = (*lab, (HUNG, Role.HEAD, WARD), *((one, Role.DOCTOR, WARD) for one in (MAI, DUC, LAN)))
    return Meant(
        LAN,
        {"performing": LAB, "treating": WARD},
        tuple(one for one in holders if one[0] != without),
        {"performer": (MAI,)},
        substitutions=away,
        today=TODAY,
    )


def begun(*away: Substitution) -> Chain:
    return Chain("lab-result", "2026-01", resolve(POLICY, meant(*away)), CONTENT, 100, begun_at=NOW)


def signed(chain: Chain, person: PersonId) -> Chain:
    number, step = len(chain.signatures) + 1, chain.step
    assert step
    absent, which = chain.capacity(person) or (None, None)
    position, request = PositionId(id_of("position", person)), RequestId(f"{person}/{number}")
    at = NOW + timedelta(hours=number)
    made = Signature(person, position, step.name, chain.head, Sha256(f"{number:064}"), 100 + number, at, request, at)
    return chain.sign(replace(made, absent=absent, substitution=which))


def test_the_substitute_signs_for_the_head_and_the_head_still_may() -> None:
    chain = signed(begun(AWAY), MAI)
    chain = signed(chain, DUC)
    assert chain.waiting == {THUY, DUC}
    over = signed(chain, DUC)
    assert (over.complete, over.signatures[-1].absent, over.signatures[-1].place) == (True, THUY, THUY)
    assert signed(chain, THUY).signatures[-1].absent is None


def test_nobody_signs_for_who_is_barred_nor_is_barred_and_signs() -> None:
    performer_heads = replace(AWAY, substitute=MAI)
    chain = signed(signed(begun(performer_heads), MAI), DUC)
    assert chain.waiting == {THUY}
    with pytest.raises(MustDiffer):
        chain.check(MAI, CONTENT)


def test_who_left_the_facility_signs_for_nobody() -> None:
    """The paper still names them, and they may hold a post elsewhere."""
    chain = signed(signed(begun(AWAY), MAI), DUC)
    assert chain.waiting == {THUY, DUC}
    assert moved(chain, meant(AWAY, without=DUC)).waiting == {THUY}


def test_who_left_is_on_no_duty_and_treats_nobody() -> None:
    policy = replace(POLICY, stages=(Stage("on_duty", "Bác sĩ trực", Who(duty="doctor", department="treating"), ""),))
    night = Shift(UUID(int=2), HOSPITAL, WARD, DutyKind.DOCTOR, HUNG, NOW, NOW + timedelta(hours=8))
    here = replace(meant(), duties=(night,), treating_doctor=HUNG)
    chain = Chain("lab-result", "2026-01", resolve(policy, here), CONTENT, 100, begun_at=NOW)
    left = replace(here, holders=meant(without=HUNG).holders)
    gone = moved(chain, left)
    assert chain.waiting == {HUNG}
    assert (gone.waiting, unfillable(gone)) == (frozenset(), True)
    with pytest.raises(ChainUnfillable):
        resolve(replace(policy, stages=(Stage("treats", "Bác sĩ điều trị", Who(treating_doctor=True), ""),)), left)


def test_who_is_away_is_stood_in_for_only_where_the_substitutes_own_post_may() -> None:
    """A director who also holds a doctor's post finds a doctor for the ward, and none for the director's papers."""
    paper = replace(POLICY, stages=(Stage("signed", "Giám đốc", Who(role=Role.DIRECTOR), "", substitutable=True),))
    away, holders = replace(AWAY, substitute=LAN), (*meant().holders, (THUY, Role.DIRECTOR, None), (THUY, Role.DOCTOR, LAB))
    away.check(post(THUY, Role.DIRECTOR), [post(THUY, Role.DIRECTOR, None), post(THUY, Role.DOCTOR)], [post(LAN, Role.DOCTOR)], [], TODAY)
    assert resolve(paper, replace(meant(away), holders=holders))[0].substitutes == ()
    heads = (*holders, (LAN, Role.HEAD, WARD))
    assert [one.person for one in resolve(paper, replace(meant(away), holders=heads))[0].substitutes] == [LAN]


def test_a_place_that_nobody_knows_means_nobody() -> None:
    """Else whoever holds the post outside of any department would be meant."""
    nowhere = replace(meant(), departments={}, holders=(*meant().holders, (LAN, Role.HEAD, None)))
    headed = replace(POLICY, stages=(replace(POLICY.stages[2], differs_from=()),))
    with pytest.raises(ChainUnfillable):
        resolve(headed, nowhere)


def test_an_act_of_authorship_has_no_substitute() -> None:
    chain = begun(replace(AWAY, absent=MAI, substitute=LAN))
    assert chain.waiting == {MAI}
    with pytest.raises(NotYourTurn):
        chain.check(LAN, CONTENT)


def test_a_place_once_signed_is_not_signed_again_by_the_substitute() -> None:
    both = replace(POLICY.stages[2], needed=0)
    wide = replace(POLICY, stages=(*POLICY.stages[:2], replace(both, who=Who(role=Role.HEAD))))
    chain = Chain("lab-result", "1", resolve(wide, meant(replace(AWAY, substitute=LAN))), CONTENT, 100, begun_at=NOW)
    chain = signed(signed(signed(chain, MAI), DUC), THUY)
    assert chain.waiting == {HUNG}
    with pytest.raises(NotYourTurn, match="past"):
        chain.check(LAN, CONTENT)


@pytest.mark.parametrize(
    "bound",
    [
        {"forms": ("closing",)},
        {"department": WARD},
        {"since": TODAY + timedelta(days=1)},
        {"until": TODAY - timedelta(days=1), "since": TODAY - timedelta(days=2)},
        {"ended_at": NOW},
    ],
)
def test_it_reaches_no_further_than_its_bounds(bound: dict[str, object]) -> None:
    assert begun(replace(AWAY, **bound)).steps[2].substitutes == ()  # type: ignore[arg-type]


def test_open_tasks_follow_people_and_signed_steps_stay() -> None:
    chain = signed(begun(), MAI)
    gone = moved(chain, meant(without=DUC, doctor=DUC))
    assert unfillable(gone)
    assert gone.steps[0] == chain.steps[0]
    now = meant(AWAY, doctor=HUNG)
    now = replace(now, holders=(*now.holders, (DUC, Role.DOCTOR, WARD)))
    came = moved(gone, now)
    assert came.waiting == {HUNG}
    assert [one.person for one in came.steps[2].substitutes] == [DUC]
    assert moved(came, now) is came


def test_a_task_taken_rests_for_the_others_until_released() -> None:
    chain = signed(begun(), MAI)
    two = replace(chain, steps=(chain.steps[0], replace(chain.steps[1], people=frozenset({DUC, LAN})), chain.steps[2]))
    taken = two.claim(DUC, CONTENT)
    assert taken.waiting == {DUC}
    with pytest.raises(Claimed):
        taken.check(LAN, CONTENT)
    with pytest.raises(Claimed):
        taken.claim(LAN, CONTENT)
    with pytest.raises(NotAllowed):
        taken.release(DUC, by=LAN)
    assert taken.release(DUC, by=DUC) == two
    assert taken.claim(DUC, CONTENT) == taken


def test_a_confirmation_moves_no_byte_and_waits_to_be_covered() -> None:
    chain = begun()
    confirmed = replace(chain, steps=(replace(chain.steps[0], method=Method.CONFIRMED), *chain.steps[1:]))
    made = Signature(
        MAI, PositionId(id_of("position", MAI)), "performed", CONTENT, CONTENT, 100, NOW, RequestId("1"), NOW, Method.CONFIRMED
    )
    after = confirmed.sign(made)
    assert (after.head, after.uncovered) == (CONTENT, (made,))
    assert signed(after, DUC).uncovered == ()
    with pytest.raises(AlreadySigned):
        after.sign(made)


OTHERS = [
    replace(AWAY, id=UUID(int=2), absent=DUC, substitute=HUNG),
    replace(AWAY, id=UUID(int=2), absent=HUNG, substitute=THUY),
    replace(AWAY, id=UUID(int=2), absent=DUC, substitute=THUY),
]


@pytest.mark.parametrize("other", OTHERS)
def test_it_neither_chains_nor_circles(other: Substitution) -> None:
    by, absent, substitute = post(THUY, Role.HEAD), [post(THUY, Role.HEAD)], [post(DUC, Role.DOCTOR)]
    with pytest.raises(SubstituteAway):
        AWAY.check(by, absent, substitute, [other], TODAY)
    AWAY.check(by, absent, substitute, [replace(other, since=AWAY.until + timedelta(days=1), until=AWAY.until + timedelta(days=2))], TODAY)
    AWAY.check(by, absent, substitute, [replace(other, ended_at=NOW)], TODAY)


WRONG: list[tuple[dict[str, object], Position, type[Refusal]]] = [
    ({"substitute": THUY}, post(THUY, Role.HEAD), Malformed),
    ({"paper_number": " "}, post(THUY, Role.HEAD), Malformed),
    ({"until": TODAY - timedelta(days=1)}, post(THUY, Role.HEAD), Malformed),
    ({"since": TODAY - timedelta(days=9), "until": TODAY - timedelta(days=1)}, post(THUY, Role.HEAD), Malformed),
    ({"paper_day": TODAY + timedelta(days=1)}, post(THUY, Role.HEAD), Malformed),
    ({}, post(DUC, Role.DOCTOR), NotAllowed),
    ({}, post(HUNG, Role.HEAD, WARD), NotAllowed),
]


@pytest.mark.parametrize(("change", "by", "refused"), WRONG)
def test_what_is_no_substitution(change: dict[str, object], by: Position, refused: type[Refusal]) -> None:
    with pytest.raises(refused):
        replace(AWAY, **change).check(by, [post(THUY, Role.HEAD)], [post(DUC, Role.DOCTOR)], [], TODAY)  # type: ignore[arg-type]


def test_the_head_of_the_department_begins_it_for_a_doctor_and_a_nurse_heads_nothing() -> None:
    doctor = replace(AWAY, absent=DUC, substitute=LAN, signs_as=SignsAs.TUQ)
    doctor.check(post(THUY, Role.HEAD), [post(DUC, Role.DOCTOR)], [post(LAN, Role.DOCTOR, WARD)], [], TODAY)
    with pytest.raises(Malformed):
        AWAY.check(post(THUY, Role.HEAD), [post(THUY, Role.HEAD)], [post(LAN, Role.NURSE)], [], TODAY)


def test_a_head_has_no_say_in_what_who_is_away_signs_elsewhere() -> None:
    """Else the head of a ward where the director sees patients could put themselves in the director's place."""
    by, posts = post(HUNG, Role.HEAD, WARD), [post(THUY, Role.DIRECTOR, None), post(THUY, Role.DOCTOR, WARD)]
    wide = replace(AWAY, substitute=HUNG)
    with pytest.raises(NotAllowed):
        wide.check(by, posts, [by], [], TODAY)
    replace(wide, department=WARD).check(by, posts, [by], [], TODAY)
    wide.check(post(THUY, Role.DIRECTOR, None), posts, [by], [], TODAY)


def test_the_same_is_not_begun_twice() -> None:
    again, head = replace(AWAY, id=UUID(int=9)), post(THUY, Role.HEAD)
    with pytest.raises(Malformed, match="đã có phân công"):
        again.check(head, [head], [post(DUC, Role.DOCTOR)], [AWAY], TODAY)
    replace(again, forms=("closing",)).check(head, [head], [post(DUC, Role.DOCTOR)], [AWAY], TODAY)
