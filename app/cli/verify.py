"""`hsba verify FILE.pdf …`: who signed each file, when, at which level, and what is wrong with it."""

import asyncio
import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Data, Json, settings_of
from app.cli.troubles import unusable
from app.roots import certificates_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.cli.judgement import Judgement
    from signing.verdicts import Verdict

NOT_VALID, NOT_ENOUGH = 1, 3
"""Exit codes: a signature does not hold · what was given cannot be used · the signatures hold, but the file is less than it has to be."""


class Levels(StrEnum):
    """Levels that can be asked for (ETSI EN 319 142-1), from worst to best."""

    SIGNED = "B-B"
    STAMPED = "B-T"
    WITH_VALIDATION_DATA = "B-LT"
    PRESERVED = "B-LTA"


Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", help="Các tệp PDF · the PDF files.", exists=True, dir_okay=False, readable=True, show_default=False),
]
Root = Annotated[Path | None, typer.Option("--root", help="Chứng thư gốc (PEM) · root certificate. [HSBA_TRUST_ROOTS]", show_default=False)]
Level = Annotated[
    Levels | None,
    typer.Option(
        "--level",
        metavar="B-B|B-T|B-LT|B-LTA",
        case_sensitive=False,
        help="Mức tệp ít nhất phải đạt; không nêu là mức tệp tự khai · the least level; else the one the file claims for itself.",
        show_default=False,
    ),
]
Manifest = Annotated[
    Path | None,
    typer.Option(
        "--manifest",
        help="manifest.json của hồ sơ đã lưu trữ hoặc gói chuyển cơ sở, cho mọi tệp · of the archived record or package, for all files.",
        exists=True,
        dir_okay=False,
        show_default=False,
    ),
]


def add_to(hsba: typer.Typer) -> None:
    """Registers the command."""
    hsba.command()(verify)


def verify(
    files: Files, root: Root = None, level: Level = None, manifest: Manifest = None, data: Data = None, as_json: Json = False
) -> None:
    """Kiểm tra chữ ký và dấu thời gian của tệp PDF · check signatures and time stamps of PDF files.

    Nhiều tệp: mỗi tệp một kết luận, mã thoát của tệp kém nhất · several: each is told, the worst one's exit code.
    Mã thoát · exit codes: 0 hợp lệ và đủ mức · valid, level reached; 1 không hợp lệ · not valid; 2 dùng lệnh sai · wrong usage;
    3 chữ ký hợp lệ nhưng chưa đủ mức, hoặc không phải bản đã lưu trữ · signatures hold, but level too low or not the archived file.
    """
    trusted = roots_in(root or of_installation(data))
    listed = read(manifest) if manifest else None
    told = [(file, judgement(read(file), trusted, level, listed)) for file in files]
    typer.echo(as_machine(told) if as_json else as_person(told))
    if not all(one.verdict.valid for _, one in told):
        raise typer.Exit(NOT_VALID)
    if not all(one.enough for _, one in told):
        raise typer.Exit(NOT_ENOUGH)


def judgement(pdf: bytes, trusted: bytes, level: Levels | None, manifest: bytes | None) -> "Judgement":
    """One file, held against the level and the manifest."""
    from app.cli.archived import compared
    from app.cli.judgement import Judgement

    verdict = asyncio.run(judged(pdf, trusted))
    kept = compared(pdf, manifest, verdict.level) if manifest is not None else None
    return Judgement(verdict, level or verdict.expected, kept)


def as_machine(told: "Sequence[tuple[Path, Judgement]]") -> str:
    """One object for one file; for several a list in which each names its file."""
    from app.cli.judgement import as_values

    several = [{"file": str(file), **as_values(one)} for file, one in told]
    return json.dumps(several if len(told) > 1 else as_values(told[0][1]), ensure_ascii=False, indent=1)


def as_person(told: "Sequence[tuple[Path, Judgement]]") -> str:
    """Several files each begin with their name."""
    from app.cli.judgement import as_text, shown

    if len(told) == 1:
        return as_text(told[0][1])
    return "\n\n".join(f"{shown(str(file))}\n{as_text(one)}" for file, one in told)


def of_installation(data: Path | None) -> Path:
    """The roots that the installation of a data folder trusts. Ends the command when no installation is there and none are set."""
    settings = settings_of(data)
    if "trust_roots" not in settings.given and not settings.trust_roots.is_file():
        unusable(
            f"Thư mục dữ liệu {settings.data} không có chứng thư gốc: hãy chỉ ra thư mục dữ liệu của bản cài đã ký tệp bằng --data hoặc "
            "HSBA_DATA (`make run` dùng .hsba trong thư mục mã nguồn), hoặc chứng thư gốc bằng --root hoặc HSBA_TRUST_ROOTS",
            f"the data folder {settings.data} has no root certificate: name the data folder of the installation that signed with --data or "
            "HSBA_DATA (`make run` uses .hsba in the folder of the sources), or the root certificate with --root or HSBA_TRUST_ROOTS",
        )
    return settings.trust_roots


def roots_in(path: Path) -> bytes:
    """The PEM file of trusted roots. Ends the command when it is not there or holds no certificate that can be read."""
    from cryptography import x509

    if not path.is_file():
        vi = f"Không có tệp chứng thư gốc {path}; xem lại --root hoặc HSBA_TRUST_ROOTS"
        unusable(vi, f"no root certificate {path}: see --root or HSBA_TRUST_ROOTS")
    pem = read(path)
    try:
        for one in certificates_in(pem):
            x509.load_pem_x509_certificate(one)
    except ValueError:
        unusable(f"{path} không chứa chứng thư đọc được (PEM)", f"{path} holds no certificate that can be read (PEM)")
    return pem


def read(path: Path) -> bytes:
    """The bytes of a file that was named. Ends the command when they cannot be read."""
    try:
        return path.read_bytes()
    except OSError as denied:
        unusable(f"Không đọc được {path}", f"cannot read {path}: {denied.strerror}")


async def judged(pdf: bytes, root: bytes) -> "Verdict":
    """The verdict; certificates' status is asked of their issuers where the file does not answer."""
    from signing.revocation import Revocation
    from signing.trust import Trust
    from signing.verification import verify as judge

    trust = Trust(certificates_in(root))
    revocation = Revocation(trust)
    try:
        return await judge(pdf, trust, revocation)
    finally:
        await revocation.close()
