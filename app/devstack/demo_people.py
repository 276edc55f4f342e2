"""The demo's places and people, as data. FOR DEMONSTRATION ONLY: one password and one PIN for everybody, known to all the world.

The seed brings them in at the first start of a demo installation; `hsba demo` and `make run` name them. Production never reads this.
All names are invented.
"""

from dataclasses import dataclass
from datetime import date

from domain.names import DepartmentId, FacilityId
from domain.roles import Role

PASSWORD = "HsbaDemo2026"
"""Demonstration only."""
PIN = "246810"
"""Demonstration only: six digits."""

HEALTH_DEPARTMENT = FacilityId("33")
HOSPITAL = FacilityId("33001")
CENTRE = FacilityId("33012")


@dataclass(frozen=True)
class DemoFacility:
    """An organisation with its departments: (code, name) each."""

    id: FacilityId
    name: str
    kind: str
    """`hospital`, `centre` or `health_department`."""
    parent: FacilityId | None
    place: str
    """Where its papers are dated."""
    departments: tuple[tuple[DepartmentId, str], ...]
    published: bool = False


@dataclass(frozen=True)
class DemoPosition:
    """A post and the paper it rests on; `department` is empty for one of the whole facility."""

    facility: FacilityId
    department: str
    """Letters after the slash of the department's code."""
    role: Role
    basis: str
    since: date

    @property
    def department_id(self) -> DepartmentId | None:
        return DepartmentId(f"{self.facility}/{self.department}") if self.department else None


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to sign in as; the first position is the one they act in."""

    login: str
    name: str
    positions: tuple[DemoPosition, ...]

    @property
    def facility(self) -> FacilityId:
        return self.positions[0].facility

    @property
    def signs(self) -> bool:
        """Whether they have a token and a certificate: machines have none."""
        return all(position.role is not Role.INTEGRATOR for position in self.positions)


def _departments(facility: FacilityId, **names: str) -> tuple[tuple[DepartmentId, str], ...]:
    return tuple((DepartmentId(f"{facility}/{code}"), name) for code, name in names.items())


FACILITIES: tuple[DemoFacility, ...] = (
    DemoFacility(
        HEALTH_DEPARTMENT,
        "Sở Y tế tỉnh Hưng Yên",
        "health_department",
        None,
        "Hưng Yên",
        _departments(HEALTH_DEPARTMENT, BGD="Ban Giám đốc", VP="Văn phòng", NVY="Phòng Nghiệp vụ Y", KHTC="Phòng Kế hoạch - Tài chính"),
    ),
    DemoFacility(
        HOSPITAL,
        "Bệnh viện Đa khoa tỉnh Hưng Yên",
        "hospital",
        HEALTH_DEPARTMENT,
        "Hưng Yên",
        _departments(
            HOSPITAL,
            BGD="Ban Giám đốc",
            KHTH="Phòng Kế hoạch tổng hợp",
            VT="Văn thư",
            CNTT="Phòng Công nghệ thông tin",
            KB="Khoa Khám bệnh",
            NOI="Khoa Nội tổng hợp",
            NGOAI="Khoa Ngoại tổng hợp",
            HSCC="Khoa Hồi sức cấp cứu",
            XN="Khoa Xét nghiệm",
            CDHA="Khoa Chẩn đoán hình ảnh",
        ),
    ),
    DemoFacility(
        CENTRE,
        "Trung tâm Y tế Khoái Châu",
        "centre",
        HEALTH_DEPARTMENT,
        "Khoái Châu",
        _departments(
            CENTRE,
            BGD="Ban Giám đốc",
            KHTH="Phòng Kế hoạch - Nghiệp vụ",
            VT="Văn thư",
            KB="Khoa Khám bệnh",
            NOI="Khoa Nội - Nhi",
            XN="Khoa Xét nghiệm - Chẩn đoán hình ảnh",
        ),
    ),
)

_SINCE = date(2026, 1, 5)
_SECOND = date(2026, 3, 2)
_PAPER = {
    HEALTH_DEPARTMENT: "QĐ 18/QĐ-SYT ngày 05/01/2026",
    HOSPITAL: "QĐ 112/QĐ-BVĐK ngày 05/01/2026",
    CENTRE: "QĐ 27/QĐ-TTYT ngày 05/01/2026",
}
_SECOND_PAPER = {HOSPITAL: "QĐ 245/QĐ-BVĐK ngày 02/03/2026", CENTRE: "QĐ 51/QĐ-TTYT ngày 02/03/2026"}


def _post(where: str, role: Role, second: bool = False) -> DemoPosition:
    """`33001/NOI`, or `33001` for a post of the whole facility."""
    code, _, department = where.partition("/")
    facility = FacilityId(code)
    paper, since = (_SECOND_PAPER[facility], _SECOND) if second else (_PAPER[facility], _SINCE)
    return DemoPosition(facility, department, role, paper, since)


def _one(login: str, name: str, role: Role, where: str) -> DemoPerson:
    return DemoPerson(login, name, (_post(where, role),))


PEOPLE: tuple[DemoPerson, ...] = (
    # Sở Y tế
    _one("syt.thao", "Nguyễn Phương Thảo", Role.HEALTH_OFFICER, "33/NVY"),
    _one("syt.dung", "Phạm Tiến Dũng", Role.HEALTH_OFFICER, "33/KHTC"),
    _one("gd.syt", "Đoàn Văn Khải", Role.DIRECTOR, "33/BGD"),
    _one("vt.syt", "Lê Thị Kim Oanh", Role.CLERK, "33/VP"),
    _one("qt.syt", "Đặng Hữu Phước", Role.ADMINISTRATOR, "33/VP"),
    # Bệnh viện Đa khoa tỉnh
    _one("gd.minh", "Trịnh Quang Minh", Role.DIRECTOR, "33001/BGD"),
    _one("qt.hoa", "Vũ Thị Thanh Hòa", Role.ADMINISTRATOR, "33001/KHTH"),
    _one("cntt.long", "Đỗ Hải Long", Role.IT_OFFICER, "33001/CNTT"),
    _one("cntt.phuong", "Hoàng Bích Phượng", Role.IT_OFFICER, "33001/CNTT"),
    _one("vt.nga", "Bùi Thúy Nga", Role.CLERK, "33001/VT"),
    _one("lt.thu", "Ngô Minh Thu", Role.RECORDS_OFFICER, "33001/KHTH"),
    _one("lt.binh", "Lương Thái Bình", Role.RECORDS_OFFICER, "33001/KHTH"),
    _one("tk.ha", "Đặng Thu Hà", Role.HEAD, "33001/KB"),
    _one("bs.cuong", "Nguyễn Mạnh Cường", Role.DOCTOR, "33001/KB"),
    _one("dd.huong", "Tạ Thị Hương", Role.NURSE, "33001/KB"),
    # Trưởng khoa vẫn khám và điều trị: hai vị trí, chọn một khi làm việc.
    DemoPerson("tk.tuan", "Trần Quốc Tuấn", (_post("33001/NOI", Role.HEAD), _post("33001/NOI", Role.DOCTOR, second=True))),
    _one("bs.lan", "Nguyễn Thị Ngọc Lan", Role.DOCTOR, "33001/NOI"),
    _one("bs.huy", "Phan Đức Huy", Role.DOCTOR, "33001/NOI"),
    _one("dd.mai", "Trần Thị Tuyết Mai", Role.NURSE, "33001/NOI"),
    _one("dd.nhung", "Chu Hồng Nhung", Role.NURSE, "33001/NOI"),
    _one("tk.son", "Lý Thái Sơn", Role.HEAD, "33001/NGOAI"),
    _one("bs.kien", "Đinh Trung Kiên", Role.DOCTOR, "33001/NGOAI"),
    _one("dd.ly", "Mai Khánh Ly", Role.NURSE, "33001/NGOAI"),
    _one("tk.viet", "Cao Hoàng Việt", Role.HEAD, "33001/HSCC"),
    _one("bs.ngan", "Hồ Kim Ngân", Role.DOCTOR, "33001/HSCC"),
    _one("tk.xuan", "Nguyễn Thanh Xuân", Role.HEAD, "33001/XN"),
    _one("bs.khanh", "Lê Gia Khánh", Role.DOCTOR, "33001/XN"),
    _one("ktv.hung", "Phạm Văn Hùng", Role.TECHNICIAN, "33001/XN"),
    _one("ktv.yen", "Vương Hải Yến", Role.TECHNICIAN, "33001/XN"),
    _one("tk.quang", "Tô Vinh Quang", Role.HEAD, "33001/CDHA"),
    _one("bs.trang", "Dương Huyền Trang", Role.DOCTOR, "33001/CDHA"),
    _one("ktv.dat", "Nguyễn Thành Đạt", Role.TECHNICIAN, "33001/CDHA"),
    _one("his.bvdk", "HIS Bệnh viện Đa khoa tỉnh", Role.INTEGRATOR, "33001"),
    _one("lis.bvdk", "LIS Bệnh viện Đa khoa tỉnh", Role.INTEGRATOR, "33001"),
    # Trung tâm Y tế Khoái Châu
    _one("gd.phuc", "Hà Vĩnh Phúc", Role.DIRECTOR, "33012/BGD"),
    _one("qt.linh", "Quách Mỹ Linh", Role.ADMINISTRATOR, "33012/KHTH"),
    _one("cntt.bac", "Nguyễn Hoài Bắc", Role.IT_OFFICER, "33012/KHTH"),
    _one("vt.diep", "Trương Ngọc Diệp", Role.CLERK, "33012/VT"),
    _one("lt.hanh", "Phùng Mỹ Hạnh", Role.RECORDS_OFFICER, "33012/KHTH"),
    _one("tk.toan", "Bạch Đức Toàn", Role.HEAD, "33012/NOI"),
    _one("bs.quynh", "Đào Như Quỳnh", Role.DOCTOR, "33012/NOI"),
    _one("dd.sen", "Lại Thị Sen", Role.NURSE, "33012/NOI"),
    _one("tk.nam", "Kiều Hoài Nam", Role.HEAD, "33012/XN"),
    _one("bs.duong", "Lâm Ánh Dương", Role.DOCTOR, "33012/XN"),
    _one("ktv.giang", "Nghiêm Hương Giang", Role.TECHNICIAN, "33012/XN"),
    _one("his.ttyt", "HIS Trung tâm Y tế Khoái Châu", Role.INTEGRATOR, "33012"),
    _one("lis.ttyt", "LIS Trung tâm Y tế Khoái Châu", Role.INTEGRATOR, "33012"),
)


def person(login: str) -> DemoPerson:
    """Raises: KeyError for a login that is not the demo's."""
    return {one.login: one for one in PEOPLE}[login]
