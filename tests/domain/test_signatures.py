"""The chain: who may sign, who may not, and what always holds whoever tries in whatever order."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import (
    AlreadySigned,
    ChainComplete,
    ChainUnfillable,
    MustDiffer,
    NotYourTurn,
    Refusal,
    StaleDocument,
    VersionEnded,
    WaitsForStamp,
)
from domain.names import DepartmentId, PersonId, PositionId, RequestId, Sha256, id_of
from domain.people import Role
from domain.signature_chains import ChainPolicy, Meant, Stage, Who, resolve
from domain.signatures import Chain, Ended, Signature, Step

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
CONTENT = Sha256("c" * 64)
MAI, DUC, THUY, LAN, HUNG = (PersonId(id_of("person", name)) for name in ("mai", "duc", "thuy", "lan", "hung"))
LAB = DepartmentId("33001/XN")
STEPS = (
    Step("performed", "Người thực hiện", "", frozenset({MAI})),
    Step("approved", "Người duyệt", "", frozenset({DUC, MAI}), unlike=frozenset({"performed"})),
    Step("headed", "Trưởng khoa", "", frozenset({THUY, DUC})),
)
FRESH = Chain("lab-result", "2026-01", STEPS, CONTENT, 100)


def signature(chain: Chain, person: PersonId, stamped: bool = True) -> Signature:
    """This person's next signature on the chain's head."""
    number = len(chain.signatures) + 1
    step = chain.step.name if chain.step else ""
    sha256 = Sha256(f"{number:064}")
    at = NOW + timedelta(minutes=number)
    request = RequestId(f"{person}/{number}")
    return Signature(
        person, PositionId(id_of("position", person)), step, chain.head, sha256, 100 + number, at, request, at if stamped else None
    )


def signed(*people: PersonId) -> Chain:
    chain = FRESH
    for person in people:
        chain = chain.sign(signature(chain, person))
    return chain


WHO_MAY = [
    (signed(), MAI, None),
    (signed(), DUC, NotYourTurn),
    (signed(), LAN, NotYourTurn),
    (signed(MAI), MAI, MustDiffer),
    (signed(MAI), DUC, None),
    (signed(MAI), THUY, NotYourTurn),
    (signed(MAI, DUC), MAI, AlreadySigned),
    (signed(MAI, DUC), DUC, None),
    (signed(MAI, DUC), THUY, None),
    (signed(MAI, DUC, DUC), THUY, ChainComplete),
]


@pytest.mark.parametrize(("chain", "person", "refused"), WHO_MAY)
def test_who_may_sign(chain: Chain, person: PersonId, refused: type[Refusal] | None) -> None:
    if refused is None:
        step = chain.check(person, CONTENT)
        assert step == chain.step
        assert person in chain.waiting
        assert chain.check_refusal(person, CONTENT) == step
    else:
        assert person not in chain.waiting
        for check in (chain.check, chain.check_refusal):
            with pytest.raises(refused):
                check(person, CONTENT)


@pytest.mark.parametrize(
    ("chain", "person", "when"), [(signed(), DUC, "later"), (signed(), LAN, "never"), (signed(MAI, DUC), HUNG, "past")]
)
def test_when_a_turn_comes(chain: Chain, person: PersonId, when: str) -> None:
    either = replace(chain, steps=(replace(chain.steps[0], people=frozenset({MAI, HUNG})), *chain.steps[1:]))
    with pytest.raises(NotYourTurn) as refused:
        either.check(person, CONTENT)
    assert refused.value.facts[1] == when


def test_other_content_than_was_read() -> None:
    with pytest.raises(StaleDocument):
        FRESH.check(MAI, Sha256("d" * 64))
    with pytest.raises(StaleDocument):
        FRESH.check_ever(MAI, Sha256("d" * 64))
    # Tasks move with people: who is a stranger to a copy of the chain may be asked by the rows.
    for person in (DUC, LAN):
        FRESH.check_ever(person, CONTENT)
    FRESH.check_meant(DUC, CONTENT)
    with pytest.raises(NotYourTurn, match="never"):
        FRESH.check_meant(LAN, CONTENT)


def test_nobody_follows_before_the_stamp() -> None:
    pending = FRESH.sign(signature(FRESH, MAI, stamped=False))
    assert (pending.waiting, pending.complete) == (frozenset(), False)
    with pytest.raises(WaitsForStamp):
        pending.check(DUC, CONTENT)
    stamped = pending.stamp(Sha256("e" * 64), NOW)
    assert (stamped.head, stamped.pending) == ("e" * 64, None)
    assert stamped.stamp(Sha256("f" * 64), NOW) == stamped


def test_an_ended_version_takes_nothing_more() -> None:
    over = replace(signed(MAI), ended=Ended.REFUSED)
    assert not over.waiting
    with pytest.raises(VersionEnded, match="refused"):
        over.check(DUC, CONTENT)


def test_a_signature_stands_on_the_newest_revision() -> None:
    early = signature(FRESH, MAI)
    with pytest.raises(StaleDocument):
        signed(MAI).sign(early)


def test_a_request_finds_its_own_signature_again() -> None:
    chain = signed(MAI, DUC)
    assert chain.made_by(DUC, f"{DUC}/2") == chain.signatures[1]
    assert chain.made_by(MAI, f"{DUC}/2") is None


def test_k_of_n_sign_in_parallel() -> None:
    chain = Chain("minutes", "1", (Step("agreed", "Thành viên", "", frozenset({MAI, DUC, THUY}), needed=2),), CONTENT, 100)
    chain = chain.sign(signature(chain, DUC))
    assert chain.waiting == {MAI, THUY}
    with pytest.raises(AlreadySigned):
        chain.check(DUC, CONTENT)
    assert chain.sign(signature(chain, MAI)).complete


@given(st.lists(st.tuples(st.sampled_from([MAI, DUC, THUY, LAN]), st.sampled_from(["sign", "sign_later", "stamp"])), max_size=14))
def test_whatever_is_tried(tries: list[tuple[PersonId, str]]) -> None:
    """Signatures only grow, one for each revision, in the order of steps; who must differ differs; complete means everybody stamped."""
    chain = FRESH
    for person, what in tries:
        before = chain
        try:
            if what == "stamp":
                chain = chain.stamp(Sha256("e" * 63 + str(len(chain.signatures))), NOW)
            else:
                chain = chain.sign(signature(chain, person, stamped=what == "sign"))
        except Refusal:
            assert chain == before
            continue
        assert [made.request for made in chain.signatures][: len(before.signatures)] == [made.request for made in before.signatures]
    steps = [made.step for made in chain.signatures]
    assert steps == [step.name for step in STEPS][: len(steps)]
    by_step = {made.step: made.person for made in chain.signatures}
    assert by_step.get("performed") != by_step.get("approved") or "approved" not in by_step
    assert chain.complete == (len(steps) == len(STEPS) and all(made.stamped_at for made in chain.signatures))
    assert all(person in STEPS[len(steps)].people for person in chain.waiting)


def test_stages_become_steps_with_people() -> None:
    stages = (
        Stage("performed", "Người thực hiện", Who(named=("performer",)), ""),
        Stage("approved", "Người duyệt", Who(role=Role.DOCTOR, department="performing"), "", differs_from=("performed",)),
        Stage("agreed", "Mọi trưởng khoa", Who(role=Role.HEAD), "", needed=0),
        Stage("written", "Người lập", Who(author=True), ""),
    )
    policy = ChainPolicy("lab-result", "1", date(2026, 1, 1), "", "I", stages)
    holders = ((DUC, Role.DOCTOR, LAB), (LAN, Role.DOCTOR, DepartmentId("33001/NOI")), (THUY, Role.HEAD, LAB), (LAN, Role.HEAD, None))
    meant = Meant(MAI, {"performing": LAB}, holders, {"performer": (MAI,)})
    steps = resolve(policy, meant)
    assert [step.people for step in steps] == [{MAI}, {DUC}, {THUY, LAN}, {MAI}]
    assert [step.needed for step in steps] == [1, 1, 2, 1]
    assert steps[1].unlike == {"performed"}
    with pytest.raises(ChainUnfillable, match="Người duyệt"):
        resolve(policy, Meant(MAI, {"performing": DepartmentId("33001/CDHA")}, holders, {"performer": (MAI,)}))


def test_who_must_sign_before_is_not_counted_where_they_may_not() -> None:
    """The only doctor of the laboratory performed it: nobody is left to approve, and the chain would wait for ever."""
    performed = Stage("performed", "Người thực hiện", Who(named=("performer",)), "")
    approved = Stage("approved", "Người duyệt", Who(role=Role.DOCTOR, department="performing"), "", differs_from=("performed",))
    policy = ChainPolicy("lab-result", "2026-01", date(2026, 1, 1), "", "I", (performed, approved))
    meant = Meant(DUC, {"performing": LAB}, ((DUC, Role.DOCTOR, LAB),), {"performer": (DUC,)})
    with pytest.raises(ChainUnfillable, match="Người duyệt"):
        resolve(policy, meant)
    two = replace(meant, holders=(*meant.holders, (THUY, Role.DOCTOR, LAB)))
    assert resolve(policy, two)[1].people == {DUC, THUY}
