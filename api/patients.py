"""Patients: identity numbers for temporary codes, and records that go from one patient to another."""

from fastapi import APIRouter, Response

from api.deps import Asking
from api.shapes.patients import Correct, Identify, Join, MoveRecords, PatientAnswer
from domain.names import RecordId
from domain.patients import Identified
from services import patients

router = APIRouter(tags=["patients"])


@router.get("/patients/{code}", summary="Người bệnh và hồ sơ của họ · A patient and their records")
async def read(code: str, caller: Asking) -> PatientAnswer:
    """With what went to and came from other patients. The read is audited."""
    return PatientAnswer.of(await patients.read(caller.reads(), code))


@router.post("/patients/{code}/identity", status_code=204, summary="Ghi số định danh cá nhân · Give the identity number")
async def identify(code: str, asked: Identify, caller: Asking) -> Response:
    """To a patient with a temporary code, which stays known. A number of another patient here is refused: join the two."""
    await patients.identify(caller.acts(asked.request), code, Identified(asked.citizen_id, asked.reason))
    return Response(status_code=204)


@router.post("/patients/{code}/corrections", status_code=204, summary="Sửa thông tin người bệnh · Correct who a patient is")
async def correct(code: str, asked: Correct, caller: Asking) -> Response:
    """Name, birthday, sex, number as they are right; what was signed stays as it was signed, archived records are told."""
    await patients.correct(caller.acts(asked.request), code, asked.words())
    return Response(status_code=204)


@router.post("/patients/{code}/join", status_code=204, summary="Nhập hai người bệnh là một · Join two patients who are one")
async def join(code: str, asked: Join, caller: Asking) -> Response:
    """Every record of this patient goes to the other."""
    await patients.join(caller.acts(asked.request), code, asked.to, asked.reason)
    return Response(status_code=204)


@router.post("/patients/{code}/moves", status_code=204, summary="Chuyển hồ sơ sang người bệnh khác · Records that are another patient's")
async def move(code: str, asked: MoveRecords, caller: Asking) -> Response:
    """Takes apart what was wrongly joined; signatures and signed content stay as they are."""
    await patients.move(caller.acts(asked.request), code, asked.to, [RecordId(one) for one in asked.records], asked.reason)
    return Response(status_code=204)
