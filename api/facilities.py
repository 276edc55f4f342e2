"""Facilities of a department of health, and other departments: the list, bringing in, a first account, taking out."""

from fastapi import APIRouter

from api.deps import Asking
from api.shapes.facilities import AddFacilities, FacilitiesAdded, FacilitiesAnswer, GiveAccount, RemoveFacility
from domain.facilities import Wrong
from domain.faults import both
from domain.names import FacilityId
from services import facilities

router = APIRouter(tags=["facilities"])
ACCOUNT = {"login": "account.login", "person": "account.name", "password": "account.password", "pin": "account.pin"}
"""Field of a fault → its name in the shape, where it is another."""
ACCOUNT |= {"post_basis": "account.basis"}


def _placed(wrong: Wrong) -> str:
    return both(f"facilities[{wrong.n}].{ACCOUNT.get(wrong.field, wrong.field)}: {wrong.vi}", wrong.en)


@router.get("/facilities", summary="Cơ sở trực thuộc, Sở Y tế khác · Facilities and other departments of health")
async def read(caller: Asking) -> FacilitiesAnswer:
    """Of a department of health."""
    return FacilitiesAnswer.of(await facilities.read(caller.reads()))


@router.post("/facilities", status_code=201, summary="Thêm cơ sở, Sở Y tế · Bring them in")
async def add(asked: AddFacilities, caller: Asking) -> FacilitiesAdded:
    """All of them or none; a plan that runs takes them in by `POST /plans/{plan}/facilities`."""
    new = [one.words() for one in asked.facilities]
    return FacilitiesAdded(ids=list(await facilities.add(caller.acts(asked.request), new, _placed)))


@router.post("/facilities/{facility}/account", status_code=201, summary="Lập tài khoản đầu tiên · Its first account")
async def give_account(facility: str, asked: GiveAccount, caller: Asking) -> FacilitiesAnswer:
    """Of one that has no administrator."""
    await facilities.give_account(caller.acts(asked.request), FacilityId(facility), asked.account.words())
    return FacilitiesAnswer.of(await facilities.read(caller.reads()))


@router.post("/facilities/{facility}/removal", summary="Xóa cơ sở nhập nhầm · Take one out")
async def remove(facility: str, asked: RemoveFacility, caller: Asking) -> FacilitiesAnswer:
    """While nothing rests on it; also a unit of the province entered by mistake."""
    await facilities.remove(caller.acts(asked.request), FacilityId(facility), asked.reason)
    return FacilitiesAnswer.of(await facilities.read(caller.reads()))
