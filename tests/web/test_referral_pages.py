"""A patient is transferred out, expected, taken in or not, on pages of both facilities."""

import io
import re
import zipfile
from html import unescape

from tests.care import opened
from tests.people import LAN, LIEN, MAI, NAM, VINH
from tests.referring import centre, left, sent, slip
from tests.stack import Stack
from tests.web.desk import Desk, desk, minute


def words(here: Desk) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", here.page).split()))


async def test_from_the_discharge_to_the_package(stack: Stack) -> None:
    await centre(stack)
    record = await opened(stack, "71-0001")
    async with desk(stack, LAN) as lan:
        said = {"outcome": "transferred", "diagnosis": "Đái tháo đường típ 2", "summary": "Insulin"}
        await lan.send(f"/records/{record}/discharge", said)
        assert lan.address == f"/records/{record}/referrals/new", "the outcome leads there"
        assert ("Lập phiếu chuyển" in lan.page, 'name="receiver"' in lan.page) == (True, False)
        await lan.open(f"/records/{record}")
        assert "Chưa lập: Phiếu chuyển cơ sở khám bệnh, chữa bệnh" in words(lan)
        document = await slip(stack, record)
        await lan.open(f"/records/{record}")
        assert "Gửi gói hồ sơ chuyển cơ sở" in lan.page
        await lan.open(f"/records/{record}/referrals/new")
        assert '<option value="33012" selected>' in lan.page, "the slip names it"
        await lan.send(f"/records/{record}/referrals", {"days": "99", "receiver": "33012"})
        assert (lan.status, "Từ 1 đến 30 ngày" in lan.page) == (422, True)
        await lan.send(f"/records/{record}/referrals", {"days": "7", "receiver": "33012", "may_copy": "1", "note": "Xin giường"})
        assert "chờ cơ sở tiếp nhận" in words(lan)
        assert f"/documents/{document}/1" in lan.page
        await lan.open(f"/records/{record}")
        assert ("Trung tâm Y tế Khoái Châu" in lan.page, "referrals/new" in lan.page) == (True, False)


async def test_expected_read_and_taken_in(stack: Stack) -> None:
    record, _ = await left(stack, "71-0002")
    which = await sent(stack, record)
    async with desk(stack, VINH) as vinh, desk(stack, LAN) as lan, desk(stack, LIEN) as lien:
        await lien.open("/")
        assert "Người bệnh được chuyển đến" in lien.page
        await vinh.open("/records")
        assert "Người bệnh chuyển đến (" in vinh.page
        await vinh.open("/referrals")
        assert (f"/referrals/{which}" in vinh.page, "Nguyễn Thị Thuỳ Hạnh" in vinh.page) == (True, True)
        await vinh.open(f"/referrals/{which}")
        assert f"/records/{record}" not in vinh.page
        await vinh.open(f"/referrals/{which}/documents/1")
        assert (vinh.status, vinh.headers["content-type"]) == (200, "application/pdf")
        assert (await vinh.open(f"/referrals/{which}/documents/2"), vinh.status)[1] == 404
        answer = await vinh.client.get(f"/referrals/{which}/file")
        assert "manifest.json" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()

        await vinh.open(f"/records/new?referral={which}")
        assert 'value="Nguyễn Thị Thuỳ Hạnh"' in vinh.page
        asked = {"referral": str(which), "patient": "Nguyễn Thị Thuỳ Hạnh", "birth": "1970-05-01", "sex": "female", "kind": "inpatient"}
        asked |= {"department": "33012/NOI", "doctor": str(VINH.id), "reason": "Chuyển đến", "code": "KC-71-0002"}
        number = vinh.page.split('name="citizen_id"')[1].split('value="')[1][:12]
        await vinh.send("/records", asked | {"citizen_id": "033170999998"})
        assert (vinh.status, "Khác số định danh của người bệnh" in vinh.page) == (409, True)
        assert f'name="referral" value="{which}"' in vinh.page
        await vinh.send("/records", asked | {"citizen_id": number})
        assert ("KC-71-0002" in vinh.page, "Bệnh viện Đa khoa tỉnh Hưng Yên" in words(vinh)) == (True, True)
        assert "Ghi cơ sở đã chuyển người bệnh đến" in words(vinh)
        await vinh.open(f"/records/new?referral={which}")
        assert (vinh.status, "đã được tiếp nhận" in vinh.page) == (409, True)

        await lan.open(f"/records/{record}")
        assert "đã tiếp nhận, hồ sơ KC-71-0002" in words(lan)
        for one in ("Gửi gói hồ sơ chuyển cơ sở", "Cơ sở tiếp nhận mở hồ sơ cho người bệnh", "Lấy bản sao gói hồ sơ chuyển cơ sở"):
            assert one in words(lan)
        await lan.open(f"/records/{record}?reads=1")
        assert f"{VINH.name}, Bác sĩ" in words(lan)
        await lien.open(f"/referrals/{which}")
        assert lien.status == 200
        assert f"/records/{record}/referrals/new" not in (await lan.open(f"/records/{record}")), "its window is open"
        await lan.send(f"/referrals/{which}/ending", {"recalled": "Gửi lại, thêm kết quả"})
        assert f"/records/{record}/referrals/new" in (await lan.open(f"/records/{record}"))


