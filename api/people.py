"""People and departments of the acting position's facility."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.deps import Asking
from api.shapes.people import Bring, Brought, Colleague
from api.shapes.shape import Named
from domain.roles import Role
from services import people

router = APIRouter(tags=["people"])


@router.get("/people", summary="Ai giữ vị trí gì · Who holds which position")
async def listing(caller: Asking, role: Annotated[list[Role] | None, Query()] = None) -> list[Colleague]:
    """Everybody who holds a position here today; only these roles when `role` is given."""
    return [Colleague.of(post) for post in await people.colleagues(caller.reads(), tuple(role or ()))]


@router.post("/people", status_code=201, summary="Thêm người · Bring somebody in")
async def bring_in(asked: Bring, caller: Asking) -> Brought:
    """Adds a person with a position, a token and a certificate."""
    return Brought(id=await people.bring_in(caller.acts(asked.request), asked.words()))


@router.get("/departments", summary="Khoa, phòng · Departments")
async def departments(caller: Asking) -> list[Named]:
    return [Named(id=one, name=name) for one, name in await people.departments(caller.reads())]
