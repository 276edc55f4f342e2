"""Plans beside their papers: everything of one as data, what is found in it, what a department of health decided."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.deps import Asking
from api.shapes.plan_papers import DecideFinding, PaperAnswer, PaperLine
from api.shapes.shape import Text
from services import plan_exports, plan_papers
from services.plan_exports import MEDIA, Format

router = APIRouter(tags=["plan-papers"])
FILES: dict[int | str, dict[str, Any]] = {200: {"content": {media: {} for media in MEDIA.values()}}}


@router.get("/plan-papers", summary="Kế hoạch có dạng dữ liệu · Plans there are as data")
async def listing(caller: Asking) -> list[PaperLine]:
    """Every plan, open or not."""
    return [PaperLine.of(plan) for plan in await plan_papers.listing(caller.reads())]


@router.get("/plan-papers/{code}", summary="Một kế hoạch cạnh bản giấy · A plan beside its paper")
async def paper(code: str, caller: Asking) -> PaperAnswer:
    """The plan whole, as `hsba plans show --json` gives it, with the linter's findings and this department's decisions."""
    return PaperAnswer.of(await plan_papers.read(caller.reads(), code))


@router.get("/plan-papers/{code}/export", summary="Kế hoạch thành tệp · A plan as a file", response_class=Response, responses=FILES)
async def export(
    code: str, caller: Asking, wanted: Annotated[Text, Query(alias="format", description=f"Một trong: {', '.join(Format)}.")]
) -> Response:
    """A workbook or YAML that can be read back without loss, or a printed copy in the official layout that says it is a copy."""
    made = await plan_exports.export(caller.reads(), code, wanted)
    return Response(made.content, media_type=made.media, headers={"content-disposition": f'attachment; filename="{made.name}"'})


@router.post("/plan-papers/{code}/findings/{finding}/decide", status_code=204, summary="Quyết định về một điều · Decide about a finding")
async def decide(code: str, finding: str, asked: DecideFinding, caller: Asking) -> None:
    """Of a department of health. A later decision stands after the earlier ones."""
    await plan_papers.decide(caller.acts(asked.request), code, finding, asked.choice, asked.reason)
