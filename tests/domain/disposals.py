"""A small list with its council, for the tests of a disposal's rules."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from domain.disposals import Candidate, Disposal, DisposalState, frozen, list_hash
from domain.names import DisposalId, FacilityId, PersonId, RecordId, Sha256
from domain.seats import Member, Seat

OFFICER, CHAIR, SECRETARY, ONE, TWO, THREE, DOCTOR = (PersonId(UUID(int=n)) for n in range(1, 8))
SEATED = (
    Member(CHAIR, Seat.CHAIR),
    Member(SECRETARY, Seat.SECRETARY),
    Member(ONE, Seat.MEMBER),
    Member(TWO, Seat.MEMBER),
    Member(THREE, Seat.MEMBER),
)


def candidate(code: str = "BA-1", **other: Any) -> Candidate:
    made = Candidate(RecordId(uuid4()), code, Sha256("a" * 64), "ordinary", date(2025, 12, 31))
    return replace(made, **other)


def disposal(state: DisposalState = DisposalState.VOTING, records: int = 2, **other: Any) -> Disposal:
    items = tuple(replace(one, treated_by=frozenset({DOCTOR})) for one in frozen(candidate(f"BA-{n}") for n in range(records)))
    made = Disposal(DisposalId(uuid4()), FacilityId("33001"), "Năm 2026", state, OFFICER, list_hash(items), items, members=SEATED)
    return replace(made, **other)
