"""The chain of a version as its reader sees it: who signed, whom it waits for, and what the next signature does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.names import PersonId
from domain.signatures import Method, Step
from services.signatures import DocumentView
from store.queries.signatures import Version
from web.words import _

Words = Callable[[str], str]


@dataclass(frozen=True)
class StepLine:
    """One stage of the chain: who signed, or who may."""

    title: str
    people: str
    state: str
    """`signed`, `waiting`, `not_yet`, `stamping`, `refused`."""
    at: datetime | None = None
    unchecked: bool = False
    """Signed while nobody could say whether the certificate was still good; until preservation finds out."""


def steps(version: Version, names: Mapping[PersonId, str], words: Words) -> tuple[StepLine, ...]:
    return tuple(_step(version, step, names, words) for step in version.chain.steps)


def _step(version: Version, step: Step, names: Mapping[PersonId, str], words: Words) -> StepLine:
    chain = version.chain
    made = [one for one in chain.signatures if one.step == step.name]
    signed = ", ".join(names.get(one.person, "") for one in made)
    unchecked = any(one.unchecked for one in made) and not chain.preserved
    if len(made) >= step.needed:
        state = "stamping" if chain.pending in made else "signed"
        return StepLine(step.title, signed, state, made[-1].at, unchecked)
    people = sorted(names.get(person, "") for person in step.people)
    may = words(_(" hoặc ")).join(people) if step.needed == 1 else ", ".join(people)
    state = "waiting" if step == chain.step and not chain.ended else "not_yet"
    if chain.ended and step == chain.step:
        state = str(chain.ended)
    return StepLine(step.title, may, state, unchecked=unchecked)


def by_signing(version: Version, words: Words) -> str:
    """Said before the PIN is given: a number once taken is not given back (NĐ 30/2020 Đ15)."""
    step = version.chain.step
    if step is None or step.method is not Method.ORGANISATION:
        return ""
    if version.series and not version.issue_number:
        told = _(
            "Nhập PIN là cấp số: văn bản lấy số tiếp theo của ký hiệu %(series)s và mang chữ ký số của cơ sở. Số đã cấp không lấy lại được."
        )
        return words(told) % {"series": version.series}
    return words(_("Chữ ký này là chữ ký số của cơ sở, ký bằng PIN của anh/chị."))


def waits(version: Version, view: DocumentView, words: Words) -> str:
    if version.chain.pending:
        return words(_("Chữ ký vừa rồi đang chờ dấu thời gian; sau đó đến người ký tiếp theo."))
    if view.waits_for and not version.chain.ended:
        return words(_("Đang chờ %(who)s ký.")) % {"who": words(_(" hoặc ")).join(name for __, name in view.waits_for)}
    return ""
