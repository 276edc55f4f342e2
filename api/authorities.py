"""Other units of the province that plans give work to: who has a track of their own."""

from fastapi import APIRouter

from api.deps import Asking
from api.shapes.authorities import AddAuthority, AuthoritiesAnswer, AuthorityAdded
from services import authorities

router = APIRouter(tags=["authorities"])


@router.get("/authorities", summary="Cơ quan, đơn vị của tỉnh · Units of the province")
async def read(caller: Asking) -> AuthoritiesAnswer:
    """Those that are here, and the units plans name that are not."""
    return AuthoritiesAnswer.of(await authorities.read(caller.reads()))


@router.post("/authorities", status_code=201, summary="Thêm một đơn vị của tỉnh · Add one")
async def add(asked: AddAuthority, caller: Asking) -> AuthorityAdded:
    """Of a department of health; its first account is made on the page, where a plan that runs takes it in too."""
    return AuthorityAdded(id=await authorities.add(caller.acts(asked.request), asked.words()))
