"""Who is there and who is not: substitutions, the duty list, posts."""

from uuid import UUID

from fastapi import APIRouter, Response

from api import naming
from api.deps import Asking
from api.shapes.shape import Act, Day
from api.shapes.staffing import (
    AbsenceAnswer,
    EndPost,
    Entered,
    EnterShifts,
    GivePost,
    Leave,
    Made,
    ShiftAnswer,
    Substitute,
    SubstitutionAnswer,
)
from domain.names import DepartmentId, PersonId, PositionId
from services import absences, duties, posts, substitutions
from services.absences import NewAbsence
from services.duties import NewShift
from services.posts import NewPost
from services.substitutions import NewSubstitution

router = APIRouter(tags=["staffing"])


def _place(code: str | None) -> DepartmentId | None:
    return DepartmentId(code) if code else None


@router.get("/substitutions", summary="Ai ký thay ai · Who signs for whom")
async def substituted(caller: Asking) -> list[SubstitutionAnswer]:
    return [SubstitutionAnswer.of(one) for one in await substitutions.listing(caller.reads())]


@router.post("/substitutions", status_code=201, summary="Phân công ký thay · Let somebody sign in one's place")
async def substitute(asked: Substitute, caller: Asking) -> Made:
    """By who is away, the head of their department or the director; it reaches open tasks and later ones."""
    context = caller.acts(asked.request)
    new = NewSubstitution(
        absent=await naming.person(context, "absent", asked.absent),
        substitute=await naming.person(context, "substitute", asked.substitute),
        since=asked.since,
        until=asked.until,
        paper_kind=asked.paper_kind,
        paper_number=asked.paper_number,
        paper_day=asked.paper_day,
        signs_as=asked.signs_as,
        forms=asked.forms,
        department=_place(asked.department),
    )
    return Made(id=await substitutions.begin(context, new))


@router.post("/substitutions/{substitution}/endings", status_code=204, summary="Kết thúc ký thay · End it at once")
async def end(substitution: UUID, asked: Act, caller: Asking) -> Response:
    await substitutions.end(caller.acts(asked.request), substitution)
    return Response(status_code=204)


@router.get("/absences", summary="Ai nghỉ, không người thay · Who is away without a substitute")
async def away(caller: Asking) -> list[AbsenceAnswer]:
    return [AbsenceAnswer.of(one) for one in await absences.listing(caller.reads())]


@router.post("/absences", status_code=201, summary="Ghi người nghỉ · Say that somebody is away")
async def leave(asked: Leave, caller: Asking) -> Made:
    """By whoever is away, an administrator or the director; what they are told goes further up meanwhile."""
    context = caller.acts(asked.request)
    person = await naming.person(context, "person", asked.person)
    return Made(id=await absences.enter(context, NewAbsence(person, asked.since, asked.until, asked.reason)))


@router.post("/absences/{absence}/endings", status_code=204, summary="Kết thúc việc nghỉ · End it at once")
async def come_back(absence: UUID, asked: Act, caller: Asking) -> Response:
    await absences.end(caller.acts(asked.request), absence)
    return Response(status_code=204)


@router.get("/duties", summary="Lịch trực một tuần · The duty list of a week")
async def week(caller: Asking, monday: Day) -> list[ShiftAnswer]:
    return [ShiftAnswer.of(one) for one in await duties.week(caller.reads(), monday)]


@router.post("/duties", status_code=201, summary="Nhập lịch trực · Enter shifts")
async def enter(asked: EnterShifts, caller: Asking) -> Entered:
    """All or none; stages that mean who is on duty follow at once."""
    context = caller.acts(asked.request)
    named = [await naming.person(context, f"shifts[{n}].person", one.person) for n, one in enumerate(asked.shifts)]
    shifts = zip(named, asked.shifts, strict=True)
    new = [NewShift(person, one.duty, _place(one.department), one.since, one.until) for person, one in shifts]
    return Entered(ids=await duties.enter(context, new, asked.paper))


@router.post("/duties/{shift}/cancellations", status_code=204, summary="Bỏ ca trực · Take a shift out")
async def cancel(shift: UUID, asked: Act, caller: Asking) -> Response:
    await duties.cancel(caller.acts(asked.request), shift)
    return Response(status_code=204)


@router.post("/people/{person}/posts", status_code=201, summary="Giao thêm chức vụ · Give a post")
async def give(person: UUID, asked: GivePost, caller: Asking) -> Made:
    new = NewPost(PersonId(person), asked.role, _place(asked.department), asked.since, asked.basis)
    return Made(id=await posts.give(caller.acts(asked.request), new))


@router.post("/posts/{post}/endings", status_code=204, summary="Thôi giữ chức vụ · End a post")
async def end_post(post: UUID, asked: EndPost, caller: Asking) -> Response:
    """What waits for whoever held it moves on; nobody left: its author and the administrators are told."""
    await posts.end(caller.acts(asked.request), PositionId(post), asked.last, asked.basis)
    return Response(status_code=204)
