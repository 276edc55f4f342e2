"""The frozen whole of what `policies/` says, and which edition rules on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from domain.algorithms import AlgorithmTable
from domain.appraisals import CriteriaEdition
from domain.care import CareSettings
from domain.errors import NotFound
from domain.forms import Form, Paper
from domain.golive_policies import GolivePolicy, Subject
from domain.law_texts import LawTable
from domain.names import FacilityId, Sha256
from domain.plans import Plan
from domain.procurement_routes import ProcurementRules
from domain.readiness import ReadinessTable
from domain.reasons import Reason
from domain.regulation_drafts import RegulationTemplate
from domain.retention import Schedule
from domain.retention_signs import SignTable
from domain.signature_chains import ChainPolicy
from domain.survey_editions import SurveyEdition


class Edition(Protocol):
    """Anything that rules from one day to another."""

    @property
    def edition(self) -> str: ...
    @property
    def effective_from(self) -> date: ...
    @property
    def effective_until(self) -> date | None: ...


E = TypeVar("E", bound=Edition)


def rules_on(edition: Edition, day: date) -> bool:
    """Whether the edition is in force on the day; both its first and last day count."""
    return edition.effective_from <= day and (edition.effective_until is None or day <= edition.effective_until)


def in_force(editions: Iterable[E], day: date) -> E | None:
    """The edition in force on the day; the reader has seen to it that there is at most one."""
    return next((edition for edition in editions if rules_on(edition, day)), None)


@dataclass(frozen=True)
class PolicyBook:
    """All policies as read at start-up. Workflows never hold it: they get the piece that governs them, with its edition."""

    edition: Sha256
    """SHA-256 over every policy file's name and bytes: says which book a process was started with."""
    chains: tuple[ChainPolicy, ...] = ()
    forms: tuple[Form, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    signs: tuple[SignTable, ...] = ()
    settings: tuple[CareSettings, ...] = ()
    criteria: tuple[CriteriaEdition, ...] = ()
    plans: tuple[Plan, ...] = ()
    digests: tuple[AlgorithmTable, ...] = ()
    laws: tuple[LawTable, ...] = ()
    golives: tuple[GolivePolicy, ...] = ()
    purchases: tuple[ProcurementRules, ...] = ()
    readiness_tables: tuple[ReadinessTable, ...] = ()
    surveys: tuple[SurveyEdition, ...] = ()
    regulations: tuple[RegulationTemplate, ...] = ()

    def chain(self, form: str, facility: FacilityId, day: date) -> ChainPolicy:
        """The signature chain of a form: the facility's own edition, else the default. Raises: NotFound."""
        return _own_or_default([c for c in self.chains if c.form == form], facility, day, f"chain {form}")

    def form(self, code: str, day: date) -> Form:
        """The edition of a form for documents made on the day. Raises: NotFound."""
        return _found(in_force([f for f in self.forms if f.code == code], day), f"form {code}", day)

    @property
    def slips(self) -> dict[str, str]:
        """Code → name of the forms by which patients are transferred, of whatever edition."""
        return {one.code: one.name for one in self.forms if one.refers}

    def answering(self, kind: str, day: date) -> tuple[Form, ...]:
        """The forms in force by which order lines of a kind are answered."""
        return tuple(one for one in self.forms if one.answers == kind and rules_on(one, day))

    def care(self, facility: FacilityId, day: date) -> CareSettings:
        """The facility's settings, else the default ones. Raises: NotFound."""
        return _own_or_default(self.settings, facility, day, "care")

    def reasons(self, form: str, facility: FacilityId, day: date) -> tuple[Reason, ...]:
        """Those to choose from when refusing to sign a document of the form: its own, else the facility's for such papers."""
        settings = self.care(facility, day)
        try:
            known = self.form(form, day)
        except NotFound:
            return settings.refusal_reasons
        official = known.paper is Paper.OFFICIAL
        return known.refusal_reasons or (settings.official_refusal_reasons if official else settings.refusal_reasons)

    def retention(self, day: date) -> Schedule:
        """The schedule for terms set on the day. Raises: NotFound."""
        return _found(in_force(self.schedules, day), "retention", day)

    def retention_edition(self, edition: str) -> Schedule:
        """The schedule by which a term was set. Raises: NotFound."""
        return _found(next((s for s in self.schedules if s.edition == edition), None), f"retention {edition}", None)

    @property
    def class_titles(self) -> dict[tuple[str, str], str]:
        """Edition of a schedule and class → its words."""
        return {(schedule.edition, one.code): one.title for schedule in self.schedules for one in schedule.classes}

    def retention_signs(self, facility: FacilityId, day: date) -> SignTable:
        """The signs by which classes are proposed: the facility's own edition, else the default. Raises: NotFound."""
        return _own_or_default(self.signs, facility, day, "retention signs")

    def law(self, day: date) -> LawTable | None:
        """What is known on the day of the texts that plans cite; None when no table is in force."""
        return in_force(self.laws, day)

    def readiness(self, day: date) -> ReadinessTable:
        """What facilities prepare beside their milestones. Raises: NotFound."""
        return _found(in_force(self.readiness_tables, day), "readiness", day)

    def algorithms(self, day: date) -> AlgorithmTable:
        """Which digest algorithms the archive rests on. Raises: NotFound."""
        return _found(in_force(self.digests, day), "algorithms", day)

    def appraisal(self, day: date, council: str = "readiness") -> CriteriaEdition:
        """The criteria of a council for an appraisal opened on the day. Raises: NotFound."""
        return _found(in_force([c for c in self.criteria if c.council == council], day), f"appraisal {council}", day)

    def appraisal_of(self, system: str, day: date) -> CriteriaEdition:
        """The criteria by which a level of a system is appraised on the day. Raises: NotFound."""
        return _found(in_force([c for c in self.criteria if c.system == system], day), f"appraisal {system}", day)

    def appraisal_edition(self, council: str, edition: str) -> CriteriaEdition:
        """The criteria by which an appraisal was opened. Raises: NotFound."""
        found = next((c for c in self.criteria if (c.council, c.edition) == (council, edition)), None)
        return _found(found, f"appraisal {council} {edition}", None)

    def golive(self, subject: Subject, facility: FacilityId, day: date) -> GolivePolicy:
        """What a facility must show before it drops this paper: its own edition, else the default. Raises: NotFound."""
        return _own_or_default([one for one in self.golives if one.subject is subject], facility, day, f"golive {subject}")

    def procurement(self, plan: str, day: date) -> ProcurementRules:
        """How purchases under a plan go: its own rules, else the default ones. Raises: NotFound."""
        own = in_force((one for one in self.purchases if one.plan == plan), day)
        return own or _found(in_force((one for one in self.purchases if not one.plan), day), "procurement", day)

    def procurement_edition(self, plan: str, edition: str) -> ProcurementRules:
        """The rules a purchase under the plan was opened by: its route and clauses stay theirs. Raises: NotFound."""
        named = [one for one in self.purchases if one.edition == edition and one.plan in (plan, "")]
        return _found(next(iter(sorted(named, key=lambda one: not one.plan)), None), f"procurement {edition}", None)

    def survey(self, day: date, code: str = "readiness") -> SurveyEdition:
        """The edition of a survey begun on the day. Raises: NotFound."""
        return _found(in_force([s for s in self.surveys if s.code == code], day), f"survey {code}", day)

    def survey_edition(self, code: str, edition: str) -> SurveyEdition:
        """The edition with which a survey began. Raises: NotFound."""
        return _found(next((s for s in self.surveys if (s.code, s.edition) == (code, edition)), None), f"survey {code} {edition}", None)

    def plan(self, code: str) -> Plan:
        """Raises: NotFound."""
        return _found(next((plan for plan in self.plans if plan.code == code), None), f"plan {code}", None)


class _Local(Edition, Protocol):
    @property
    def facility(self) -> str: ...


L = TypeVar("L", bound=_Local)
T = TypeVar("T")


def _own_or_default(editions: Iterable[L], facility: str, day: date, what: str) -> L:
    editions = tuple(editions)
    own = in_force((e for e in editions if e.facility == facility), day)
    return own or _found(in_force((e for e in editions if not e.facility), day), what, day)


def _found(thing: T | None, what: str, day: date | None) -> T:
    if thing is None:
        raise NotFound("policy", f"{what} {day.isoformat()}" if day else what)
    return thing
