"""Plans beside their papers: everything of one as data, what is found in it, what a department of health decided."""

from fastapi import APIRouter

from api.deps import Asking
from api.shapes.plan_papers import DecideFinding, PaperAnswer, PaperLine
from services import plan_papers

router = APIRouter(tags=["plan-papers"])


@router.get("/plan-papers", summary="Kế hoạch có dạng dữ liệu · Plans there are as data")
async def listing(caller: Asking) -> list[PaperLine]:
    """Every plan, open or not."""
    return [PaperLine.of(plan) for plan in await plan_papers.listing(caller.reads())]


@router.get("/plan-papers/{code}", summary="Một kế hoạch cạnh bản giấy · A plan beside its paper")
async def paper(code: str, caller: Asking) -> PaperAnswer:
    """The plan whole, as `hsba plans show --json` gives it, with the linter's findings and this department's decisions."""
    return PaperAnswer.of(await plan_papers.read(caller.reads(), code))


@router.post("/plan-papers/{code}/findings/{finding}/decide", status_code=204, summary="Quyết định về một điều · Decide about a finding")
async def decide(code: str, finding: str, asked: DecideFinding, caller: Asking) -> None:
    """Of a department of health. A later decision stands after the earlier ones."""
    await plan_papers.decide(caller.acts(asked.request), code, finding, asked.choice, asked.reason)
