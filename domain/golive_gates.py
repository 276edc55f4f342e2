"""What stands before a decision to drop paper: each gate with what is so now, in numbers where there are any."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.facts import Finding
from domain.faults import both
from domain.going_live import Act, GoLive
from domain.golive import SENTENCES, Readiness
from domain.golive_policies import GolivePolicy, PaperGate, Subject
from domain.parts import Kind
from domain.tracks import WAITS, State, Track

NONE: Mapping[str, str] = {}


@dataclass(frozen=True)
class Gate:
    """One thing that must hold before the decision, with what stands now."""

    code: str
    holds: bool
    sentence: str
    """In both languages, with the number."""
    link: str = ""
    moves: bool = False
    """Counted anew each day, or runs out by itself: judged when the decision is drawn up, not once more when it is signed."""


def gates(
    one: GoLive,
    policy: GolivePolicy,
    track: Track,
    titles: Mapping[str, str],
    standing: Readiness,
    found: Iterable[Finding],
    today: date,
    gone: Mapping[str, str] = NONE,
) -> tuple[Gate, ...]:
    """Every gate of the policy with what stands now, in the order in which they are worked on.

    `gone`: milestone → title of its regulation that is no longer in force.
    """
    here, known = f"/tracks/{track.id}", {f.check: f for f in found}
    return (
        *_milestones(policy, track, titles, here, gone),
        *(_before(policy, track, titles, here, standing) if one.subject is Subject.RECORD else []),
        *(Gate(f.check.fact, f.holds, f.sentence, f.fact.link, moves=True) for gate in policy.facts if (f := known.get(gate.check))),
        *(_paper(one, asked, here, known.get(asked.check) if asked.check else None, today) for asked in policy.papers),
        *([_verdict(standing, track, here)] if policy.verdict else []),
        *([_pilot(one, here)] if policy.pilot else []),
        *([_rehearsal(one, policy, here, today)] if policy.rehearsal else []),
    )


def _milestones(policy: GolivePolicy, track: Track, titles: Mapping[str, str], here: str, gone: Mapping[str, str]) -> list[Gate]:
    """One gate for each milestone of the kinds that are asked."""
    kinds = {one.kind for one in policy.milestones}
    made = []
    for one in track.milestones:
        if one.kind in kinds:
            accepted = one.state is State.ACCEPTED
            holds = accepted and one.code not in gone
            name = f"{one.code} {titles.get(one.code, '')}".strip()
            vi, en = ("đã được nghiệm thu", "accepted") if accepted else _STANDS[one.state]
            if accepted and not holds:
                vi, en = f"{gone[one.code]} không còn hiệu lực", f"{gone[one.code]} is no longer in force"
            made.append(Gate(one.code, holds, both(f"{name}: {vi}", f"{name}: {en}"), f"{here}/milestones/{one.code}"))
    return made


def _before(policy: GolivePolicy, track: Track, titles: Mapping[str, str], here: str, standing: Readiness) -> list[Gate]:
    """What the plan itself puts before the decision on records and no other gate tells of."""
    told = {one.kind for one in policy.milestones} | ({Kind.APPRAISAL} if policy.verdict and standing is not Readiness.MET else set())
    decision = next((one for one in track.milestones if one.kind is Kind.GOLIVE and one.state in WAITS), None)
    waiting = [track.of(code) for code in track.waits_for(decision.code)] if decision else []
    return [
        Gate(one.code, False, both(f"{name}: {_STANDS[one.state][0]}", f"{name}: {_STANDS[one.state][1]}"), f"{here}/milestones/{one.code}")
        for one in waiting
        if one.kind not in told and (name := f"{one.code} {titles.get(one.code, '')}".strip())
    ]


_STANDS: Mapping[State, tuple[str, str]] = {
    State.UNDECLARED: ("chưa khai báo", "not declared"),
    State.OPEN: ("chưa xong", "not done"),
    State.REPORTED: ("đã báo cáo, chờ Sở Y tế nghiệm thu", "reported, waits for the department of health"),
}


def _paper(one: GoLive, asked: PaperGate, here: str, shown: Finding | None, today: date) -> Gate:
    """A register that shows it needs no paper named."""
    if shown and shown.holds:
        return Gate(asked.code, True, shown.sentence, shown.fact.link)
    found = one.last(Act.NAME, asked.code)
    link = f"{here}/golive/{one.subject}#papers"
    if found is None or found.paper.day is None:
        return Gate(asked.code, False, both(f"{asked.title}: chưa ghi văn bản", f"{asked.title_en}: no paper named"), link)
    day, paper = f"{found.paper.day:%d/%m/%Y}", found.paper
    vi, en = f"{asked.title}: số {paper.number} ngày {day}, {paper.issuer}", f"{asked.title_en}: {paper.number} of {day}, {paper.issuer}"
    if asked.valid_days and (today - found.paper.day).days > asked.valid_days:
        n = asked.valid_days
        return Gate(asked.code, False, both(f"{vi}, đã quá {n} ngày", f"{en}, more than {n} days old"), link)
    if asked.check:
        vi, en = f"{vi} (cơ sở khai, sổ theo dõi chưa có)", f"{en} (as the facility says, not in the register)"
    return Gate(asked.code, True, both(vi, en), link)


def _verdict(standing: Readiness, track: Track, here: str) -> Gate:
    met = standing is Readiness.MET
    sentence = (
        "Thẩm định: hội đồng kết luận đáp ứng, minh chứng chưa đổi / Appraisal: the council's verdict is met on the evidence as it is"
    )
    code = next((one.code for one in track.milestones if one.kind is Kind.APPRAISAL), "")
    return Gate("verdict", met, sentence if met else SENTENCES[standing], f"{here}/milestones/{code}" if code else here)


def _pilot(one: GoLive, here: str) -> Gate:
    found, link = one.last(Act.PILOT), f"{here}/golive/{one.subject}#pilot"
    if found is None:
        said = "Thí điểm: Sở Y tế chưa xác nhận chạy ổn định / Pilot: the department of health has not accepted it yet"
        return Gate("pilot", False, said, link)
    day = f"{found.day:%d/%m/%Y}" if found.day else ""
    if found.well:
        return Gate("pilot", True, both(f"Thí điểm: Sở Y tế xác nhận ngày {day}", f"Pilot: accepted by the department on {day}"), link)
    vi = f"Thí điểm: Sở Y tế chưa xác nhận ngày {day}: {found.words}"
    return Gate("pilot", False, both(vi, f"Pilot: not accepted on {day}: {found.words}"), link)


def _rehearsal(one: GoLive, policy: GolivePolicy, here: str, today: date) -> Gate:
    found, holds = one.last(Act.REHEARSE), False
    day = f"{found.day:%d/%m/%Y}" if found and found.day else ""
    if not found or not day:
        sentence = "Diễn tập: chưa có / Rehearsal: none yet"
    elif not found.well:
        sentence = both(f"Diễn tập ngày {day}: chưa đạt", f"Rehearsal of {day}: did not go well")
    elif one.rehearsed(policy, today) is None:
        n = policy.rehearsal_valid_days
        sentence = both(f"Diễn tập ngày {day} đã quá {n} ngày", f"Rehearsal of {day} is over {n} days old")
    else:
        holds, sentence = True, both(f"Diễn tập ngày {day}: đạt", f"Rehearsal of {day}: went well")
    return Gate("rehearsal", holds, sentence, f"{here}/golive/{one.subject}#rehearsal", moves=True)
