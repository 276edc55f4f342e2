"""`hsba verify FILE.pdf`: who signed a file, when, at which level, and what is wrong with it."""

import asyncio
import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import Data, Json, settings_of
from app.roots import certificates_in

if TYPE_CHECKING:
    from signing.verdicts import Verdict

File = Annotated[Path, typer.Argument(help="Tệp PDF · the PDF file.", exists=True, dir_okay=False, show_default=False)]
Root = Annotated[Path | None, typer.Option("--root", help="Chứng thư gốc (PEM) · root certificate. [HSBA_TRUST_ROOTS]", show_default=False)]


def add_to(hsba: typer.Typer) -> None:
    """Registers the command."""
    hsba.command()(verify)


def verify(file: File, root: Root = None, data: Data = None, as_json: Json = False) -> None:
    """Kiểm tra chữ ký và dấu thời gian của một tệp PDF · check signatures and time stamps of a PDF."""
    roots = root or settings_of(data).trust_roots
    if not roots.is_file():
        typer.echo(f"Không có chứng thư gốc {roots}; hãy chỉ ra bằng --root · no root certificate {roots}: name one with --root", err=True)
        raise typer.Exit(2)
    verdict = asyncio.run(judged(file.read_bytes(), roots.read_bytes()))
    typer.echo(json.dumps(as_values(verdict), ensure_ascii=False, indent=1) if as_json else as_text(verdict))
    if not verdict.valid:
        raise typer.Exit(1)


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


def as_values(verdict: "Verdict") -> dict[str, Any]:
    """The verdict as plain values, each finding with its sentences."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(verdict), default=datetime.isoformat))
    for value, finding in zip(plain["findings"], verdict.findings, strict=True):
        value |= {"vi": finding.vi, "en": finding.en, "fatal": finding.fatal}
    return plain


def as_text(verdict: "Verdict") -> str:
    """The verdict for a person to read."""
    word = "HỢP LỆ · VALID" if verdict.valid else "KHÔNG HỢP LỆ · NOT VALID"
    lines = [f"{word}   {verdict.level}"]
    for number, one in enumerate(verdict.signatures, 1):
        good = "đúng · intact" if one.intact and one.trusted and not one.revoked else "không đạt · refused"
        lines += [
            f"{number}. {one.name}" + (f", {one.organisation}" if one.organisation else ""),
            f"   {one.level}   {good}   {one.reason or one.step}",
            f"   ký lúc · signed {moment(one.claimed_at)}   dấu thời gian · stamped {moment(one.stamped_at)}",
        ]
    for stamp in verdict.archive_stamps:
        good = "đúng · intact" if stamp.intact and stamp.trusted else "không đạt · refused"
        lines.append(f"Dấu thời gian lưu trữ · archive time stamp {moment(stamp.at)}   {good}")
    lines += [f"{'✗' if finding.fatal else '!'} {finding.vi} · {finding.en}" for finding in verdict.findings]
    return "\n".join(map(shown, lines))


def shown(line: str) -> str:
    """Without what moves a terminal's cursor or turns the writing round: a stranger's file brings its own words."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in line)


def moment(at: datetime | None) -> str:
    """A time as people in Vietnam write it."""
    from zoneinfo import ZoneInfo

    return at.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).strftime("%d/%m/%Y %H:%M:%S") if at else "–"
