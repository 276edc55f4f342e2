"""`welcome.txt`: what the first start has to say. Demo people to sign in as, or the first administrator's one-time link."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

import psycopg

from app.devstack.demo_people import FACILITIES, PASSWORD, PEOPLE, PIN, DemoPerson
from app.settings import Settings
from domain.clock import VIETNAM
from domain.roles import TITLES

LINK = "/first-administrator/"
USEFUL = {
    "bs.lan": "bác sĩ điều trị, khoa Nội",
    "tk.tuan": "trưởng khoa Nội",
    "ktv.hung": "kỹ thuật viên xét nghiệm",
    "bs.khanh": "bác sĩ duyệt kết quả xét nghiệm",
    "tk.xuan": "trưởng khoa Xét nghiệm",
    "lt.thu": "phòng Kế hoạch tổng hợp, lưu trữ hồ sơ",
    "qt.hoa": "quản trị bệnh viện",
    "cntt.long": "phòng Công nghệ thông tin",
    "gd.minh": "giám đốc bệnh viện",
    "vt.nga": "văn thư: cấp số, ký số của cơ quan",
    "syt.thao": "chuyên viên Sở Y tế",
}
"""Sign-in name of the demo → what they are: a handful that both stories can be gone through with."""


def file_of(settings: Settings) -> Path:
    return settings.data / "welcome.txt"


def write(settings: Settings, text: str) -> None:
    """Replaces the file; only its owner may read it."""
    new = file_of(settings).with_suffix(".new")
    new.touch(mode=0o600)
    new.write_text(text)
    new.rename(file_of(settings))


def demo_text(settings: Settings) -> str:
    """Who to sign in as, and that none of it is real."""
    names = {one.login: one.name for one in PEOPLE}
    people = (f"  {login:<10} {names[login]:<24} {what}" for login, what in USEFUL.items())
    lines = (
        "CHỈ ĐỂ TRÌNH DIỄN, KHÔNG DÙNG CHO NGƯỜI BỆNH THẬT · DEMONSTRATION ONLY, NOT FOR REAL PATIENTS",
        f"Đăng nhập · sign in: {settings.public_url}/sign-in",
        f"Mật khẩu chung · one password: {PASSWORD}    PIN chung · one PIN: {PIN}",
        *people,
        "Những người khác, cùng mật khẩu và PIN · everybody else, same password and PIN:",
        *(f"  {one.login:<10} {one.name:<32} {_post(one)}" for one in PEOPLE if one.login not in USEFUL),
    )
    return "\n".join(lines) + "\n"


def _post(one: DemoPerson) -> str:
    """`giám đốc, Sở Y tế tỉnh Hưng Yên`: the post they act in."""
    held = one.positions[0]
    place = next(facility for facility in FACILITIES if facility.id == held.facility)
    ward = next((name for which, name in place.departments if which == held.department_id), "")
    title = TITLES[held.role]
    return ", ".join(part for part in (title[:1].lower() + title[1:], ward, place.name) if part)


def link_text(settings: Settings, token: str, until: datetime) -> str:
    """Where the first administrator begins."""
    # A server's own clock runs on UTC as a rule; the people it speaks to do not.
    last = until.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")
    return (
        f"Lập quản trị viên đầu tiên (dùng một lần, đến {last} giờ Việt Nam) · "
        f"set up the first administrator (once, until {last} +07):\n"
        f"  {settings.public_url}{LINK}{token}\n"
    )


def said(settings: Settings) -> str:
    """What is still worth saying: a link that was used or is over is no more. Asks the database only about a link."""
    text = file_of(settings).read_text().rstrip() if file_of(settings).is_file() else ""
    _, found, token = text.partition(LINK)
    return text if not found or opens(settings.database_url, token) else ""


def opens(database: str, token: str) -> bool:
    """Whether the link of this token is unused and not over; False as well when the database does not answer."""
    asked = "SELECT 1 FROM welcome WHERE token = %s AND used_at IS NULL AND ends_at > now()"
    try:
        with psycopg.connect(database.replace("+psycopg", "", 1), connect_timeout=2) as server:
            return server.execute(asked, [sha256(token.encode()).hexdigest()]).fetchone() is not None
    except psycopg.Error:
        return False
