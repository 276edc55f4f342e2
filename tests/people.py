"""The same few people in every test, and where they work."""

from dataclasses import dataclass
from datetime import date

from domain.names import DepartmentId, FacilityId, PersonId, PositionId, id_of
from domain.people import Position
from domain.roles import Role

SINCE = date(2026, 1, 1)
PIN, PASSWORD = "246810", "mật-khẩu-thử"
PROVINCE, HOSPITAL, CENTRE = FacilityId("33"), FacilityId("33001"), FacilityId("33012")
WARD, LAB, PLANNING, OUTSIDE = (DepartmentId(f"33001/{d}") for d in ("NOI", "XN", "KHTH", "NGOAI"))
FACILITIES = {
    PROVINCE: ("Sở Y tế tỉnh Hưng Yên", "health_department", None),
    HOSPITAL: ("Bệnh viện Đa khoa tỉnh Hưng Yên", "hospital", PROVINCE),
    CENTRE: ("Trung tâm Y tế Khoái Châu", "centre", PROVINCE),
}
DEPARTMENTS = {
    WARD: "Khoa Nội tổng hợp",
    LAB: "Khoa Xét nghiệm",
    PLANNING: "Phòng Kế hoạch tổng hợp",
    OUTSIDE: "Khoa Ngoại",
}


@dataclass(frozen=True)
class Someone:
    """A person of the tests in one position."""

    login: str
    name: str
    role: Role
    facility: FacilityId = HOSPITAL
    department: DepartmentId | None = None

    @property
    def id(self) -> PersonId:
        return PersonId(id_of("person", self.login))

    @property
    def position(self) -> Position:
        which = PositionId(id_of("position", self.login, self.role))
        return Position(which, self.id, self.facility, self.department, self.role, SINCE, None, "QĐ 01/QĐ-BV ngày 01/01/2026")


LAN = Someone("bs.lan", "Nguyễn Thị Lan", Role.DOCTOR, department=WARD)
"""Orders and treats."""
HUNG = Someone("tk.hung", "Trần Quốc Hùng", Role.HEAD, department=WARD)
"""Head of the ward."""
MAI = Someone("ktv.mai", "Lê Thị Mai", Role.TECHNICIAN, department=LAB)
"""Performs tests."""
DUC = Someone("bs.duc", "Phạm Minh Đức", Role.DOCTOR, department=LAB)
"""Approves results."""
THUY = Someone("tk.thuy", "Đặng Thị Thuỳ", Role.HEAD, department=LAB)
"""Head of the laboratory."""
NAM = Someone("kh.nam", "Vũ Văn Nam", Role.RECORDS_OFFICER, department=PLANNING)
"""Receives and archives records."""
OANH = Someone("vt.oanh", "Hoàng Thị Oanh", Role.CLERK)
"""Numbers and issues papers."""
SON = Someone("gd.son", "Nguyễn Hồng Sơn", Role.DIRECTOR)
YEN = Someone("qt.yen", "Bùi Hải Yến", Role.ADMINISTRATOR)
"""Runs the facility's track."""
KHANH = Someone("cntt.khanh", "Đỗ Duy Khánh", Role.IT_OFFICER)
TAM = Someone("syt.tam", "Lương Thanh Tâm", Role.HEALTH_OFFICER, facility=PROVINCE)
"""Officer of the department of health."""
PHUC = Someone("bs.phuc", "Ngô Hoàng Phúc", Role.DOCTOR, department=OUTSIDE)
"""An outsider: a doctor of another ward."""
LIS = Someone("lis", "Hệ thống LIS", Role.INTEGRATOR)
HIS = Someone("his", "Hệ thống HIS", Role.INTEGRATOR)
CLINIC, CHILDREN = DepartmentId("33012/NOI"), DepartmentId("33012/NHI")
"""Departments of the centre."""
VINH = Someone("bs.vinh", "Phan Quang Vinh", Role.DOCTOR, CENTRE, CLINIC)
"""Takes patients in at the centre, which only tests of transfers know (tests/referring.py)."""
HOA = Someone("dd.hoa", "Tạ Thị Hoà", Role.NURSE, CENTRE, CHILDREN)
"""Another department of the centre."""
LIEN = Someone("kh.lien", "Cao Thị Liên", Role.RECORDS_OFFICER, CENTRE)
EVERYBODY = (LAN, HUNG, MAI, DUC, THUY, NAM, OANH, SON, YEN, KHANH, TAM, PHUC, LIS, HIS)
SIGNERS = tuple(one for one in EVERYBODY if one.role is not Role.INTEGRATOR)
