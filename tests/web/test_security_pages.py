"""Security on pages: a dossier entered, a finding mended and looked at again by another, the checklist."""

import re
from html import unescape

from domain.clock import day
from tests.preparing import hospital
from tests.stack import Stack
from tests.web.desk import desk

PDF = ("Tệp.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")


def words(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


async def test_dossier_finding_and_checklist(stack: Stack) -> None:
    of = await hospital(stack, "wse1")
    here, today = f"/tracks/{of.there.track}/security", day(stack.clock()).isoformat()
    async with desk(stack, of.administrator) as anh, desk(stack, of.it_officer) as vinh, desk(stack, of.there.officer) as tam:
        said = {"kind": "dossier", "level": "9", "words": "HIS", "paper_number": "412/QĐ", "paper_day": today, "paper_issuer": "Sở Y tế"}
        await anh.send(f"{here}/papers", said)
        assert (anh.status, "ấp độ từ 1 đến 5" in anh.told(), "gửi kèm văn bản" in anh.told()) == (422, True, True)
        await anh.send(f"{here}/papers", said | {"level": "3"}, files={"file": PDF})
        assert "Phê duyệt cấp độ (3)" in words(anh.page)
        await anh.send(f"{here}/findings", {"finding": "Tường lửa cũ", "severity": "high", "owner": "", "due": today})
        assert (anh.status, "họn người" in anh.told()) == (422, True)
        finding = {"finding": "Tường lửa cũ", "severity": "high", "owner": str(of.it_officer.id), "due": today}
        await anh.send(f"{here}/findings", finding)
        await vinh.open("/")
        assert "được giao khắc phục điểm yếu" in words(vinh.page)
        await vinh.send(f"{here}/findings/1/mending", {"mended-1": ""}, files={"mended-file-1": PDF})
        assert (vinh.status, "hi đã khắc phục thế nào" in vinh.told()) == (422, True)
        await vinh.send(f"{here}/findings/1/mending", {"mended-1": "Đã cập nhật"}, files={"mended-file-1": PDF})
        assert "người khác kiểm tra lại" in words(vinh.page)
        await anh.send(f"{here}/findings/1/recheck", {"good-1": "yes", "checked-1": ""})
        assert anh.status == 422
        await anh.send(f"{here}/findings/1/recheck", {"good-1": "yes", "checked-1": "Đã đối chiếu"})
        assert "đã xong" in words(anh.page)
        await anh.send(f"{here}/checks/fire_safety", {"met-fire_safety": "yes", "check-fire_safety": "Biên bản PCCC"})
        assert (anh.status, "minh chứng" in anh.told()) == (422, True)
        answer = {"met-fire_safety": "yes", "check-fire_safety": "Biên bản PCCC"}
        await anh.send(f"{here}/checks/fire_safety", answer, files={"check-file-fire_safety": PDF})
        await tam.open(f"/tracks/{of.there.track}/readiness")
        assert "cấp độ 3, 0 điểm yếu chưa xong, danh mục đạt 1/6" in words(tam.page)
        await tam.open(here)
        assert "Ghi điểm yếu" not in tam.page
        assert "Rút vì ghi sai" not in tam.page
        await anh.open(here)
        assert "Rút vì ghi sai" not in anh.page, "who entered it does not take it back"
        await vinh.open(here)
        path = re.search(r'action="(/tracks/[^"]+/papers/(\d+)/withdrawal)"', vinh.page)
        assert path
        await vinh.send(path[1], {f"reason-{path[2]}": " "})
        assert (vinh.status, "ghi lý do" in vinh.told().lower()) == (422, True)
        await vinh.send(path[1], {f"reason-{path[2]}": "Văn bản của đơn vị khác"})
        assert "Đã rút: Văn bản của đơn vị khác" in words(vinh.page)
