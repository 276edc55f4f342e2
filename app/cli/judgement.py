"""The verdict on a file, held against what the file has to be: for people and for machines."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from app.cli.archived import Kept
from signing.verdicts import LEVELS, SignatureVerdict, Verdict


@dataclass(frozen=True)
class Judgement:
    """What a file is, and what it has to be."""

    verdict: Verdict
    demanded: str
    """The least level, as somebody asked for or as the file says of itself; `none` when neither does."""
    kept: Kept | None
    """How it compares with the archive's manifest, when one was given."""

    @property
    def high_enough(self) -> bool:
        """Whether the level demanded is reached."""
        return LEVELS.index(self.verdict.level) >= LEVELS.index(self.demanded)

    @property
    def enough(self) -> bool:
        """Whether the file is valid and all that it has to be."""
        return self.verdict.valid and self.high_enough and (self.kept is None or self.kept.same)


def as_values(told: Judgement) -> dict[str, Any]:
    """As plain values, each finding with its sentences."""
    verdict = told.verdict
    plain: dict[str, Any] = json.loads(json.dumps(asdict(verdict), default=datetime.isoformat))
    for value, finding in zip(plain["findings"], verdict.findings, strict=True):
        value |= {"vi": finding.vi, "en": finding.en, "fatal": finding.fatal}
    kept = {**asdict(told.kept), "vi": told.kept.vi, "en": told.kept.en, "same": told.kept.same} if told.kept else None
    return {**plain, "demanded": told.demanded, "enough": told.enough, "archive": kept}


def as_text(told: Judgement) -> str:
    """For a person to read."""
    return "\n".join(map(shown, lines(told)))


def lines(told: Judgement) -> Iterator[str]:
    """The head, the signatures, the archive time stamps, and what was found."""
    verdict = told.verdict
    yield f"{word(told)}   {verdict.level}"
    for number, one in enumerate(verdict.signatures, 1):
        yield from signature(number, one)
    for act in verdict.acts:
        yield f"–  {act.who} ({act.capacity}): {act.what}"
        yield f"   {act.way}, {act.at}; không phải chữ ký số · no digital signature"
    for stamp in verdict.archive_stamps:
        good = "đúng · intact" if stamp.intact and stamp.trusted else "không đạt · refused"
        yield f"Dấu thời gian lưu trữ · archive time stamp {moment(stamp.at)}   {good}"
    said = {finding.code for finding in verdict.findings}
    certain = told.kept is not None and told.kept.code == "stamp_removed"
    for finding in verdict.findings:
        if finding.code == "not_preserved" and certain:
            continue  # the archive knows what the file alone leaves open
        wrong = finding.fatal or (finding.code == "not_preserved" and not told.high_enough)
        yield f"{'✗' if wrong else '!'} {finding.vi} · {finding.en}"
    if verdict.valid and not told.high_enough and "not_preserved" not in said:
        yield f"✗ Cần mức {told.demanded}, tệp đạt {verdict.level} · level {told.demanded} is needed, the file has {verdict.level}"
    if told.kept:
        yield f"{'✓' if told.kept.same else '✗'} {told.kept.vi} · {told.kept.en}"


def word(told: Judgement) -> str:
    """The whole in a word or two."""
    if not told.verdict.valid:
        return "KHÔNG HỢP LỆ · NOT VALID"
    if not told.high_enough:
        return "CHỮ KÝ HỢP LỆ, CHƯA ĐỦ MỨC · SIGNATURES VALID, LEVEL TOO LOW"
    return "HỢP LỆ · VALID" if told.enough else "CHỮ KÝ HỢP LỆ, KHÔNG PHẢI BẢN LƯU TRỮ · SIGNATURES VALID, NOT THE ARCHIVED FILE"


def signature(number: int, one: SignatureVerdict) -> Iterator[str]:
    """Who signed, for which stage and why, when."""
    good = "đúng · intact" if one.intact and one.trusted and not one.revoked else "không đạt · refused"
    yield f"{number}. {one.name}" + (f", {one.organisation}" if one.organisation else "")
    yield f"   {one.level}   {good}   {': '.join(part for part in (one.title, one.reason) if part)}"
    yield f"   ký lúc · signed {moment(one.claimed_at)}   dấu thời gian · stamped {moment(one.stamped_at)}"
    for said in one.confirmed:
        yield "   bao trùm xác nhận bằng mã PIN (không phải chữ ký số) · covers a confirmation by PIN, no digital signature:"
        yield f"   {said.title}: {said.name}, {moment(said.at)}"


def shown(line: str) -> str:
    """Without what moves a terminal's cursor or turns the writing round: a stranger's file brings its own words."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in line)


def moment(at: datetime | None) -> str:
    """A time as people in Vietnam write it."""
    from zoneinfo import ZoneInfo

    return at.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).strftime("%d/%m/%Y %H:%M:%S") if at else "–"
