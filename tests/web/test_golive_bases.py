"""A decision's form is begun with its bases, which stay whoever's draws it up to change; a refused one comes back as it was said."""

import html
import re
from uuid import UUID

from domain.clock import day
from domain.names import DocumentId
from services import issuing, signatures
from services.issuing import NewOutside
from tests.care import reviewed
from tests.golive import appraised, hospital, prepared
from tests.rollout import pdf
from tests.stack import Stack
from tests.web.desk import Desk, desk

KCB = "Căn cứ Luật Khám bệnh, chữa bệnh số 15/2023/QH15 ngày 09 tháng 01 năm 2023"


def bases(page: Desk) -> list[str]:
    """What stands in the form."""
    found = re.search(r'<textarea[^>]*name="bases"[^>]*>(.*?)</textarea>', page.page, re.DOTALL)
    assert found
    return html.unescape(found[1]).strip().splitlines()


async def test_the_decision_is_begun_with_laws_and_own_regulations(stack: Stack) -> None:
    here = await hospital(stack, "wgb")
    today = day(stack.clock())
    await issuing.enter(
        stack.by(here.clerk), NewOutside("907/QĐ-BV", today, "Quy định camera bản giấy", subject="camera", file=pdf("Quy định camera"))
    )
    await appraised(stack, here)
    await prepared(stack, here)
    page = f"/tracks/{here.there.track}/golive/record/decision"
    own = f"Căn cứ Quy định camera bản giấy ban hành kèm theo Quyết định số 907/QĐ-BV ngày {today.day:02} tháng "
    async with desk(stack, here.administrator) as admin:
        await admin.open(page)
        assert bases(admin)[0] == KCB
        assert any(line.startswith(own) for line in bases(admin))
        said = {"bases": f"{KCB}\nCăn cứ Nghị quyết của Hội đồng", "starts_on": "2026-12-15", "scope": "Toàn viện", "articles": "Thi hành."}
        await admin.send(page, said)
        document = admin.address.removeprefix("/documents/")
        assert document != admin.address, admin.told()
        refused = await reviewed(stack, here.director, DocumentId(UUID(document)))
        await signatures.refuse(stack.by(here.director), refused, "Thiếu nơi nhận")
        await admin.open(page)
        assert bases(admin) == [KCB, "Căn cứ Nghị quyết của Hội đồng"]
        await admin.open(page.replace("decision", "reversal"))
        assert bases(admin)[0] == KCB