async def test_not_taken_in_and_recalled(stack: Stack) -> None:
    record, _ = await left(stack, "71-0003")
    which = await sent(stack, record)
    async with desk(stack, LIEN) as lien, desk(stack, NAM) as nam, desk(stack, MAI) as mai:
        await lien.open(f"/referrals/{which}")
        await lien.send(f"/referrals/{which}/refusal", {"why": "refused", "words": ""})
        assert (lien.status, "Ghi lý do" in lien.page) == (422, True)
        await lien.send(f"/referrals/{which}/refusal", {"why": "refused", "words": "Hết giường"})
        assert ("Hết giường" in lien.page, "Nguyễn Thị Thuỳ Hạnh" in lien.page) == (True, False)
        await nam.open(f"/referrals/{which}")
        assert "Không tiếp nhận" in words(nam)
        again = await sent(stack, record)
        await nam.send(f"/referrals/{again}/ending", {"recalled": " "})
        assert (nam.status, "Ghi lý do" in nam.page) == (422, True)
        await nam.send(f"/referrals/{again}/ending", {"recalled": "Gửi nhầm"})
        assert "đã thu hồi" in words(nam)
        assert (await lien.open(f"/referrals/{again}"), "Gói hồ sơ đã đóng" in lien.page)[1]
        await nam.open("/grants?show=over")
        assert "Trung tâm Y tế Khoái Châu" in nam.page
        assert (await mai.open(f"/referrals/{again}"), mai.status)[1] == 403
        assert "/referrals" not in (await mai.open("/records"))


async def test_handed_over_to_a_facility_elsewhere(stack: Stack) -> None:
    record, _ = await left(stack, "71-0004", to="BỆNH VIỆN BẠCH MAI")
    async with desk(stack, LAN) as lan:
        await lan.send(f"/records/{record}/referrals", {"days": "5", "receiver": "elsewhere", "elsewhere": "Bệnh viện Bạch Mai"})
        where = lan.address
        assert "Tải gói hồ sơ (zip)" in lan.page
        await lan.send(f"{where}/hand-over", {"way": "escort", "name": "", "at": minute(stack)})
        assert (lan.status, "Ghi họ tên người nhận gói" in lan.page) == (422, True)
        await lan.send(f"{where}/hand-over", {"way": "escort", "name": "Trần Văn Tài", "at": minute(stack)})
        assert ("Trần Văn Tài" in lan.page, "đã trao gói hồ sơ" in words(lan)) == (True, True)
        assert "Đã ghi trao gói 1 lần, gần nhất cho Trần Văn Tài lúc" in words(lan), "before another is written down"


async def test_a_slip_on_paper_is_noted_at_admission(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        asked = {"patient": "Đỗ Thị Mới", "birth": "1980-01-02", "sex": "female", "kind": "inpatient", "code": "BA-71-0005"}
        asked |= {"department": "33001/NOI", "doctor": str(LAN.id), "reason": "Sốt", "citizen_id": "033180000571"}
        await lan.send("/records", asked | {"came_from": "Phòng khám An Bình"})
        assert (lan.status, "Ghi số phiếu chuyển" in lan.page) == (422, True)
        await lan.send("/records", asked | {"came_from": "Phòng khám An Bình", "came_slip": "88/PC", "came_day": "2026-01-05"})
        assert all(one in words(lan) for one in ("Phòng khám An Bình", "88/PC", "05/01/2026"))
