"""The register of outgoing papers: every number of the facility, and papers that got theirs outside hsba."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, File, Form, Query, UploadFile

from api.deps import Asking
from api.shapes.issuing import Entered, Register
from api.shapes.shape import Text, Words
from api.uploads import upload
from services import issuing
from services import register as register_of
from services.issuing import NewOutside

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
async def enter(
    caller: Asking,
    number: Annotated[Words, Form(examples=["45/QĐ-BV"])],
    day: Annotated[date, Form()],
    title: Annotated[Words, Form()],
    recipient: Annotated[Text, Form()] = "",
    subject: Annotated[Text, Form(description="GET /regulation-templates", examples=["ehr"])] = "",
    begins: Annotated[date | None, Form()] = None,
    file: Annotated[UploadFile | None, File(description="Quy chế đã ban hành (PDF). · A regulation's paper.")] = None,
    confirmed: Annotated[bool, Form(description="Đúng số dù cách xa số mới nhất. · Right although far beyond the newest.")] = False,
    request: Annotated[Words | None, Form()] = None,
) -> Entered:
    """The series goes on after its number; with a subject it is the facility's regulation on it, and its file is asked for."""
    sent = await upload(file) if file else None
    new = NewOutside(number, day, title, recipient, subject, begins, sent, confirmed)
    return Entered(regulation=await issuing.enter(caller.acts(request), new))
