"""Readiness on pages: one look, connections moved on, exchanges and restore drills recorded."""

import re
from datetime import timedelta
from html import unescape

from domain.clock import VIETNAM, day
from tests.preparing import hospital
from tests.rollout import declared
from tests.stack import Stack
from tests.web.desk import desk, minute

PDF = {"name": ("Tệp.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")}


def words(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


async def test_a_connection_is_moved_on_and_its_exchanges_recorded(stack: Stack) -> None:
    of = await hospital(stack, "wrd1")
    track, code = f"/tracks/{of.there.track}", "prescription"
    here = f"{track}/endpoints"
    async with desk(stack, of.administrator) as anh, desk(stack, of.there.officer) as tam:
        await anh.send(f"{here}/{code}/steps", {f"to-{code}": "agreed", f"responsible-{code}": ""})
        assert (anh.status, "họn người" in anh.told()) == (422, True)
        by = {f"responsible-{code}": str(of.it_officer.id)}
        await anh.send(f"{here}/{code}/steps", by | {f"to-{code}": "testing"})
        assert "đang kiểm thử" in words(anh.page)
        await anh.send(f"{here}/{code}/steps", by | {f"to-{code}": "running"})
        assert (anh.status, "kết quả kiểm thử" in anh.told()) == (422, True)
        await anh.send(f"{here}/{code}/steps", by | {f"to-{code}": "running"}, files={f"test-{code}": PDF["name"]})
        said = {f"at-{code}": minute(stack), f"result-{code}": "done", f"words-{code}": "Đơn thuốc mẫu"}
        await anh.send(f"{here}/{code}/exchanges", said)
        assert (anh.status, "bằng chứng" in anh.told()) == (422, True)
        await anh.send(f"{here}/{code}/exchanges", said, files={f"proof-{code}": PDF["name"]})
        await anh.send(f"{here}/{code}/exchanges", said | {f"result-{code}": "failed", f"words-{code}": "Lỗi 500"})
        await tam.open(here)
        for one in ("1/7", "Đơn thuốc mẫu", "Lỗi 500", "Đỗ Quang Vinh"):
            assert one in words(tam.page)
        assert "Ghi bước mới" not in tam.page
        await tam.open(f"{track}/readiness")
        assert "1/7 đầu kết nối đang chạy, 0 im lặng quá lâu" in words(tam.page)
        await tam.open(track)
        assert f'href="{track}/readiness"' in tam.page


async def test_a_drill_is_recorded_and_a_wrong_one_taken_back(stack: Stack) -> None:
    of = await hospital(stack, "wrd2")
    track = f"/tracks/{of.there.track}"
    start = stack.clock().astimezone(VIETNAM) - timedelta(hours=4)
    async with desk(stack, of.administrator) as anh, desk(stack, of.it_officer) as vinh:
        await anh.send(f"{track}/drills", {"what": "", "started_at": "", "ended_at": "", "backup_of": ""})
        assert (anh.status, "Bắt đầu: chọn ngày và giờ" in anh.told()) == (422, True)
        times = {"started_at": start.strftime("%Y-%m-%dT%H:%M"), "ended_at": (start + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")}
        said = {"what": "Cơ sở dữ liệu HIS", "backup": "NAS tầng 3", "backup_of": day(start).isoformat(), "result": "restored"}
        await anh.send(f"{track}/drills", said | times | {"words": "Đối chiếu 200 hồ sơ"})
        assert (anh.status, "biên bản diễn tập" in anh.told()) == (422, True)
        await anh.send(f"{track}/drills", said | times | {"words": "Đối chiếu 200 hồ sơ"}, files={"file": PDF["name"]})
        assert "120 phút" in words(anh.page)
        assert "Rút vì ghi sai" not in anh.page
        await vinh.open(f"{track}/readiness")
        assert "lần khôi phục đủ gần nhất" in words(vinh.page)
        await vinh.open(f"{track}/drills")
        address = re.search(r'action="([^"]+/withdrawal\?n=1)"', vinh.page)
        assert address
        await vinh.send(address[1], {"reason-1": ""})
        assert vinh.status == 422
        await vinh.send(address[1], {"reason-1": "Ghi nhầm ngày"})
        assert "Đã rút: Ghi nhầm ngày" in words(vinh.page)


async def test_a_milestone_leads_to_its_register(stack: Stack) -> None:
    of = await hospital(stack, "wrd3")
    await declared(stack, of.administrator, of.there.track)
    async with desk(stack, of.administrator) as anh:
        await anh.open(f"/tracks/{of.there.track}")
        found = set()
        for code in sorted(set(re.findall(rf'href="/tracks/{of.there.track}/milestones/([^"]+)"', anh.page))):
            await anh.open(f"/tracks/{of.there.track}/milestones/{code}")
            found |= set(re.findall(rf'href="/tracks/{of.there.track}/(certificates|training|endpoints)"', anh.page))
        assert "certificates" in found


async def test_a_level_is_declared_with_criteria_pasted_from_a_spreadsheet(stack: Stack) -> None:
    of = await hospital(stack, "wrd5")
    track = f"/tracks/{of.there.track}"
    here = f"{track}/levels"
    async with desk(stack, of.it_officer) as vinh, desk(stack, of.there.officer) as tam:
        said = {"level-HIS": "7", "paper_number-HIS": "412/QĐ-BV", "paper_day-HIS": day(stack.clock()).isoformat()}
        said |= {"paper_issuer-HIS": "Bệnh viện đa khoa tỉnh Hưng Yên"}
        await vinh.send(f"{here}/HIS", said | {"criteria-HIS": "6\t41\tBệnh án nội trú"}, files={"file-HIS": PDF["name"]})
        assert vinh.status == 422, vinh.told()
        assert "Dòng 1: ghi đủ mức; mã; tên tiêu chí" in words(vinh.page)
        assert "412/QĐ-BV" in vinh.page, "what was typed is still there"
        pasted = "5\t31\tKê đơn điện tử\tđạt\n6\t41\tBệnh án nội trú\tchưa\tkhoa Ngoại\n7;55;Hỗ trợ ra quyết định;x"
        await vinh.send(f"{here}/HIS", said | {"criteria-HIS": pasted}, files={"file-HIS": PDF["name"]})
        await tam.open(here)
        for one in ("Kế hoạch yêu cầu mức 6", "Đã công bố mức 7", "Đạt theo tiêu chí đã nhập mức 5", "41 Bệnh án nội trú"):
            assert one in words(tam.page)
        assert 'name="criteria-HIS"' not in tam.page
        await tam.open(f"{track}/readiness")
        assert "HIS: đã công bố mức 5, kế hoạch yêu cầu mức 6" in words(tam.page)
        await tam.open(f"{track}/milestones/3.3b-1")
        assert f'href="{here}"' in tam.page
