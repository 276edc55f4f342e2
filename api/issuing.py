"""The register of outgoing papers: every number of the facility, and papers that got theirs outside hsba."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.deps import Asking
from api.shapes.issuing import Entered, EnterOutside, Register
from api.shapes.shape import Text
from services import issuing
from services import register as register_of

router = APIRouter(tags=["issuing"])


@router.get("/issued", summary="Sổ đăng ký văn bản đi · The register of outgoing papers")
async def register(
    caller: Asking,
    year: Annotated[int, Query(ge=0, le=9999, description="0: năm nay. · 0 is this year.")] = 0,
    series: Text = "",
    q: Annotated[Text, Query(description="Tên, số, nơi nhận hoặc mã tra cứu. · Title, number, recipient or look-up code.")] = "",
) -> Register:
    """Every number given in the year, here or outside."""
    return Register.of(await register_of.register(caller.reads(), year, series, q))


@router.post("/issued", status_code=201, summary="Nhập văn bản cấp số ngoài hệ thống · Enter a paper numbered outside")
async def enter(asked: EnterOutside, caller: Asking) -> Entered:
    """The series goes on after its number."""
    return Entered(regulation=await issuing.enter(caller.acts(asked.request), asked.new()))
