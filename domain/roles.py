"""What positions are for, and the post as a sheet prints it."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a position is for; the words people read are in `docs/glossary.md`."""

    DOCTOR = "doctor"
    NURSE = "nurse"
    TECHNICIAN = "technician"
    HEAD = "head"
    """Head of a department (trưởng khoa)."""
    RECORDS_OFFICER = "records_officer"
    """Phòng kế hoạch tổng hợp, lưu trữ."""
    CLERK = "clerk"
    """Văn thư."""
    DIRECTOR = "director"
    IT_OFFICER = "it_officer"
    ADMINISTRATOR = "administrator"
    """Hospital administrator: runs the facility's track."""
    HEALTH_OFFICER = "health_officer"
    """Officer of the department of health (Sở Y tế)."""
    INTEGRATOR = "integrator"
    """A machine: HIS, LIS, RIS-PACS."""


TITLES: Mapping[Role, str] = {
    Role.DOCTOR: "Bác sĩ",
    Role.NURSE: "Điều dưỡng",
    Role.TECHNICIAN: "Kỹ thuật viên",
    Role.HEAD: "Trưởng khoa",
    Role.RECORDS_OFFICER: "Cán bộ kế hoạch tổng hợp",
    Role.CLERK: "Văn thư",
    Role.DIRECTOR: "Giám đốc",
    Role.IT_OFFICER: "Cán bộ công nghệ thông tin",
    Role.ADMINISTRATOR: "Quản trị bệnh viện",
    Role.HEALTH_OFFICER: "Cán bộ Sở Y tế",
    Role.INTEGRATOR: "Hệ thống kết nối",
}
"""The post as a sheet prints it."""
