"""Surveys: the list, one being filled in with two answers of one question, one to be reviewed, what it shows, and how two differ."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from activities.surveys import Shown
from domain.names import FacilityId, PersonId, PlanId, SurveyId, TrackId
from domain.parts import Kind, Level
from domain.survey_answers import Clash, Said
from domain.survey_gaps import MilestoneFacts, differences, findings, investments, suggestions
from domain.surveys import Survey, SurveyState, SurveyStep
from domain.tracks import Track
from policies.reader import load
from services.survey_views import BaselineView, DifferenceView, SurveyLine, SurveysView, SurveyView
from store.queries.surveys import Taken
from tests.surveying import ANSWERS
from tests.web.samples.house import at
from web.forms import Form, Told
from web.i18n import languages
from web.survey_differences import difference_page
from web.survey_pages import Given, list_page, survey_page
from web.survey_shown import shown_page

HOSPITAL = "Bệnh viện Đa khoa tỉnh"
ANH, KIEN, TAM = PersonId(UUID(int=1)), PersonId(UUID(int=2)), PersonId(UUID(int=3))
NAMES = {ANH: "Phạm Thị Ngọc Ánh", KIEN: "Trần Văn Kiên", TAM: "Lương Thanh Tâm"}
TRACK = Track(TrackId(UUID(int=10)), PlanId(UUID(int=11)), FacilityId("33001"), FacilityId("33"), at(1, 8), at(1, 8), ())
EDITION = load().surveys[0]
LEVELS = {"HIS": "6", "LIS": "nâng cao", "RIS-PACS": "nâng cao"}
WORDS = languages()["vi"].gettext


def survey(number: int, state: SurveyState) -> Survey:
    whose = (TRACK.id, TRACK.plan, TRACK.facility, TRACK.department)
    return Survey(SurveyId(UUID(int=20 + number)), *whose, number, "readiness", "2026-01", state, at(18, 9), 3, ANH, at(15, 8), 3, ANH)


def shown(number: int, state: SurveyState, answers: Mapping[str, object]) -> Shown:
    history = [Said(code, value, 3, KIEN if code in ("beds", "ups") else ANH, at(20, 10, 5)) for code, value in answers.items()]
    return Shown(survey(number, state), EDITION, history, dict(answers), LEVELS, findings(EDITION, answers, LEVELS))


FIRST = shown(1, SurveyState.REVIEWED, ANSWERS)
HALF = {code: value for code, value in ANSWERS.items() if code not in ("emr", "signers", "certificates", "budget_needed")}
RETURNED = (
    Taken(SurveyStep(SurveyState.DRAFT, ANH, at(15, 8)), NAMES[ANH]),
    Taken(SurveyStep(SurveyState.SUBMITTED, ANH, at(17, 16, 40)), NAMES[ANH]),
    Taken(
        SurveyStep(
            SurveyState.RETURNED,
            TAM,
            at(18, 9),
            "Số máy tính chưa khớp biên bản kiểm kê ngày 30/10/2026.",
            {"workstations": "Đếm lại máy ở khoa Khám bệnh và khoa Nhi."},
        ),
        NAMES[TAM],
    ),
)
FILLING = SurveyView(TRACK, HOSPITAL, shown(2, SurveyState.RETURNED, HALF), RETURNED, NAMES, FIRST, None, frozenset({"fill"}))
CLASHES = (Clash("beds", 540, Said("beds", 530, 3, KIEN, at(20, 10, 5))),)
FAULT = Form(
    values={"base": "2", "beds": "rất nhiều"},
    faults={"beds": "Phải là số nguyên, không âm"},
    told=Told("Dữ liệu chưa đúng.", "", ("Số giường bệnh thực kê: phải là số nguyên, không âm",), ("",), ("beds",)),
)
SUBMITTED = SurveyView(TRACK, HOSPITAL, shown(1, SurveyState.SUBMITTED, ANSWERS), RETURNED[:2], NAMES, None, None, frozenset({"review"}))
TAKEN = replace(SUBMITTED, shown=FIRST, acts=frozenset({"draw_up"}), paper=None)
LATER = {**ANSWERS, "workstations": 250, "internet_lines": 2, "his": "6", "it_staff": 0, "beds": 540}
FACTS = (
    MilestoneFacts("3.3b-2", "LIS đạt mức độ nâng cao", Kind.SOFTWARE, Level("LIS", "nâng cao")),
    MilestoneFacts("3.3b-1", "HIS đạt tối thiểu mức độ 6", Kind.SOFTWARE, Level("HIS", "6", True)),
    MilestoneFacts("3.4-1", "Kết nối, liên thông dữ liệu", Kind.CONNECTION),
)
BASELINE = BaselineView(TRACK, HOSPITAL, FIRST, investments(FIRST.findings), suggestions(EDITION, FIRST.findings, FACTS), False)
SECOND = shown(2, SurveyState.REVIEWED, LATER)
DIFFERENCE = DifferenceView(TRACK, HOSPITAL, FIRST, SECOND, differences((EDITION, ANSWERS), (EDITION, LATER), LEVELS))
ROW = SurveyLine(FIRST.survey, 12, 10, None)
LISTED = SurveysView(TRACK, HOSPITAL, (SurveyLine(survey(2, SurveyState.RETURNED), 0, 0), ROW), ROW, False)
NONE_YET = SurveysView(TRACK, HOSPITAL, (), None, True)


def one(view: SurveyView, given: Given = Given(), person: PersonId = ANH) -> object:
    return survey_page(view, str(person), "vi", WORDS, given)


PAGES: dict[str, tuple[str, object, str]] = {
    "/tracks/1/surveys": ("surveys/list.html", list_page(LISTED), "administrator"),
    "/tracks/1/surveys/none": ("surveys/list.html", list_page(NONE_YET), "administrator"),
    "/tracks/1/surveys/2": ("surveys/show.html", one(FILLING), "administrator"),
    "/tracks/1/surveys/2/clash": ("surveys/show.html", one(FILLING, Given(clashes=CLASHES, saved=2)), "administrator"),
    "/tracks/1/surveys/2/refused": ("surveys/show.html", one(FILLING, Given(fill=FAULT)), "administrator"),
    "/tracks/1/surveys/1/review": ("surveys/show.html", one(SUBMITTED, person=TAM), "health_officer"),
    "/tracks/1/surveys/1": ("surveys/show.html", one(TAKEN), "administrator"),
    "/tracks/1/surveys/1/gaps": ("surveys/shown.html", shown_page(BASELINE, "vi", WORDS), "health_officer"),
    "/tracks/1/surveys/2/difference": ("surveys/difference.html", difference_page(DIFFERENCE, "vi", WORDS), "health_officer"),
}
