"""Levels of systems that a facility declares by its own paper."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, UploadFile
from pydantic import TypeAdapter, ValidationError

from api.deps import Asking
from api.shapes.levels import CriterionShape, LevelsAnswer
from api.shapes.shape import Text, Words
from api.uploads import upload
from domain.errors import Malformed
from domain.faults import both
from domain.levels import LevelCriterion
from domain.names import TrackId
from domain.outside_papers import OutsidePaper
from services import levels
from services.levels import NewLevel

router = APIRouter(tags=["levels"])
CRITERIA = TypeAdapter(list[CriterionShape])
LONGEST = 400_000
"""Characters of all criteria."""


@router.get("/tracks/{track}/levels", summary="Mức phần mềm tự công bố · Declared levels")
async def read(track: UUID, caller: Asking) -> LevelsAnswer:
    return LevelsAnswer.of(await levels.read(caller.reads(), TrackId(track)))


@router.post("/tracks/{track}/levels/{system}", status_code=204, summary="Công bố mức · Declare a level")
async def declare(
    track: UUID,
    system: str,
    caller: Asking,
    level: Annotated[Words, Form(examples=["6"])],
    paper_number: Annotated[Text, Form()],
    paper_day: Annotated[date, Form()],
    paper_issuer: Annotated[Text, Form()],
    criteria: Annotated[str, Form(max_length=LONGEST, description="JSON: `[{level, code, title, met, words}]`.")],
    file: Annotated[list[UploadFile], File(max_length=10, description="Văn bản công bố mức, PDF. · The paper, PDF.")],
    request: Annotated[Words | None, Form()] = None,
) -> None:
    """The criteria are those of the list the facility was judged by."""
    files = tuple([await upload(one) for one in file])
    paper = OutsidePaper(paper_number, paper_day, paper_issuer)
    await levels.declare(caller.acts(request), TrackId(track), system, NewLevel(level, paper, _criteria(criteria), files))


def _criteria(text: str) -> tuple[LevelCriterion, ...]:
    """Raises: Malformed."""
    try:
        return tuple(LevelCriterion(**dict(one)) for one in CRITERIA.validate_json(text))
    except ValidationError as no:
        where = "; ".join(".".join(map(str, one["loc"])) for one in no.errors()[:5])
        raise Malformed(both(f"criteria: JSON không đúng ({where})", f"not the JSON that is asked for ({where})")) from no
