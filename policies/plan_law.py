"""Where a plan goes against what binds it from above: deadlines that are too late, texts that no longer hold."""

from collections.abc import Iterator
from datetime import date

from domain.deadlines import Nature
from domain.law_texts import LawTable, OuterDeadline
from domain.plans import Plan
from policies.findings import Finding
from policies.plan_clarity import AUTHORITY, TIME, WORK
from policies.plan_conflicts import against, reaches


def against_the_law(plan: Plan, law: LawTable) -> Iterator[Finding]:
    told: set[tuple[str, date, str]] = set()
    binding = [one for one in law.deadlines if one.known_until is None or plan.day <= one.known_until]
    for outer in sorted(binding, key=lambda one: one.known_from > plan.day):
        for found in _late(plan, outer):
            if (said := (found.task, outer.day, found.quotes[0][1])) not in told:
                told.add(said)
                yield found
    yield from _ended(plan, law)
    yield from _more_than_asked(plan, law)


def _late(plan: Plan, outer: OuterDeadline) -> Iterator[Finding]:
    """The plan's tasks that are due later than a deadline from above; of several that name one day the first tells."""
    later = "" if outer.known_from <= plan.day else f" (ban hành sau kế hoạch, {outer.known_from:%d/%m/%Y})"
    hard = outer.nature is Nature.LEGAL and not later
    for task in plan.tasks:
        dues = {due for part in task.parts if reaches(outer.scope, outer.kind, part) and (due := task.due_of(part))}
        for due in sorted((due for due in dues if due.last and due.last > outer.day), key=lambda due: str(due.last)):
            vi = f"hạn {due.last:%d/%m/%Y} muộn hơn {outer.day:%d/%m/%Y} theo {outer.basis}{later} ({outer.certainty})"
            en = f"due {due.last}, later than {outer.day} by {outer.basis}"
            sides = ((task.section, due.words), (outer.basis, f"{outer.day:%d/%m/%Y}"))
            yield against(plan, task.code, TIME, vi, en, hard, sides, f"Đưa hạn về chậm nhất {outer.day:%d/%m/%Y} cho đối tượng này.")


def _more_than_asked(plan: Plan, law: LawTable) -> Iterator[Finding]:
    """Lists of regulations that are longer than what the law asks for; nothing of a text issued after the plan."""
    for asked in law.asked:
        for one in plan.regulations if asked.known_from <= plan.day else ():
            task = next(task for task in plan.tasks if task.code == one.task)
            many = sum(part.kind is asked.kind for part in task.parts)
            if many > 1:
                vi = f"kế hoạch đòi {many} văn bản; {asked.basis} {asked.sentence} ({asked.certainty})"
                en = f"the plan asks for {many} papers, {asked.basis} for one"
                mend = "Ghi rõ văn bản nào luật đòi, văn bản nào tỉnh đòi thêm."
                yield against(plan, task.code, WORK, vi, en, False, ((task.section, one.quote),), mend)


def _ended(plan: Plan, law: LawTable) -> Iterator[Finding]:
    for cited in plan.cites:
        text = law.ended(cited.number)
        if text is None or text.ended_from > plan.effective_until:
            continue
        over = text.ended_from <= plan.day
        open_ = "" if plan.issued_on else " (ngày ban hành còn để trống)"
        when = f"từ {text.ended_from:%d/%m/%Y}, " + (f"trước ngày ban hành{open_}" if over else "trong thời gian thực hiện kế hoạch")
        what = f" ({text.only})" if text.only else ""
        vi = f"{cited.number} hết hiệu lực {'một phần ' if text.only else ''}{when}{what}; nay là {text.replaced_by} ({text.certainty})"
        en = f"{cited.number} {'partly ' if text.only else ''}no longer in force from {text.ended_from}; now {text.replaced_by}"
        hard = over and cited.ground and not text.only and plan.issued_on is not None
        mend = f"Rà lại viện dẫn: {text.only}." if text.only else f"Viện dẫn {text.replaced_by}."
        yield against(plan, "", AUTHORITY, vi, en, hard, (("", cited.quote),), mend)
