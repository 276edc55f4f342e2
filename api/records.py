"""Records: opened, found, read, discharged, closed, and copied out of the archive."""

from hashlib import sha256
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from api import naming, pages
from api.deps import Asking
from api.shapes.records import (
    Closing,
    CorrectAdmission,
    CorrectDischarge,
    DischargeWords,
    Entrust,
    Exported,
    ExportedFile,
    Invite,
    Opened,
    OpenRecord,
    RecordAnswer,
    RecordLineAnswer,
    RecordsPage,
    RecordStands,
)
from api.shapes.shape import Act, Day, Text
from domain.names import DepartmentId, GrantId, RecordId, ShortcomingId
from domain.records import Admission, DischargeCorrection, RecordState
from domain.search import Search
from services import archive, records

router = APIRouter(tags=["records"])


@router.post("/records", status_code=201, summary="Mở hồ sơ bệnh án · Open a record")
async def open_record(asked: OpenRecord, caller: Asking) -> Opened:
    """Opens an episode of care; a repeated request is the same record."""
    context = caller.acts(asked.request)
    return Opened(id=await records.open(context, asked.words(await naming.person(context, "doctor", asked.doctor))))


@router.get("/records", summary="Tìm hồ sơ · Find records")
async def listing(
    caller: Asking,
    words: Annotated[Text, Query(description="Tên (không cần dấu), số hồ sơ, mã người bệnh, số định danh.")] = "",
    state: RecordState | None = None,
    before: Annotated[Text | None, Query(description="`next` của trang trước.")] = None,
    department: Annotated[Text | None, Query(description="Khoa điều trị. · Treating department.", examples=["33001/NOI"])] = None,
    admitted_from: Day | None = None,
    admitted_to: Annotated[Day | None, Query(description="Đến hết ngày. · Last day.")] = None,
    diagnosis: Annotated[Text, Query(description="Phần đầu mã ICD-10 của bệnh chính.", examples=["J18"])] = "",
) -> RecordsPage:
    """Records the acting position reaches, the latest admission first (names written just as typed before others), 50 a page."""
    asked = Search(words, state, DepartmentId(department) if department else None, admitted_from, admitted_to, diagnosis)
    found = await records.listing(caller.reads(), before=pages.place("before", before), narrowed=asked)
    shown, more = pages.cut(found, lambda line: (line.opened_at, line.id))
    return RecordsPage(records=[RecordLineAnswer.model_validate(line) for line in shown], next=more)


@router.get("/records/{record}", summary="Xem hồ sơ · Read a record")
async def read(record: UUID, caller: Asking, grant: UUID | None = None) -> RecordAnswer:
    """A record with its orders, documents, what is missing, and its timeline. The read is audited, with the grant it is read by.

    `grant`: for which outsider or patient the records office opens it.
    """
    context = caller.reads()
    return RecordAnswer.of(await records.read(context, RecordId(record), GrantId(grant) if grant else None), context.now)


@router.post("/records/{record}/doctors", status_code=204, summary="Giao bác sĩ điều trị · Entrust to another doctor")
async def entrust(record: UUID, asked: Entrust, caller: Asking) -> Response:
    """Another doctor of the treating department takes over; open tasks of the treating doctor go along."""
    context = caller.acts(asked.request)
    await records.entrust(context, RecordId(record), await naming.person(context, "doctor", asked.doctor), asked.reason)
    return Response(status_code=204)


@router.post("/records/{record}/admission", summary="Sửa lúc vào viện · Correct the admission")
async def correct_admission(record: UUID, asked: CorrectAdmission, caller: Asking) -> RecordStands:
    """Tells anew when the patient came: every act of the record is judged against it."""
    words = Admission(asked.admitted_at, asked.reason)
    return RecordStands.model_validate(await records.correct_admission(caller.acts(asked.request), RecordId(record), words))


@router.post("/records/{record}/guests", status_code=204, summary="Mời khoa khác · Invite a department")
async def invite(record: UUID, asked: Invite, caller: Asking) -> Response:
    """Lets another department see and work on the record."""
    await records.invite(caller.acts(asked.request), RecordId(record), DepartmentId(asked.department), asked.reason)
    return Response(status_code=204)


@router.post("/records/{record}/discharge", summary="Ra viện · Discharge")
async def discharge(record: UUID, asked: DischargeWords, caller: Asking) -> RecordStands:
    """Ends the treatment and sets the retention class."""
    return RecordStands.model_validate(await records.discharge(caller.acts(asked.request), RecordId(record), asked.words()))


@router.post("/records/{record}/discharge-correction", summary="Sửa lúc ra viện · Correct the discharge")
async def correct_discharge(record: UUID, asked: CorrectDischarge, caller: Asking) -> RecordStands:
    """Tells anew how and when the treatment ended, until the records office has the record; a closing sheet is then drawn up again."""
    words = DischargeCorrection(asked.words(), asked.reason)
    return RecordStands.model_validate(await records.correct_discharge(caller.acts(asked.request), RecordId(record), words))


@router.post("/records/{record}/closing", status_code=201, summary="Đóng hồ sơ · Close")
async def close(record: UUID, asked: Act, caller: Asking) -> Closing:
    """The completeness check, then the closing sheet that three people sign."""
    return Closing(document=await records.close(caller.acts(asked.request), RecordId(record)))


@router.post("/records/{record}/shortcomings/{shortcoming}/mending", summary="Ghi đã bổ sung · Say that it is mended")
async def mend(record: UUID, shortcoming: UUID, asked: Act, caller: Asking) -> RecordStands:
    """Of what a returned record lacked; closing it again waits for all of them."""
    mended = await records.mend(caller.acts(asked.request), RecordId(record), ShortcomingId(shortcoming))
    return RecordStands.model_validate(mended)


@router.get(
    "/records/{record}/export",
    summary="Sao chép hồ sơ đã lưu trữ · Copy an archived record",
    response_model=Exported,
    responses={200: {"content": {"application/zip": {}}}},
)
async def export(record: UUID, caller: Asking, listing: bool = False, grant: UUID | None = None) -> Exported | Response:
    """Plain copies as a zip file; `listing=true` gives paths, sizes and SHA-256 only. Both are audited as copying.

    By the records office (`grant`: for which outsider or patient), or by whoever was lent the record for copying.
    """
    under = GrantId(grant) if grant else None
    if listing:
        files = await archive.export(caller.reads(), RecordId(record), under)
        return Exported(files=[_file(path, content) for path, content in sorted(files.items())])
    copies = await archive.copies(caller.reads(), RecordId(record), under)
    named = {"content-disposition": f'attachment; filename="{record}.zip"'}
    return StreamingResponse(copies.chunks, media_type="application/zip", headers=named)


def _file(path: str, content: bytes) -> ExportedFile:
    return ExportedFile(path=path, size=len(content), sha256=sha256(content).hexdigest())
