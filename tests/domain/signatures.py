"""A small chain and its signatures, for the tests of its rules."""

from datetime import UTC, datetime, timedelta

from domain.names import PersonId, PositionId, RequestId, Sha256, id_of
from domain.signatures import Chain, Signature, Step

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
CONTENT = Sha256("c" * 64)
MAI, DUC, THUY, LAN, HUNG = (PersonId(id_of("person", name)) for name in ("mai", "duc", "thuy", "lan", "hung"))
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
