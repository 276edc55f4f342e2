"""A consent on two pages: the doctor's words are judged first, then the device is handed over."""

from datetime import timedelta
from re import search

from domain.clock import VIETNAM
from tests.people import HUNG, LAN, MAI
from tests.services.test_consents import PHONE, SAYS, drawn, messages
from tests.signing.test_pictures import picture
from tests.stack import Stack
from tests.web.desk import Desk, desk
from tests.web.test_record_pages import opened
from web.i18n import COOKIE

EXPLAINED = ("procedure", "explainer", "diagnosis", "risks", "alternatives", "way")


def explained(stack: Stack, **other: str) -> dict[str, str]:
    at = (stack.clock() - timedelta(minutes=5)).astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M")
    return {"form": "consent", "acted_at": at, "turn": "first", **{name: SAYS[name] for name in EXPLAINED}, **other}


def given(lan: Desk, sent: dict[str, str], **other: str) -> dict[str, str]:
    """What the second page sends: what it carries along, and what was filled in."""
    code = search(r'name="confirmation" value="([^"]+)"', lan.page)
    known = {"confirmation": code[1]} if code else {}
    return sent | {"turned": "1", "giver": "patient", "outcome": "agreed"} | known | other


async def test_a_patient_reads_draws_gets_a_code_and_consents(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "DONG-Y-01")
        await lan.open(f"{record}/sheets/new?form=consent")
        assert "Nguy cơ, tai biến có thể xảy ra" in lan.page
        assert "Chữ ký vẽ hoặc dấu điểm chỉ" not in lan.page, "that is for the second page"
        first = explained(stack)
        await lan.send(f"{record}/sheets", first | {"risks": ""})
        assert (lan.status, "hãy điền" in lan.page.lower()) == (422, True)
        for wrong, said in (("", "chọn ngày và giờ"), ("2099-01-01T08:00", "ở tương lai"), ("1900-01-01T08:00", "trước ngày sinh")):
            await lan.send(f"{record}/sheets", first | {"risks": "", "acted_at": wrong})
            assert (lan.status, said in lan.page.lower(), "hãy điền" in lan.page.lower()) == (422, True, True), "before anybody draws"
        await lan.send(f"{record}/sheets", first)
        assert "Chảy máu, tụ máu tại chỗ, nhiễm trùng." in lan.page
        assert "trước khi thực hiện, tôi có thể rút lại" in lan.page
        assert lan.hidden("procedure") == first["procedure"]
        phone = {"confirmation-phone": PHONE, "drawing": drawn()}
        await lan.send(f"{record}/sheets", given(lan, first, turn="send", **phone))
        assert "09•••••678" in lan.page, lan.told()
        assert lan.hidden("drawing") == drawn(), "what was drawn is kept"
        typed = search(r"mã (\d{6}) ", messages(stack)[-1])
        assert typed
        await lan.send(f"{record}/sheets", given(lan, first, turn="submit", **phone, **{"confirmation-typed": "12"}))
        assert lan.status == 403
        assert "Mã OTP không đúng; còn 4 lần thử." in lan.told()
        await lan.send(f"{record}/sheets", given(lan, first, turn="submit", **phone, **{"confirmation-typed": typed[1]}))
        assert lan.address.startswith("/documents/"), lan.told()
        assert "chữ ký vẽ kèm mã OTP" in lan.page
        assert "không phải chữ ký số" in lan.page
        await lan.open(f"{lan.address}/enclosures/drawing")
        assert (lan.status, lan.headers["content-type"]) == (200, "image/png")


async def test_what_a_patient_reads_is_what_is_kept_in_whatever_language_staff_work(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "DONG-Y-EN")
        lan.client.cookies.set(COOKIE, "en")
        await lan.open(f"{record}/sheets/new?form=consent")
        assert "Nguy cơ, tai biến có thể xảy ra" not in lan.page
        await lan.send(f"{record}/sheets", explained(stack))
        assert "Nguy cơ, tai biến có thể xảy ra" in lan.page
        assert "trước khi thực hiện, tôi có thể rút lại" in lan.page


async def test_witnesses_are_two_and_what_was_agreed_can_be_taken_back(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, MAI) as mai, desk(stack, HUNG) as hung:
        record = await opened(lan, "DONG-Y-02")
        first = explained(stack, way="witnessed")
        await lan.send(f"{record}/sheets", first)
        assert "witnesses-2-person" in lan.page
        assert 'value="witnesses">' not in lan.page, "two are enough"
        witnessed = given(lan, first, turn="submit", drawing=drawn(), mark="fingerprint") | {"witnesses-rows": "2"}
        alone = witnessed | {"witnesses-1-person": str(MAI.id)}
        await lan.send(f"{record}/sheets", alone)
        assert "Phải chọn ít nhất 2 người" in lan.page
        await lan.send(f"{record}/sheets", alone | {"witnesses-2-person": str(HUNG.id)})
        assert lan.address.startswith("/documents/"), lan.told()
        document = lan.address.split("/")[2]
        assert "sheets/new?again=" not in lan.page
        for one in (mai, hung, lan):
            await one.sign(document, 1)
            assert one.status == 200, one.told()
        await lan.open(f"/documents/{document}")
        again = f"{record}/sheets/new?again={document}"
        assert again in lan.page
        await lan.open(again)
        back = explained(stack, again=document, way="spoken") | {"again-why": "Đổi ý"}
        await lan.send(f"{record}/sheets", back)
        await lan.send(f"{record}/sheets", given(lan, back, turn="submit", outcome="withdrawn"))
        assert lan.address == f"/documents/{document}/2", lan.told()
        assert "RÚT LẠI sự đồng ý đã cho" in lan.page


async def test_a_paper_is_scanned_and_a_picture_chosen_without_script(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "DONG-Y-03")
        first = explained(stack, way="paper")
        await lan.send(f"{record}/sheets", first)
        paper = given(lan, first, turn="submit", original="Hộp 12, tờ 3")
        await lan.send(f"{record}/sheets", paper, files={"scan-file": ("a.pdf", b"%PDF-1.7 x", "application/pdf")})
        assert "ông đọc được PDF" in lan.page
        await lan.send(f"{record}/sheets", paper, files={"scan-file": ("a.jpg", picture("JPEG", (1240, 1754)), "image/jpeg")})
        assert lan.address.startswith("/documents/"), lan.told()
        assert "chữ ký tay trên giấy" in lan.page
        await lan.open(f"{lan.address}/enclosures/scan")
        assert lan.headers["content-type"] == "image/jpeg"
