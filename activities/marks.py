"""What a signature says of itself: whose it is, in what capacity, in whose place, and what it covers."""

from dataclasses import dataclass
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from domain.people import Position
from domain.roles import TITLES, Role
from domain.signatures import Chain, Signature, Step
from domain.substitutions import PaperKind, Substitution
from signing.confirmations import Confirmation
from signing.pades import SignatureMark
from store.queries import duties, people
from store.queries.signatures import Version

Box = tuple[float, float, float, float] | None
PAPERS = {PaperKind.DUTY_LIST: "lịch trực", PaperKind.AUTHORISATION: "giấy uỷ quyền"}


@dataclass(frozen=True)
class InPlace:
    """A substitute's capacity, in words."""

    lines: tuple[str, ...]
    reason: str
    """Added to the stage's reason."""


async def in_place(session: AsyncSession, chain: Chain, step: Step, position: Position, official: bool) -> InPlace | None:
    """In whose place this position signs the open step, and by which paper; None for its own."""
    stands = chain.capacity(position.person)
    if stands is None:
        return None
    absent, which = stands
    return standing(await duties.substitution(session, which), step, position.role, (await people.person(session, absent)).name, official)


def standing(by: Substitution, step: Step, role: Role, absent: str, official: bool) -> InPlace:
    """A clinical sheet prints the actual signer's post and whose stage it is, an administrative paper KT., TL., TUQ. or Q.

    NĐ 30/2020/NĐ-CP Đ13: the capacity and the absent one's post in capitals, the signer's own post below.
    """
    post = TITLES[role]
    said = (f"{by.signs_as} {step.title.upper()}", post) if official else (f"{post}, ký thay {step.title}",)
    return InPlace((*said, _upper(paper(by))), f"ký thay {absent}, {paper(by)}")


def paper(by: Substitution) -> str:
    """`giấy uỷ quyền số 12/UQ-BV ngày 01/11/2026`."""
    return f"{PAPERS[by.paper_kind]} số {by.paper_number} ngày {by.paper_day:%d/%m/%Y}"


async def uncovered(session: AsyncSession, version: Version) -> tuple[Confirmation, ...]:
    """The confirmations that the next digital signature writes into the file, each at its own place on the sheet."""
    waiting = version.chain.uncovered
    if not waiting:
        return ()
    names = await people.names(session, {one for made in waiting for one in made.both})
    return tuple(_confirmation(version, made, names[made.person], names[made.place]) for made in waiting)


def _confirmation(version: Version, made: Signature, name: str, place: str) -> Confirmation:
    title = next(step.title for step in version.chain.steps if step.name == made.step)
    said = title if made.absent is None else f"ký thay {title} {place}"
    return Confirmation(made.step, name, said, made.at, box_of(version, version.chain.signatures.index(made)))


def box_of(version: Version, number: int) -> Box:
    """The place on the sheet of the signature with this number, from 0."""
    return version.boxes[number] if number < len(version.boxes) else None


def mark_of(step: Step, number: int, stands: InPlace | None, apart: str = "") -> "partial[SignatureMark]":
    """What stands in every mark of this step, whoever signs it. `apart` begins the field in a ready PDF, whose pages tell no stage."""
    reason = f"{step.reason} ({stands.reason})" if stands else step.reason
    said = f"{step.title} – {reason}" if apart else reason
    return partial(
        SignatureMark,
        field=f"{apart}{step.name}-{number + 1}",
        reason=said,
        title=step.title,
        in_place_of=stands.lines if stands else (),
    )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
