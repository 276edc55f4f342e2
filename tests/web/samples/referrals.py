"""Patients transferred: those expected, a package at both facilities, one to be sent, and what a record's page says of it."""

from dataclasses import replace
from datetime import date

from tests.web.samples.clinical import HEAD, RECORD
from tests.web.samples.house import at
from web.admissions import OpenRecordPage
from web.filters import Filter
from web.forms import Form, Option, Told
from web.referral_lines import CameLine, ReferralLine, Transfers
from web.referrals import ExpectedLine, IncomingPage, ReferralPage, SheetLine, TakenLine
from web.referring import ReferringPage, SlipLine

SENDER, RECEIVER = "Trung tâm Y tế Khoái Châu", "Bệnh viện Đa khoa tỉnh Hưng Yên"
CODE = "K7QD-M4XH-2VWP"
LINES = (
    ExpectedLine("/referrals/1", "Phùng Thị Ẵm", "02/09/1958", SENDER, CODE, at(21, 9, 12), "referral_sent", at(28, 9, 12), ""),
    ExpectedLine("/referrals/2", "Đỗ Văn Hữu", "17/04/1968", SENDER, "P3WZ-99KT-XH4M", at(20, 22, 40), "referral_sent", at(27, 22, 40), ""),
)
FILTERS = (
    Filter("Đang chờ đến", "/referrals", 2, True),
    Filter("Đã trả lời", "/referrals?show=answered", 118),
    Filter("Hết hạn, bị thu hồi", "/referrals?show=over", 7),
)
SHEETS = (
    SheetLine("/referrals/1/documents/1", "Phiếu chuyển cơ sở khám bệnh, chữa bệnh 09:00 21/11/2026", CODE, 1, "5f70bf18" * 8, True),
    SheetLine("/referrals/1/documents/2", "Tóm tắt hồ sơ bệnh án", "Q2RD-7VXM-KH4W", 1, "a94a8fe5" * 8, False),
    SheetLine("/referrals/1/documents/3", "Phiếu kết quả xét nghiệm huyết học", "ZH8K-4MWP-2VQD", 2, "de9f2c7f" * 8, False),
)
WHYS = (Option("not_come", "Người bệnh không đến"), Option("refused", "Không tiếp nhận"))
WAYS = (
    Option("patient", "Người bệnh hoặc người nhà mang theo"),
    Option("escort", "Nhân viên y tế đi cùng mang theo"),
    Option("messenger", "Người của cơ sở tiếp nhận đến lấy"),
    Option("network", "Gửi qua kênh điện tử hai bên đã thống nhất"),
)
EXPECTED = ReferralPage(
    address="/referrals/1",
    here=True,
    who="Phùng Thị Ẵm",
    born="02/09/1958",
    sender=SENDER,
    receiver=RECEIVER,
    code="BA-26-000912",
    record_address="",
    linked="",
    slip=CODE,
    state="referral_sent",
    sent_at=at(21, 9, 12),
    sent_by="Phan Quang Vinh",
    until=at(28, 9, 12),
    open=True,
    may_copy=True,
    note="Người bệnh đang thở ô xy 3 lít/phút, xin chuẩn bị giường hồi sức.",
    answered_at=None,
    answered_by="",
    declined="",
    declined_words="",
    sheets=SHEETS,
    shut="",
    taken=(),
    receive="/records/new?referral=1",
    file="/referrals/1/file",
    decline=Form(faults={"words": "Ghi lý do"}, told=Told("Dữ liệu chưa đúng.", "", ("Ghi lý do",), ("words",), ("words",))),
    hand_over=None,
    end=None,
    whys=WHYS,
    ways=WAYS,
)
SHUT = replace(
    EXPECTED,
    who="P.T.Ẵ.",
    born="1958",
    state="referral_declined",
    open=False,
    note="",
    answered_at=at(21, 15, 2),
    answered_by="Lê Thị Ỷ",
    declined="Không tiếp nhận",
    declined_words="Hết giường hồi sức, đã báo cơ sở chuyển đi tuyến khác.",
    sheets=(),
    shut="over",
    receive="",
    file="",
    decline=None,
)
TREATED = replace(SHUT, shut="treating", state="referral_arrived", declined="", declined_words="", linked="26/118234")
SENT = replace(
    EXPECTED,
    here=False,
    sender=RECEIVER,
    receiver="Bệnh viện Bạch Mai",
    code="BA-26-004512",
    record_address="/records/1",
    state="referral_handed",
    taken=(TakenLine("Trần Văn Tài", "Nhân viên y tế đi cùng mang theo", at(21, 9, 40), "Xe cấp cứu 34A-123.45", "Trần Quốc Bảo"),),
    receive="",
    decline=None,
    hand_over=Form(values={"at": "2026-11-21T10:00"}),
    end=Form(),
)
SLIPS = (SlipLine("/documents/9", "Phiếu chuyển cơ sở khám bệnh, chữa bệnh 09:00 21/11/2026", "complete"),)
SENDING = ReferringPage(
    head=replace(HEAD, state="discharged"),
    slips=SLIPS,
    write="/records/1/sheets/new?form=transfer-slip",
    form=Form(values={"days": "30", "may_copy": "1"}, many={"documents": ("2", "3")}),
    signed=(),
    receivers=(Option("33012", SENDER), Option("elsewhere", "Cơ sở khác, không dùng chung hệ thống này")),
    where="Bệnh viện Bạch Mai",
    documents=(
        Option("2", "Tóm tắt hồ sơ bệnh án"),
        Option("3", "Phiếu kết quả xét nghiệm huyết học"),
        Option("4", "Tờ điều trị 08:00 20/11/2026"),
    ),
    unfinished=("Phiếu kết quả vi sinh (cấy máu)",),
    longest=30,
)
TRANSFERS = Transfers(
    CameLine(SENDER, CODE, date(2026, 11, 18), "BA-26-000912", "/referrals/1"),
    (
        ReferralLine("/referrals/3", "Bệnh viện Bạch Mai", "referral_declined", at(21, 7), None, ""),
        ReferralLine("/referrals/4", "Bệnh viện Trung ương Quân đội 108", "referral_arrived", at(21, 9), at(30, 9), "26/118234"),
    ),
    "/records/1/referrals/new",
)
OPENING = OpenRecordPage(
    Form(
        values={
            "referral": "1",
            "patient": "Phùng Thị Ẵm",
            "birth": "1958-09-02",
            "sex": "female",
            "reason": f"Chuyển đến từ {SENDER}",
            "diagnosis": "Viêm phổi nặng, suy hô hấp",
        }
    ),
    (Option("33001/NTH", "Khoa Nội tổng hợp"),),
    (Option("1", "Trần Quốc Bảo"),),
    (Option("inpatient", "Nội trú"),),
)

PAGES: dict[str, tuple[str, object, str]] = {
    "/referrals": ("referrals/list.html", IncomingPage(FILTERS, LINES, "/referrals?after=2"), "doctor"),
    "/referrals-none": ("referrals/list.html", IncomingPage(FILTERS, ()), "records_officer"),
    "/referrals/1": ("referrals/show.html", EXPECTED, "doctor"),
    "/referrals-shut": ("referrals/show.html", SHUT, "doctor"),
    "/referrals-treating": (
        "referrals/show.html",
        replace(SHUT, shut="treating", declined="", declined_words="", linked="26/118234"),
        "approver",
    ),
    "/referrals-sent": ("referrals/show.html", SENT, "doctor"),
    "/records/1/referrals/new": ("referrals/new.html", SENDING, "doctor"),
    "/records/1/referrals-unsigned": ("referrals/new.html", replace(SENDING, slips=(), form=None), "doctor"),
    "/records-transferred": (
        "records/show.html",
        replace(
            RECORD, head=replace(HEAD, state="discharged"), transfers=replace(TRANSFERS, send="/records/1/referrals/new"), close=Form()
        ),
        "doctor",
    ),
    "/records-expected": ("records/new.html", OPENING, "doctor"),
}
