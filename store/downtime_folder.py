"""A folder on another machine or a stick with what is printed before an outage: each file replaced at once, what is out of date removed."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from domain.names import DepartmentId, FacilityId
from store.files import put_in_place

README = "DOC-TRUOC.txt"
"""Marks a folder as this house's own: nothing is removed from any other."""
WORDS = """BIỂU MẪU VÀ HỘP VIỆC TRỰC DÙNG KHI HỆ THỐNG GIÁN ĐOẠN

Hệ thống hồ sơ bệnh án ghi các tệp này lúc {at} và thay mới theo giờ; tệp cũ bị xóa. Không sửa, không cất gì khác vào thư mục này.
Các tệp có họ tên người bệnh: giữ như hồ sơ bệnh án, chỉ mở và in khi hệ thống gián đoạn, tờ in không dùng nữa thì hủy.

{files}
bieu-mau-trong.pdf    mọi biểu mẫu giấy, không có tên người bệnh: in, sao thêm khi cần

Sau gián đoạn: nhập lại vào hệ thống, hoặc quét và xác nhận, rồi xác nhận từng hồ sơ đã nhập đủ (mục Gián đoạn).

In English: what each department prints when the system is down; written by the record system, replaced every hour or so. It names patients.
"""
BLANKS = "bieu-mau-trong.pdf"


class DowntimeFolder:
    """`<facility>/khoa-<code>.pdf` for each department with patients, and every blank form beside them."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def there(self) -> bool:
        """False while the disk or the other machine is away: the folder itself is never made here."""
        return self.root.is_dir()

    def put(self, facility: FacilityId, department: DepartmentId, pdf: bytes) -> str:
        """In the place of the last one; gives the file's name. Raises: OSError."""
        name = self.name(department)
        self._put(facility, name, pdf)
        return name

    @staticmethod
    def name(department: DepartmentId) -> str:
        return f"khoa-{department.rpartition('/')[2]}.pdf"

    def since(self, facility: FacilityId, department: DepartmentId, moment: datetime) -> bool:
        """Whether a pack of the department lies there that was written since then. Raises: OSError."""
        try:
            return (self.root / facility / self.name(department)).stat().st_mtime >= moment.timestamp()
        except FileNotFoundError:
            return False

    def finish(self, facility: FacilityId, blanks: bytes | None, at: str, files: dict[str, str], stays: Collection[str] = ()) -> None:
        """All departments are written: what no longer is one goes. `blanks`: None leaves the last ones, which name nobody.

        `files`: name → department. `stays`: older ones that are left beside them. Raises: OSError.
        """
        if blanks is not None:
            self._put(facility, BLANKS, blanks)
        listed = "\n".join(f"{name:21} {department}" for name, department in sorted(files.items()))
        self._put(facility, README, WORDS.format(at=at, files=listed).encode())
        self._clear(self.root / facility, {*files, *stays, BLANKS})

    def leave(self, facilities: Collection[FacilityId]) -> None:
        """Of a facility that has no patients any more nothing stays. Raises: OSError."""
        for folder in sorted(self.root.iterdir()):
            if folder.name not in facilities and (folder / README).is_file():
                self._clear(folder, set())
                (folder / BLANKS).unlink(missing_ok=True)
                (folder / README).unlink()
                if not any(folder.iterdir()):
                    folder.rmdir()

    def _put(self, facility: FacilityId, name: str, content: bytes) -> None:
        folder = self.root / facility
        folder.mkdir(exist_ok=True)
        put_in_place(folder / name, content)

    @staticmethod
    def _clear(folder: Path, kept: Collection[str]) -> None:
        """Packs that are out of date, and what a writing that was cut off left behind."""
        for one in (*folder.glob("khoa-*.pdf"), *folder.glob(".khoa-*"), *folder.glob(f".{BLANKS}.*"), *folder.glob(f".{README}.*")):
            if one.name not in kept:
                one.unlink(missing_ok=True)
