"""Facilities that are brought in: the list, the form with a fault, one with its first account to be given."""

from domain.facilities import DEPARTMENTS
from tests.web.samples.rollout import TITLE
from web.facilities import FacilitiesPage, FacilityPage, Line, NewFacilityPage
from web.forms import Form, Option, Told

EYES = Line("33020", "Bệnh viện Mắt", "Bệnh viện", "phường Phố Hiến", 0, 0)
LINES = (
    EYES,
    Line("33001", "Bệnh viện Đa khoa tỉnh Hưng Yên", "Bệnh viện", "phường Phố Hiến", 34, 2),
    Line("33021", "Phòng khám Đa khoa Thiện Tâm", "Phòng khám", "", 1, 1),
    Line("CA33", "Công an tỉnh Hưng Yên", "Cơ quan, đơn vị của tỉnh", "", 0, 0),
)
OTHERS = (Line("68", "Sở Y tế tỉnh Lâm Đồng", "Sở Y tế", "", 1, 0),)
KINDS = (
    Option("hospital", "Bệnh viện"),
    Option("centre", "Trung tâm y tế"),
    Option("clinic", "Phòng khám"),
    Option("health_department", "Sở Y tế"),
)
USUAL = tuple((one.words, ", ".join(name for _, name in DEPARTMENTS[one.value])) for one in KINDS)
TWICE = "Mã 33020 đã có: Bệnh viện Mắt (Sở Y tế tỉnh Hưng Yên)"
AGAIN = Form(
    values={"kind": "hospital", "name": "Bệnh viện Mắt", "code": "33020", "place": "Hưng Yên", "login": "qt.mat"},
    faults={"code": TWICE},
    told=Told("Dữ liệu gửi lên không hợp lệ.", "", (TWICE,), ("code",), ("code",)),
)
CELLS = ("Cơ sở!A4: mã gồm 5 chữ số", "Cơ sở!E6: ghi văn bản có số và ngày, ví dụ: Quyết định số 1205/QĐ-UBND ngày 20/5/2024")
SHEET = Form(told=Told("Dữ liệu gửi lên không hợp lệ.", "", CELLS, ("", ""), ("", "")))
PLANS = (Option("/plans/1/changes#join", TITLE),)
BASIS = "Quyết định số 1205/QĐ-UBND ngày 20/5/2014"
PAGES = {
    "/facilities": ("facilities/list.html", FacilitiesPage("Sở Y tế tỉnh Hưng Yên", LINES, OTHERS, True, 3, PLANS), "administrator"),
    "/facilities-none": ("facilities/list.html", FacilitiesPage("Sở Y tế tỉnh Hưng Yên", (), (), False), "health_officer"),
    "/facilities/new": ("facilities/new.html", NewFacilityPage(KINDS, AGAIN, SHEET, USUAL), "administrator"),
    "/facilities/33020": ("facilities/show.html", FacilityPage(EYES, "Hưng Yên", BASIS, True, PLANS, Form(), Form()), "health_officer"),
}
