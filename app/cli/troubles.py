"""What ends a command without a word of its own: a wrong word on the line, a file, a server or a secret out of reach."""

import errno
import os
import sys
import traceback
from socket import gaierror
from typing import NoReturn

import typer
from typer.exceptions import TyperException

from app.readiness import READY_FD

USAGE = (
    ("No such command", "không có lệnh này"),
    ("No such option", "không có tuỳ chọn này"),
    ("Missing", "thiếu một phần bắt buộc"),
    ("Invalid value", "giá trị không dùng được"),
    ("Got unexpected extra", "thừa từ"),
    ("", "không hiểu được"),
)
"""How typer's sentence begins → what it is about."""
FILES = {
    errno.EACCES: "không đủ quyền",
    errno.EPERM: "không đủ quyền",
    errno.ENOENT: "không có",
    errno.ENOTDIR: "không phải thư mục",
    errno.EISDIR: "là một thư mục",
    errno.EEXIST: "đã có",
    errno.EROFS: "chỉ đọc được",
    errno.ENOSPC: "hết chỗ",
    errno.ENAMETOOLONG: "tên quá dài",
}
ARCHIVE = {
    "Damaged": (
        "Tệp trong kho lưu trữ không đúng như đã ghi, hoặc đang được bổ sung; hãy chạy `hsba archive verify`",
        "a file of the archive is not what was written down, or a supplement is on its way: run `hsba archive verify`",
    ),
    "Overtaken": ("Hồ sơ vừa được bổ sung, hãy làm lại", "the record was added to meanwhile: try again"),
}
"""Trouble of `store.ocfl` → what it is and what to do."""
BAD_USAGE = 2
"""Exit code."""
Sentence = tuple[str, str]
"""Vietnamese, English."""


def unusable(vi: str, en: str) -> NoReturn:
    """Ends the command: what was named on its line cannot be used. Exit code 2."""
    typer.echo(f"{vi} · {en}", err=True)
    raise typer.Exit(BAD_USAGE)


def misused(wrong: TyperException) -> NoReturn:
    """Ends the command: its line cannot be understood. Exit code 2; a bare group shows its help, which is no fault of the line."""
    said = wrong.format_message()
    if said.startswith("Usage:"):
        typer.echo(said, err=True)
    else:
        kind = next(vi for begins, vi in USAGE if said.startswith(begins))
        context = getattr(wrong, "ctx", None)
        path = context.command_path if context else "hsba"
        typer.echo(f"Lệnh gõ sai, {kind}; xem {path} --help · wrong usage: {said}", err=True)
    sys.exit(wrong.exit_code)


def told(trouble: Exception) -> bool:
    """Whether there is a sentence for it, which is then told; a part of a stack writes all of it into its log first."""
    sentence = sentence_of(trouble)
    if sentence is None:
        return False
    if READY_FD in os.environ:
        traceback.print_exception(trouble)
    typer.echo(" · ".join(sentence), err=True)
    return True


def sentence_of(trouble: Exception) -> Sentence | None:
    """What is wrong and what to do; None for what nobody foresaw."""
    from app.kept import Broken
    from app.secret import SecretMissing

    if isinstance(trouble, Broken):
        return "Thư mục dữ liệu có tệp hỏng", f"a file of the data folder is broken: {trouble}"
    if isinstance(trouble, SecretMissing):
        name, place = trouble.args
        return (
            f"Thiếu khoá bí mật {name} ({place}); `hsba up` tạo ra ở lần khởi động đầu, hoặc hãy cấp nó",
            f"{name} is missing: `hsba up` makes it at the first start, or give it",
        )
    if type(trouble).__name__ in ARCHIVE:
        vi, en = ARCHIVE[type(trouble).__name__]
        return vi, f"{en}: {trouble}"
    if isinstance(trouble, OSError):
        return of_file(trouble) if trouble.filename else of_system(trouble)
    return of_server(trouble)


def of_file(trouble: OSError) -> Sentence:
    """A file or folder that cannot be used."""
    path = os.fsdecode(trouble.filename) if isinstance(trouble.filename, str | bytes) else str(trouble.filename)
    return f"Không dùng được {path}: {FILES.get(trouble.errno or 0, 'hệ thống từ chối')}", f"{trouble.strerror}: {path}"


def of_system(trouble: OSError) -> Sentence:
    """A connection or another thing that is no file."""
    if isinstance(trouble, ConnectionError | TimeoutError | gaierror):
        return "Không kết nối được", f"no connection: {trouble}"
    return "Hệ thống từ chối", f"refused by the system: {trouble}"


def of_server(trouble: Exception) -> Sentence | None:
    """A server that does not answer, or a refusal of the house."""
    from pkcs11.exceptions import PKCS11Error
    from psycopg import Error
    from sqlalchemy.exc import ArgumentError, DBAPIError

    from domain.errors import Refusal
    from services.messages import said

    if isinstance(trouble, Refusal):
        return said(trouble)
    if isinstance(trouble, PKCS11Error):
        return (
            f"Thẻ PKCS#11 từ chối ({type(trouble).__name__}); thẻ không nhận khóa đưa vào thì lập khóa bằng `hsba keys found --inside`",
            "the PKCS#11 token refuses; where it takes in no key, make one by `hsba keys found --inside`",
        )
    if isinstance(trouble, ArgumentError):
        return "DATABASE_URL hoặc MIGRATION_URL không đọc được", "DATABASE_URL or MIGRATION_URL cannot be understood"
    if isinstance(trouble, DBAPIError | Error):
        first = str(getattr(trouble, "orig", None) or trouble).strip().splitlines()[:1]
        return "Không dùng được cơ sở dữ liệu; xem `hsba status`, `hsba doctor`", f"the database refuses: {''.join(first)}"
    if isinstance(trouble, RuntimeError) and "client connect" in str(trouble):
        return "Không kết nối được Temporal; xem `hsba status`, `hsba doctor`", f"no connection to Temporal: {str(trouble)[:150]}"
    return None
