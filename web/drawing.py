"""A chain as people read it: its stages in order, in words, and what differs from another chain."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from domain.forms import Form
from domain.signature_chains import NAMED_BY_HOUSE, ChainPolicy, Stage
from domain.steps import Rung, Who
from web.words import ROLES, _

Words = Callable[[str], str]

PLACES: Mapping[str, str] = {
    "ordering": _("khoa chỉ định"),
    "performing": _("khoa thực hiện"),
    "treating": _("khoa đang điều trị"),
    "facility": _("toàn cơ sở"),
}
"""Where a role is held → how it is said."""
DUTIES: Mapping[str, str] = {
    "doctor": _("bác sĩ trực"),
    "nurse": _("điều dưỡng trực"),
    "technician": _("kỹ thuật viên trực"),
    "leader": _("trực lãnh đạo"),
}
METHODS: Mapping[str, str] = {
    "digital": _("chữ ký số của người ký"),
    "organisation": _("chữ ký số của cơ sở, dùng bằng PIN của người ký"),
    "confirmed": _("xác nhận bằng PIN, không phải chữ ký số; được chữ ký số sau bao trùm"),
}
NAMED: Mapping[str, str] = {
    "doctor": _("bác sĩ chỉ định hoặc điều trị"),
    "performer": _("người thực hiện"),
    "secretary": _("thư ký"),
    "members": _("các thành viên"),
    "chair": _("chủ tọa"),
}
"""People whom the house names at another act → how they are called."""


@dataclass(frozen=True)
class Told:
    """One thing that is said of a stage."""

    label: str
    text: str


@dataclass(frozen=True)
class StageBox:
    number: int
    title: str
    who: str
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Change:
    """What a chain does otherwise than the one it is compared with."""

    sort: str
    """`added`, `removed`, `altered` or `moved`."""
    title: str
    told: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Speaker:
    """Says a stage in the person's language."""

    words: Words
    form: Form | None = None
    departments: Mapping[str, str] = field(default_factory=dict)
    """Code → name, of the facility."""

    def draw(self, chain: ChainPolicy) -> tuple[StageBox, ...]:
        return tuple(self._box(number, stage, chain) for number, stage in enumerate(chain.stages, 1))

    def changes(self, before: ChainPolicy, after: ChainPolicy) -> tuple[Change, ...]:
        """From one chain to the other, stage by stage of the same name."""
        old, new = ({stage.name: stage for stage in chain.stages} for chain in (before, after))
        found = [Change("removed", stage.title) for name, stage in old.items() if name not in new]
        for name, stage in new.items():
            if name not in old:
                found.append(Change("added", stage.title, (Told(self.words("Người ký"), self.who(stage)),)))
            elif differs := self._differences(old[name], before, stage, after):
                found.append(Change("altered", stage.title, differs))
        if [name for name in old if name in new] != [name for name in new if name in old]:
            found.append(Change("moved", " → ".join(stage.title for stage in after.stages)))
        return tuple(found)

    def _differences(self, old: Stage, before: ChainPolicy, new: Stage, after: ChainPolicy) -> tuple[Told, ...]:
        was, now = self._cells(old, before), self._cells(new, after)
        return tuple(Told(label, f"{was[label] or '—'} → {now[label] or '—'}") for label in now if was[label] != now[label])

    def _box(self, number: int, stage: Stage, chain: ChainPolicy) -> StageBox:
        cells = self._cells(stage, chain)
        hidden = {self.words(_("Tên bước")), self.words(_("Người ký"))}
        told = tuple(Told(label, text) for label, text in cells.items() if text and label not in hidden)
        return StageBox(number, stage.title, self.who(stage), told)

    def _cells(self, stage: Stage, chain: ChainPolicy) -> dict[str, str]:
        return {self.words(label): say(self, stage, chain) for label, say in CELLS.values()}

    def who(self, stage: Stage) -> str:
        who = stage.who
        if who.author:
            return self.words(_("người lập văn bản"))
        if who.treating_doctor:
            return self.words(_("bác sĩ điều trị của người bệnh"))
        if who.named:
            return self.words(_(" hoặc ")).join(self._named(name) for name in who.named)
        said = DUTIES.get(who.duty) or ROLES.get(str(who.role), "")
        return f"{self.words(said)}, {self._place(who)}"

    def _named(self, name: str) -> str:
        if self.form and name in NAMED_BY_HOUSE.get(self.form.code, {}):
            return self.words(NAMED[name])
        label = next((one.label for one in self.form.fields if one.name == name), name) if self.form else name
        return self.words(_("người ghi ở mục “%(label)s”")) % {"label": label}

    def _place(self, where: Who | Rung) -> str:
        return (
            self.words(PLACES[where.department]) if where.department in PLACES else self.departments.get(where.department, where.department)
        )

    def needed(self, stage: Stage, chain: ChainPolicy) -> str:
        if stage.needed == 0:
            return self.words(_("tất cả những người này"))
        return self.words(_("%(n)s người")) % {"n": stage.needed}

    def differs(self, stage: Stage, chain: ChainPolicy) -> str:
        titles = {one.name: one.title for one in chain.stages}
        return ", ".join(titles.get(name, name) for name in stage.differs_from)

    def when(self, stage: Stage, chain: ChainPolicy) -> str:
        if stage.when is None:
            return ""
        asked = next((one for one in self.form.fields if one.name == stage.when.field), None) if self.form else None
        chosen = self.words(_(" hoặc ")).join(asked.choices.get(key, key) if asked else key for key in stage.when.one_of)
        return f"{asked.label if asked else stage.when.field}: {chosen}"

    def hours(self, hours: int) -> str:
        return self.words(_("%(n)s giờ")) % {"n": hours} if hours else ""

    def ladder(self, stage: Stage, chain: ChainPolicy) -> str:
        return "; ".join(f"{self.hours(rung.after_hours)}: {self.words(ROLES[rung.role])}, {self._place(rung)}" for rung in stage.escalate)


Say = Callable[[Speaker, Stage, ChainPolicy], str]
CELLS: Mapping[str, tuple[str, Say]] = {
    "title": (_("Tên bước"), lambda speaker, stage, chain: stage.title),
    "who": (_("Người ký"), lambda speaker, stage, chain: speaker.who(stage)),
    "needed": (_("Cần"), Speaker.needed),
    "method": (_("Cách ký"), lambda speaker, stage, chain: speaker.words(METHODS[stage.method])),
    "reason": (_("Lý do ký"), lambda speaker, stage, chain: stage.reason),
    "differs_from": (_("Không trùng người với"), Speaker.differs),
    "when": (_("Chỉ khi"), Speaker.when),
    "substitutable": (_("Ký thay"), lambda speaker, stage, chain: speaker.words(_("được")) if stage.substitutable else ""),
    "deadline_hours": (_("Hạn ký"), lambda speaker, stage, chain: speaker.hours(stage.deadline_hours)),
    "remind_after_hours": (_("Nhắc sau mỗi"), lambda speaker, stage, chain: speaker.hours(stage.remind_after_hours)),
    "escalate": (_("Báo lên khi quá"), Speaker.ladder),
}
"""Key of a stage → its label and how it is said; a test sees to it that no key is left unsaid."""


def titles(chain: ChainPolicy) -> str:
    """The whole chain in a line."""
    return " → ".join(stage.title for stage in chain.stages)
