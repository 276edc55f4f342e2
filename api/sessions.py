"""Signing in and out, and who one is."""

from fastapi import APIRouter, Response

from api.deps import Asking, Inside
from api.shapes.people import Change, Me, SessionAnswer, SignIn
from domain.errors import NotAllowed
from domain.roles import Role
from services import passwords, people

router = APIRouter(tags=["sessions"])


@router.post("/sessions", status_code=201, summary="Đăng nhập · Sign in")
async def sign_in(asked: SignIn, house: Inside) -> SessionAnswer:
    """Gives a token for `Authorization: Bearer …`. A session of a year (`machine`) is for HIS, LIS and RIS-PACS only."""
    token = await people.sign_in(house, asked.login, asked.password, asked.machine)
    signed_in = await people.who(house, token)
    role = signed_in.acting.position.role if signed_in.acting else ""
    if asked.machine and role != Role.INTEGRATOR:
        await people.sign_out(house, token)
        raise NotAllowed(role, "session.machine", "")
    return SessionAnswer(token=token, me=Me.of(signed_in))


@router.delete("/sessions/current", status_code=204, summary="Đăng xuất · Sign out")
async def sign_out(caller: Asking) -> Response:
    """Ends the session this request came with."""
    await people.sign_out(caller.house, caller.token)
    return Response(status_code=204)


@router.get("/me", summary="Tôi là ai · Who am I")
async def me(caller: Asking) -> Me:
    """The person, the positions held today, and the acting one (another by `X-Position`)."""
    return Me.of(caller.signed_in)


@router.post("/me/password", status_code=204, summary="Đổi mật khẩu · Change the password")
async def change_password(asked: Change, caller: Asking) -> Response:
    """One's own, 8–200 characters; ends one's other sessions. A wrong old one counts as a wrong sign-in."""
    await passwords.change_password(caller.acts(asked.request), caller.token, asked.words())
    return Response(status_code=204)


@router.post("/me/pin", status_code=204, summary="Đổi mã PIN · Change the PIN")
async def change_pin(asked: Change, caller: Asking) -> Response:
    """Of one's own key, 6–12 digits. Wrong old ones are counted as at signing."""
    await passwords.change_pin(caller.acts(asked.request), asked.words())
    return Response(status_code=204)
