"""The chain of a version as its reader sees it: who signed, whom it waits for, and what the next signature does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.names import PersonId
from domain.signature_chains import unfillable
from domain.signatures import Chain, Method, Signature, Step
from services.signatures import DocumentView
from store.queries.signatures import Version
from web.words import NOBODY, NOBODY_ELSE, _, moment

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
    note: str = ""
    """What else there is to say: in whose place, by which method, who took it, until when."""


def steps(version: Version, view: DocumentView, words: Words) -> tuple[StepLine, ...]:
    return tuple(_step(version, step, view, words) for step in version.chain.steps)


def _step(version: Version, step: Step, view: DocumentView, words: Words) -> StepLine:
    chain, names = version.chain, view.names
    made = [one for one in chain.signatures if one.step == step.name]
    note, unchecked = _note(version, step, view, words), any(one.unchecked for one in made) and not chain.preserved
    if len(made) >= step.needed:
        done = "confirmed" if step.method is Method.CONFIRMED else "signed"
        state = "stamping" if chain.pending in made else done
        return StepLine(step.title, ", ".join(_signed(one, names, words) for one in made), state, made[-1].at, unchecked, note)
    people = sorted(names.get(person, "") for person in step.people)
    may = words(_(" hoặc ")).join(people) if step.needed == 1 else ", ".join(people)
    state = "waiting" if step == chain.step and not chain.ended else "not_yet"
    if chain.ended and step == chain.step:
        state = str(chain.ended)
    return StepLine(step.title, may, state, unchecked=unchecked, note=note)


def _signed(made: Signature, names: Mapping[PersonId, str], words: Words) -> str:
    name = names.get(made.person, "")
    return words(_("%(who)s (ký thay %(absent)s)")) % {"who": name, "absent": names.get(made.place, "")} if made.absent else name


def _note(version: Version, step: Step, view: DocumentView, words: Words) -> str:
    chain, names = version.chain, view.names
    said = [words(_("xác nhận bằng mã PIN, không phải chữ ký số"))] if step.method is Method.CONFIRMED else []
    if sum(made.step == step.name for made in chain.signatures) < step.needed and not chain.ended:
        stand_ins = ", ".join(sorted({names.get(one.person, "") for one in step.substitutes}))
        taken = ", ".join(sorted(names.get(one, "") for one in step.claimed))
        said += [words(_("cần %(n)s người ký")) % {"n": step.needed}] if 1 < step.needed < len(step.people) else []
        said += [words(_("ký thay được: %(who)s")) % {"who": stand_ins}] if stand_ins else []
        said += [words(_("%(who)s đã nhận việc")) % {"who": taken}] if taken else []
        if step.deadline and step == chain.step and chain.since:
            said.append(words(_("hạn %(at)s")) % {"at": moment(chain.since + step.deadline)})
        if step == chain.step and unfillable(chain, view.left):
            said.append(words(_("không còn ai ký được bước này")))
    return " · ".join(said)


def edition(chain: Chain, words: Words) -> str:
    """By whose rules it is signed: the edition it began with, whatever rules today."""
    if not chain.regulation:
        return ""
    return words(_("Trình tự ký %(edition)s theo quy chế số %(paper)s")) % {"edition": chain.edition, "paper": chain.regulation}


def by_signing(version: Version, words: Words) -> str:
    """Said before the PIN is given: a number once taken is not given back (NĐ 30/2020 Đ15); a confirmation is no signature."""
    step = version.chain.step
    if step is not None and step.method is Method.CONFIRMED:
        return words(_("Nhập PIN là xác nhận, không phải chữ ký số; chữ ký số tiếp theo ghi và bao trùm xác nhận này."))
    if step is None or step.method is not Method.ORGANISATION:
        return ""
    if version.series and not version.issue_number:
        told = _(
            "Nhập PIN là cấp số: văn bản lấy số tiếp theo của ký hiệu %(series)s và mang chữ ký số của cơ sở. Số đã cấp không lấy lại được."
        )
        return words(told) % {"series": version.series}
    return words(_("Chữ ký này là chữ ký số của cơ sở, ký bằng PIN của anh/chị."))


def standing_in(view: DocumentView, words: Words) -> str:
    """Said before somebody signs in another's place."""
    stands = view.newest.chain.capacity(view.asker) if view.my_step else None
    return words(_("Anh/chị ký thay %(who)s, bằng chứng thư số của mình.")) % {"who": view.names.get(stands[0], "")} if stands else ""


def may_claim(view: DocumentView) -> bool:
    """Whether others could sign this step too, and nobody has taken it."""
    chain = view.newest.chain
    return view.my_step is not None and len(chain.waiting) > 1 and view.asker not in (chain.step.claimed if chain.step else ())


def claims(view: DocumentView) -> tuple[tuple[str, str], ...]:
    """Id and name of those who took the open step: one's own claim first."""
    step = view.newest.chain.step
    if step is None or view.newest.chain.ended:
        return ()
    return tuple((str(one), view.names.get(one, "")) for one in sorted(step.claimed, key=lambda one: one != view.asker))


def waits(version: Version, view: DocumentView, words: Words) -> str:
    if made := version.chain.pending:
        last = version.chain.step is None or version.chain.ended
        told = _("Chờ dấu thời gian từ %(at)s.") if last else _("Chờ dấu thời gian từ %(at)s; sau đó đến người ký tiếp theo.")
        return words(told) % {"at": moment(made.at)}
    if version.chain.step and unfillable(version.chain, view.left):
        step = version.chain.step
        return words(NOBODY if step.substitutable else NOBODY_ELSE) % {"step": step.title}
    if view.waits_for and not version.chain.ended:
        return words(_("Đang chờ %(who)s ký.")) % {"who": words(_(" hoặc ")).join(name for __, name in view.waits_for)}
    return ""
