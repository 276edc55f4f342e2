"""Surveys as pure rules: what is asked, what is enough, what is proposed, how saves join, how two surveys differ."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from domain.basis import Certainty
from domain.conditions import When
from domain.errors import Malformed, NotFound, SamePerson, WrongState
from domain.forms import Kind as Holds
from domain.names import FacilityId, PersonId, PlanId, SurveyId, TrackId
from domain.parts import Kind, Level
from domain.survey_editions import Category, Criterion, Proposal, Quantity, Question, Section, Share, Start, SurveyEdition
from domain.survey_gaps import MilestoneFacts, Turn, choice_of, differences, findings, gaps, investments, levels, suggestions, told
from domain.surveys import Review, Survey, SurveyState, check_next

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ANH, TAM = PersonId(UUID(int=1)), PersonId(UUID(int=2))


def question(code: str, kind: Holds = Holds.INTEGER, **other: object) -> Question:
    return Question(code, f"Câu {code}", "Kế hoạch", Certainty.INFERRED, kind, **other)  # type: ignore[arg-type]


def rule(**other: object) -> Criterion:
    return Criterion("Mặc định", Certainty.INFERRED, **other)  # type: ignore[arg-type]


PC = Proposal("Máy tính", "máy", Category.HARDWARE)
HIS = Proposal("Nâng cấp HIS", "hệ thống", Category.SOFTWARE, Quantity.ONE)
LEVELS = {"none": "Chưa có", "6": "Mức 6", "7": "Mức 7"}
EDITION = SurveyEdition(
    "readiness",
    "Khảo sát",
    "Survey",
    "1",
    date(2026, 1, 1),
    "Kế hoạch",
    Certainty.INFERRED,
    (
        Section(
            "all",
            "Chung",
            (
                question("writers", required=True),
                question("machines", required=True, unit="máy", criterion=rule(share=Share("writers", 3)), propose=PC),
                question("lines", criterion=rule(at_least=2)),
                question("backup", Holds.FLAG, required=True, criterion=rule(is_true=True)),
                question("his", Holds.CHOICE, choices=LEVELS, criterion=rule(level="6", system="HIS"), propose=HIS),
                question("where", Holds.CHOICE, choices={"own": "Tại chỗ", "hired": "Thuê"}),
                question("servers", required=True, when=When("where", ("own",)), criterion=rule(at_least=1)),
            ),
        ),
    ),
    (Start(Kind.SOFTWARE, ("his",), "HIS đạt", "HIS"), Start(Kind.SECURITY, ("backup", "lines"), "Đủ")),
)  # fmt: skip
SURVEY = Survey(
    SurveyId(UUID(int=9)),
    TrackId(UUID(int=8)),
    PlanId(UUID(int=7)),
    FacilityId("1"),
    FacilityId("2"),
    1,
    "readiness",
    "1",
    SurveyState.DRAFT,
    NOW,
    0,
    ANH,
    NOW,
)
WHOLE: Mapping[str, object] = {"writers": 10, "machines": 4, "backup": True, "where": "hired"}


def short(said: Mapping[str, object], demanded: Mapping[str, str] | None = None) -> list[str]:
    return [one.question.code for one in gaps(findings(EDITION, said, demanded or {}))]


def test_a_share_is_rounded_up_and_what_is_short_is_the_quantity() -> None:
    found = findings(EDITION, {**WHOLE, "machines": 3}, {})
    one = next(each for each in found if each.question.code == "machines")
    assert (one.needed, one.met, one.short) == (4, False, 1)
    assert [(each.item, each.quantity, each.why) for each in investments(found)] == [
        ("Máy tính", 1, "Câu machines: hiện có 3 máy, cần 4 máy")
    ]
    assert short(WHOLE) == []


def test_what_cannot_be_judged_is_no_gap() -> None:
    found = {one.question.code: one.met for one in findings(EDITION, {"machines": 4}, {})}
    assert found == {"machines": None, "lines": None, "backup": None, "his": None}


def test_the_level_is_the_one_the_plan_names_else_the_editions() -> None:
    assert short({"his": "6"}) == []
    found = findings(EDITION, {"his": "6"}, levels([Level("HIS", "7", True)]))
    his = next(one for one in found if one.question.code == "his")
    assert (his.needed, his.met, his.of_plan, his.short) == ("7", False, True, 1)
    assert [one.quantity for one in investments(found)] == [1]
    asked = EDITION.question("his")
    assert (choice_of(asked, "mức độ 7"), choice_of(asked, "nâng cao"), choice_of(asked, "")) == ("7", "", "")


def test_what_a_choice_makes_needless_is_neither_asked_nor_missing() -> None:
    assert EDITION.missing(WHOLE) == ()
    assert [one.partition(":")[0] for one in EDITION.missing({**WHOLE, "where": "own"})] == ["Câu servers"]
    assert "servers" not in [one.code for one in EDITION.asked(WHOLE)]
    with pytest.raises(NotFound):
        EDITION.question("patients")


def test_from_draft_to_review_and_back() -> None:
    with pytest.raises(Malformed) as left:
        SURVEY.submit(EDITION, {"writers": 10}, ANH, NOW)
    assert len(left.value.facts) == 2
    with pytest.raises(WrongState):
        SURVEY.review(Review(True), EDITION, TAM, NOW)
    sent, _ = SURVEY.submit(EDITION, WHOLE, ANH, NOW)
    with pytest.raises(WrongState):
        sent.saved()
    with pytest.raises(SamePerson):
        sent.review(Review(True), EDITION, ANH, NOW)
    with pytest.raises(Malformed):
        sent.review(Review(False, " "), EDITION, TAM, NOW)
    with pytest.raises(Malformed):
        sent.review(Review(True, "", {"patients": "?"}), EDITION, TAM, NOW)
    back, step = sent.review(Review(False, "Đếm lại", {"writers": "Ít quá", "lines": " "}), EDITION, TAM, NOW)
    assert (back.state, back.filled, dict(step.remarks)) == (SurveyState.RETURNED, True, {"writers": "Ít quá"})
    taken, _ = back.submit(EDITION, WHOLE, ANH, NOW)[0].review(Review(True), EDITION, TAM, NOW)
    taken.check_baseline("survey.draw_up")
    assert (check_next([]), check_next([taken])) == (1, 2)
    with pytest.raises(WrongState):
        check_next([taken, SURVEY])


def test_two_surveys_differ_in_answers_and_gaps() -> None:
    after = {**WHOLE, "machines": 3, "lines": 2}
    found = {one.question.code: one for one in differences((EDITION, {**WHOLE, "lines": 1}), (EDITION, after), {}) if one.changed}
    assert {code: (one.turn, one.more) for code, one in found.items()} == {"machines": (Turn.OPENED, -1), "lines": (Turn.CLOSED, 1)}
    later = replace(EDITION, edition="2", sections=(Section("all", "Chung", EDITION.questions[1:]),))
    codes = [one.question.code for one in differences((EDITION, WHOLE), (later, WHOLE), {})]
    assert codes == [one.code for one in EDITION.questions[1:]] + ["writers"]


def test_milestones_look_done_only_when_every_answer_is_enough() -> None:
    waiting = [
        MilestoneFacts("3-1", "HIS", Kind.SOFTWARE, Level("HIS", "6")),
        MilestoneFacts("3-2", "LIS", Kind.SOFTWARE, Level("LIS", "nâng cao")),
        MilestoneFacts("4-1", "An toàn", Kind.SECURITY),
    ]

    def suggested(said: Mapping[str, object]) -> list[str]:
        return [one.milestone.code for one in suggestions(EDITION, findings(EDITION, said, {}), waiting)]

    assert suggested({**WHOLE, "his": "6"}) == ["3-1"]
    assert suggested({**WHOLE, "lines": 2}) == ["4-1"]
    assert suggested({**WHOLE, "lines": 2, "backup": False}) == []


def test_values_are_told_as_a_paper_writes_them() -> None:
    number = question("n", Holds.NUMBER, unit="Mbit/s")
    assert [told(number, 1300.5), told(number, 7), told(number, None), told(number, True)] == [
        "1.300,5 Mbit/s",
        "7 Mbit/s",
        "chưa rõ",
        "có",
    ]
    assert told(question("d", Holds.DAY), "2026-10-14") == "14/10/2026"
