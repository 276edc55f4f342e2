"""What a file of evidence rests on: the facility's regulation on a subject; another regulation makes it other evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from domain.appraisals import Criterion
from domain.errors import Malformed
from domain.faults import both
from domain.names import Sha256
from domain.regulations import InForce

FACT = "regulation_in_force"
"""The check by which an edition names the kind of regulation that a criterion asks for."""
GONE = "không còn quy chế nào đang có hiệu lực"


@dataclass(frozen=True)
class EvidenceBasis:
    """The regulation on a subject as it is in force now, or that there is none any more."""

    code: str
    """Of its subject."""
    sha256: Sha256
    """Names the very regulation: another number or day of issue is another one."""
    words: str
    """For people: its title, number and day."""


NO_BASIS = EvidenceBasis("", Sha256(""), "")


def named_by(criterion: Criterion) -> str:
    """The subject of the regulation that the criterion itself names; empty for none, or for any."""
    return criterion.check.subject if criterion.check and criterion.check.fact == FACT else ""


def basis_of(code: str, ruling: Iterable[InForce]) -> EvidenceBasis:
    """As it is among what is in force."""
    found = next((one for one in ruling if one.code == code), None)
    if found is None:
        return EvidenceBasis(code, _name(code, "", ""), GONE)
    on = f"{found.issued_on:%d/%m/%Y}"
    return EvidenceBasis(code, _name(code, found.number, on), f"{found.title} số {found.number} ngày {on}")


def chosen(criterion: Criterion, asked: str, ruling: Sequence[InForce]) -> EvidenceBasis:
    """What files that are brought for the criterion rest on: what it names itself when that is in force, else what was chosen.

    Raises: Malformed when no such regulation is in force, or another than the criterion names was chosen.
    """
    own, in_force = named_by(criterion), {one.code for one in ruling}
    if asked and asked not in in_force:
        vi = f"rests_on: đơn vị không có quy chế “{asked}” đang có hiệu lực; chọn một quy chế trong sổ"
        raise Malformed(both(vi, f"the facility has no regulation “{asked}” in force; choose one of its register"))
    if asked and own and asked != own:
        vi = "rests_on: tiêu chí này tự nêu quy chế làm căn cứ; để trống"
        raise Malformed(both(vi, "this criterion names the regulation itself; leave it empty"))
    code = asked or (own if own in in_force else "")
    return basis_of(code, ruling) if code else NO_BASIS


def _name(code: str, number: str, on: str) -> Sha256:
    return Sha256(sha256(f"{FACT}\n{code}\n{number}\n{on}\n".encode()).hexdigest())
