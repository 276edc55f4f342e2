"""The chain: who may sign, and who may not."""

from dataclasses import replace

import pytest

from domain.errors import AlreadySigned, ChainComplete, MustDiffer, NotYourTurn, Refusal, StaleDocument
from domain.names import PersonId, Sha256
from domain.signatures import Chain
from tests.domain.signatures import CONTENT, DUC, FRESH, HUNG, LAN, MAI, THUY, signed

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
