"""Training and staffing of a facility: lines met or short, courses with signed attendance, degrees; one course."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.courses import Attendance, CourseState, NewCourse, Staffed, Trained
from domain.errors import Malformed, Refusal
from domain.names import CourseId, PersonId
from domain.outside_papers import OutsidePaper
from services import courses, training
from services.courses import NewDegree
from services.training import CourseView, TrainingView
from store.queries.courses import Entered, Tally
from web import asking
from web.errors import status_of
from web.evidence import File, file
from web.forms import Form, Option
from web.i18n import locale_of
from web.obstacle_lines import cited
from web.readiness_words import DEGREES, DISCIPLINES
from web.reading import Words
from web.render import page
from web.tracks import which


@dataclass(frozen=True)
class Wanted:
    """A line of training or of staff."""

    title: str
    state: str
    """`line_met` or `line_short`."""
    short: int
    numerator: int
    denominator: int
    """Of staff: how many there are to be."""
    names: tuple[str, ...]
    """Who is missing; of staff, who fulfils it."""
    quote: str
    basis: str
    certainty: str
    present: int = 0
    """Who was there by word of others only."""
    percent: int = 0


@dataclass(frozen=True)
class CourseLine:
    address: str
    title: str
    day: date
    place: str
    state: str
    invited: int
    present: int
    signed: int


@dataclass(frozen=True)
class DegreeLine:
    name: str
    degree: str
    words: str
    paper: str
    files: tuple[File, ...]
    by: str
    at: datetime


@dataclass(frozen=True)
class TrainingPage:
    facility: str
    track: str
    training: tuple[Wanted, ...]
    staff: tuple[Wanted, ...]
    courses: tuple[CourseLine, ...]
    degrees: tuple[DegreeLine, ...]
    forms: Mapping[str, Form] = field(default_factory=dict)
    """`plan`, `qualify`: what this position may do."""
    lines: tuple[Option, ...] = ()
    people: tuple[Option, ...] = ()
    levels: tuple[Option, ...] = ()
    disciplines: tuple[Option, ...] = ()


@dataclass(frozen=True)
class PersonOfCourse:
    name: str
    title: str
    state: str
    """`attendance_signed`, `attendance_waits`, `attendance_unsigned`, `attendance_invited`."""
    at: datetime | None = None


@dataclass(frozen=True)
class SheetLine:
    title: str
    address: str
    state: str


@dataclass(frozen=True)
class CoursePage:
    address: str
    register: str
    facility: str
    title: str
    line: str
    day: date
    place: str
    trainer: str
    state: str
    reason: str
    planned_by: str
    people: tuple[PersonOfCourse, ...]
    sheets: tuple[SheetLine, ...]
    forms: Mapping[str, Form] = field(default_factory=dict)
    """`record`, `call_off`."""
    choices: tuple[Option, ...] = ()


async def show(request: Request) -> Response:
    return await _register(request)


async def plan(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        made = await courses.plan(context, which(request), _course(sent))
    except Refusal as no:
        return await _register(request, "plan", asking.again(sent, no, locale_of(request)), status_of(no))
    return asking.seen(request, f"/courses/{made}")


def _course(sent: FormData) -> NewCourse:
    title, line, place, trainer = (asking.text(sent, name) for name in ("title", "line", "place", "trainer"))
    return NewCourse(title, line, asking.a_day(sent, "day"), place, trainer)


async def qualify(request: Request) -> Response:
    async with request.form() as sent:
        try:
            context = asking.context(request, asking.text(sent, "request"))
            await courses.qualify(context, which(request), await _degree(sent))
        except Refusal as no:
            return await _register(request, "qualify", asking.again(sent, no, locale_of(request)), status_of(no))
    return asking.seen(request, f"/tracks/{which(request)}/training")


async def _degree(sent: FormData) -> NewDegree:
    """Raises: Malformed."""
    if wrong := [*asking.unchosen(sent, "person"), *asking.unreadable(sent, days=("paper_day",))]:
        raise Malformed(*wrong)
    person = PersonId(asking.id_of(asking.text(sent, "person")))
    paper = OutsidePaper(asking.text(sent, "paper_number"), asking.a_day(sent, "paper_day"), asking.text(sent, "paper_issuer"))
    degree, discipline, words = (asking.text(sent, name) for name in ("degree", "discipline", "words"))
    return NewDegree(person, degree, discipline, words, paper, await asking.uploads(sent, "file"))


async def _register(request: Request, act: str = "", form: Form | None = None, status: int = 200) -> Response:
    view = await training.read(asking.context(request), which(request))
    shown = training_page(view, asking.words(request))
    if form:
        shown = replace(shown, forms={**shown.forms, act: form})
    return page(request, "courses/register.html", shown, status)


def training_page(view: TrainingView, words: Words) -> TrainingPage:
    track = f"/tracks/{view.track.id}"
    people = {one.person: f"{one.name}, {one.title}" for one in reversed(view.people)}
    return TrainingPage(
        view.facility,
        track,
        tuple(_trained(one) for one in view.prepared.training),
        tuple(_staffed(one) for one in view.prepared.staff),
        tuple(_line(one) for one in view.courses),
        tuple(_entered(one, view, track, words) for one in view.degrees),
        {"plan": Form(), "qualify": Form()} if view.may_prepare else {},
        tuple(Option(one.code, one.title) for one in view.table.training),
        tuple(Option(str(who), said) for who, said in reversed(people.items())),
        tuple(Option(one, words(said)) for one, said in DEGREES.items()),
        tuple(Option(one, words(said)) for one, said in DISCIPLINES.items()),
    )


def _trained(one: Trained) -> Wanted:
    line = one.line
    state = "line_met" if one.met else "line_short"
    said = (line.quote, line.basis, str(line.certainty))
    return Wanted(line.title, state, one.short, one.numerator, one.denominator, one.missing, *said, one.present, line.percent)


def _staffed(one: Staffed) -> Wanted:
    line = one.line
    state, said = "line_met" if one.met else "line_short", (line.quote, line.basis, str(line.certainty))
    return Wanted(line.title, state, one.short, one.numerator, line.least, one.holders, *said)


def _line(of: Tally) -> CourseLine:
    one = of.course
    return CourseLine(f"/courses/{one.id}", one.title, one.day, one.place, f"course_{one.state}", of.invited, of.present, of.signed)


def _entered(of: Entered, view: TrainingView, track: str, words: Words) -> DegreeLine:
    one = of.qualification
    files = tuple(file(each, track) for each in one.files)
    return DegreeLine(
        view.names[one.person], words(DEGREES[one.degree]), one.words, cited(one.paper, words), files, view.names[of.by], of.at
    )


async def show_course(request: Request) -> Response:
    return await _one(request)


async def record(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await courses.record(context, _course_id(request), tuple(PersonId(asking.id_of(str(one))) for one in sent.getlist("present")))
    except Refusal as no:
        return await _one(request, "record", asking.again(sent, no, locale_of(request)), status_of(no))
    return asking.seen(request, f"/courses/{_course_id(request)}")


async def call_off(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await courses.call_off(context, _course_id(request), asking.text(sent, "reason"))
    except Refusal as no:
        return await _one(request, "call_off", asking.again(sent, no, locale_of(request)), status_of(no))
    return asking.seen(request, f"/courses/{_course_id(request)}")


async def _one(request: Request, act: str = "", form: Form | None = None, status: int = 200) -> Response:
    context = asking.context(request)
    shown = course_page(await training.read_course(context, _course_id(request)), context.today)
    if form:
        shown = replace(shown, forms={**shown.forms, act: form})
    return page(request, "courses/show.html", shown, status)


def course_page(view: CourseView, today: date) -> CoursePage:
    one = view.course
    acts = () if not view.may_record else {CourseState.PLANNED: ("record", "call_off"), CourseState.HELD: ("record",)}.get(one.state, ())
    free = (each for each in view.attendances if each.sheet is None)
    options = [Option(str(each.person), f"{each.name}, {each.title}") for each in free]
    options += [Option(str(each.person), f"{each.name}, {each.title}") for each in view.others]
    return CoursePage(
        f"/courses/{one.id}",
        f"/tracks/{one.track}/training",
        view.facility,
        one.title,
        view.line,
        one.day,
        one.place,
        one.trainer,
        f"course_{one.state}",
        one.reason,
        view.planned_by,
        tuple(PersonOfCourse(each.name, each.title, _attended(each), each.signed_at) for each in view.attendances),
        tuple(SheetLine(document.title, f"/documents/{document.id}", version.state) for document, version in view.sheets),
        {name: Form() for name in acts if name != "record" or one.day <= today},
        tuple(options),
    )


def _attended(one: Attendance) -> str:
    if one.signed_at:
        return "attendance_signed"
    if one.sheet:
        return "attendance_waits"
    return "attendance_unsigned" if one.present else "attendance_invited"


def _course_id(request: Request) -> CourseId:
    return CourseId(asking.uuid(request, "course"))


ROUTES = [
    Route("/tracks/{track}/training", show),
    Route("/tracks/{track}/courses", plan, methods=["POST"]),
    Route("/tracks/{track}/qualifications", qualify, methods=["POST"]),
    Route("/courses/{course}", show_course),
    Route("/courses/{course}/attendance", record, methods=["POST"]),
    Route("/courses/{course}/ending", call_off, methods=["POST"]),
]
