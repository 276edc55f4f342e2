"""What always holds of a chain, whoever tries in whatever order."""

from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from domain.names import PersonId, Sha256
from tests.domain.signatures import DUC, FRESH, LAN, MAI, NOW, STEPS, THUY, signature


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
