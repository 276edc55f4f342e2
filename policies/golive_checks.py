"""What must be true of a policy of going live beyond its shape."""

from collections.abc import Iterable, Iterator
from typing import Any

from domain.facts import check_faults
from domain.golive_policies import GolivePolicy
from domain.survey_editions import SurveyEdition
from policies.checks import repeated
from policies.faults import Fault
from policies.sheets import Sheet


def check_golive(sheet: Sheet, policy: GolivePolicy) -> Iterator[Fault]:
    """Facts are known and bounded, codes are used once, numbers of days are in reason."""
    checks = [(f"facts[{n}].check", one.check) for n, one in enumerate(policy.facts)]
    checks += [(f"watch[{n}].check", one.check) for n, one in enumerate(policy.watch)]
    checks += [(f"papers[{n}].check", one.check) for n, one in enumerate(policy.papers) if one.check]
    checks += [(f"evaluation[{n}].check", one.check) for n, one in enumerate(policy.evaluation) if one.check]
    for where, check in checks:
        for vi, en in check_faults(check):
            yield sheet.fault(where, vi, en)
    yield from repeated(sheet, "papers", [one.code for one in policy.papers])
    yield from repeated(sheet, "evaluation", [one.code for one in policy.evaluation])
    for n, line in enumerate(policy.evaluation):
        if (line.check is None) is (line.question == ""):
            yield sheet.fault(f"evaluation[{n}]", "phải có đúng một trong check và question", "needs exactly one of check and question")
    yield from repeated(sheet, "milestones", [one.kind for one in policy.milestones])
    for name, least in (("rehearsal_valid_days", 1), ("watch_days", 1)):
        if getattr(policy, name) < least:
            yield sheet.fault(name, f"ít nhất {least}", f"at least {least}")
    for n, basis in enumerate(policy.bases):
        if not basis.startswith("Căn cứ "):
            yield sheet.fault(f"bases[{n}]", "bắt đầu bằng “Căn cứ ”", "begins with “Căn cứ ”")
    for name, code in (("title", policy.title), ("title_en", policy.title_en), ("about", policy.about)):
        if not code.strip():
            yield sheet.fault(name, "để trống", "is empty")


def check_evaluations(things: Iterable[tuple[Sheet, Any]]) -> Iterator[Fault]:
    """An indicator that a survey answers is asked by one of the surveys."""
    things = tuple(things)
    asked = {one.code for _, thing in things if isinstance(thing, SurveyEdition) for one in thing.questions}
    for sheet, thing in things:
        for n, line in enumerate(thing.evaluation if isinstance(thing, GolivePolicy) else ()):
            if line.question and line.question not in asked:
                said = line.question
                yield sheet.fault(f"evaluation[{n}].question", f"không khảo sát nào hỏi '{said}'", f"no survey asks '{said}'")
