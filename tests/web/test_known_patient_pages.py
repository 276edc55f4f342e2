"""Whoever comes again has a record opened in one more click; another person's name under their number opens none."""

from html import unescape

from tests.people import LAN, NAM, VINH
from tests.referring import left, sent
from tests.stack import Stack
from tests.web.desk import Desk, desk
from tests.web.test_record_pages import PATIENT

TUE = {"patient": "Vũ Thị Tuệ", "birth": "1999-05-06", "sex": "female"}
OTHER = {"patient": "Trần Văn Khác Hẳn", "birth": "1950-01-01", "sex": "male"}
OFFER = "Mở hồ sơ cho người này"


def asked(code: str, number: str, **other: str) -> dict[str, str]:
    return PATIENT | TUE | {"code": code, "citizen_id": number} | other


async def known(here: Desk, code: str, number: str, patient: str) -> None:
    """A first record under the house's own code, as the HIS opens it."""
    await here.send("/records", asked(code, number, patient_code=patient))
    assert here.status == 200, here.told()


async def test_a_returning_patient_is_offered_with_everything_kept(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, NAM) as nam:
        await known(lan, "WEB-8201", "033199820001", "BN-8201")
        again = asked("WEB-8202", "033199820001", reason="Khó thở về đêm")
        await lan.send("/records", again)
        assert (lan.status, "Đây là người bệnh BN-8201 (Vũ Thị Tuệ, sinh năm 1999)" in lan.page) == (409, True)
        assert "Người bệnh đã có tại cơ sở" in lan.told()
        assert ('value="Khó thở về đêm"' in lan.page, 'value="WEB-8202"' in lan.page) == (True, True)
        assert "same_reason" not in lan.page, "nothing differs, nothing is to be confirmed"
        assert (OFFER in lan.page, lan.hidden("patient_code")) == (True, "BN-8201")
        await lan.send("/records", again | {"patient_code": lan.hidden("patient_code")})
        assert (lan.status, "WEB-8202" in lan.page) == (200, True)
        await nam.open("/patients/BN-8201")
        assert ("WEB-8201" in nam.page, "WEB-8202" in nam.page) == (True, True)


async def test_another_name_is_corrected_or_confirmed_with_the_reason(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, NAM) as nam:
        await known(lan, "WEB-8203", "033199820003", "BN-8203")
        wrong = asked("WEB-8204", "033199820003", **OTHER, patient_code="BN-8203")
        await lan.send("/records", wrong)
        assert lan.status == 409
        assert "Họ và tên: khác họ tên đã ghi của người bệnh này" in lan.told()
        assert "BN-8203 (Vũ Thị Tuệ, sinh năm 1999)" in lan.told()
        assert 'value="Trần Văn Khác Hẳn"' in lan.page
        await lan.send("/records", wrong | {"same_person": "1"})
        assert (lan.status, "Cần nêu lý do, giấy tờ đã xem" in lan.page, OFFER in lan.page) == (422, True, True)
        why = "Đã đối chiếu căn cước công dân, lần trước ghi nhầm"
        await lan.send("/records", wrong | {"same_person": "1", "same_reason": why})
        assert lan.status == 200, lan.told()
        assert ("Vũ Thị Tuệ" in lan.page, "Trần Văn Khác Hẳn" in lan.page) == (True, False)
        assert "Xác nhận hồ sơ là của người bệnh đã có" in lan.page
        await nam.open("/patients/BN-8203")
        assert why in unescape(nam.page)


async def test_what_is_no_number_comes_back_in_the_form(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        await lan.send("/records", asked("WEB-8209", "03319\x00"))
        assert (lan.status, 'value="WEB-8209"' in lan.page, OFFER in lan.page) == (422, True, False)


async def test_the_refusal_is_read_in_english_too(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        await known(lan, "WEB-8205", "033199820005", "BN-8205")
        await lan.send("/language", {"language": "en", "next": "/records"})
        await lan.send("/records", asked("WEB-8206", "033199820005", **OTHER))
        assert "This is patient BN-8205 (Vũ Thị Tuệ, born in 1999)" in lan.page
        assert ("This patient is known here" in lan.told(), "not the birthday this patient has here" in lan.told()) == (True, True)


async def test_a_transferred_patient_known_here_is_offered_at_once(stack: Stack) -> None:
    record, _ = await left(stack, "82-0007")
    which = await sent(stack, record)
    async with desk(stack, VINH) as vinh:
        await vinh.open(f"/records/new?referral={which}")
        assert OFFER not in vinh.page, "who is known elsewhere is not known here"
        number = vinh.page.split('name="citizen_id"')[1].split('value="')[1][:12]
        comes = {"patient": "Nguyễn Thị Thuỳ Hạnh", "birth": "1970-05-01", "sex": "female", "kind": "inpatient", "reason": "Chuyển đến"}
        comes |= {"department": "33012/NOI", "doctor": str(VINH.id), "citizen_id": number}
        await vinh.send("/records", comes | {"code": "KC-82-0006", "patient_code": "KC-BN-7"})
        assert vinh.status == 200, vinh.told()
        await vinh.open(f"/records/new?referral={which}")
        assert "Đây là người bệnh KC-BN-7 (Nguyễn Thị Thuỳ Hạnh, sinh năm 1970)" in vinh.page
        asks = comes | {"code": "KC-82-0007", "referral": str(which), "patient_code": vinh.hidden("patient_code")}
        await vinh.send("/records", asks)
        assert (vinh.status, "KC-82-0007" in vinh.page, "Bệnh viện Đa khoa tỉnh Hưng Yên" in unescape(vinh.page)) == (200, True, True)


async def test_the_records_office_corrects_what_was_mistyped(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, NAM) as nam:
        await known(lan, "WEB-8208", "033199820008", "BN-8208")
        await nam.open("/patients/BN-8208")
        assert "Sửa thông tin ghi nhầm" in nam.page
        right = {"patient": "Vũ Thị Tuệ", "birth": "1999-06-05", "sex": "female", "number": "033199820008"}
        await nam.send("/patients/BN-8208/corrections", right | {"because": ""})
        assert (nam.status, "Cần nêu lý do, giấy tờ đã xem" in nam.page, 'value="1999-06-05"' in nam.page) == (422, True, True)
        await nam.send("/patients/BN-8208/corrections", right | {"because": "Ghi ngược ngày và tháng"})
        assert (nam.status, "Ngày sinh: 06/05/1999 → 05/06/1999" in unescape(nam.page)) == (200, True)
        assert "Ghi ngược ngày và tháng" in nam.page
        await nam.send("/patients/BN-8208/corrections", right | {"birth": "?", "because": "x"})
        assert nam.status == 422
