"""The second story: the province's plan in one hospital, from opening to the decision to go live.

A department opens a plan once, whatever the demo is called: each step looks at the state first and does what is still to be done.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.demo import appraisal_story, evidence, regulation_story
from app.demo import plan_words as words
from app.demo.door import Door, Refused
from app.demo.papers import Paper, preserved
from app.demo.telling import Telling
from app.devstack.demo_people import CENTRE, HEALTH_DEPARTMENT, HOSPITAL

OFFICER, SECOND_OFFICER = "syt.thao", "syt.dung"
ADMINISTRATOR, CENTRE_ADMINISTRATOR, IT = "qt.hoa", "qt.linh", "cntt.long"
DIRECTOR, CLERK = "gd.minh", "vt.nga"


@dataclass
class Told:
    """Ids of what the story made, and the papers it ends in."""

    plan: str
    track: str
    appraisal: str
    papers: list[Paper]


@dataclass(frozen=True)
class Hospital:
    """The hospital's track as its administrator sees it."""

    door: Door
    track: str
    opened_on: date

    def milestone(self, code: str) -> Any:
        return self.door.by(ADMINISTRATOR).get(f"/tracks/{self.track}/milestones/{code}")

    def at(self, code: str, act: str) -> str:
        return f"/tracks/{self.track}/milestones/{code}/{act}"

    def reported(self, code: str) -> None:
        """Waits until the milestone is reported by itself. Raises: Refused."""
        path = f"/tracks/{self.track}/milestones/{code}"
        self.door.by(ADMINISTRATOR).until(path, lambda one: one["state"] in ("reported", "accepted"), "mốc được báo cáo")


def play(door: Door, telling: Telling) -> Told:
    """Plays or goes on with the story. Raises: Failed, Refused."""
    telling.begin("kế hoạch của tỉnh tại một bệnh viện", acts=lambda: door.acts)
    _say_when_known(door, telling)
    plan, tracks, opened_on = _open(door, telling)
    _declare(door, telling, tracks, opened_on)
    hospital = Hospital(door, tracks[HOSPITAL], opened_on)
    documents = [
        _paper(hospital, telling, words.SURVEY, "Phiếu khảo sát", words.survey(opened_on), (ADMINISTRATOR, DIRECTOR)),
        _paper(hospital, telling, words.PROCUREMENT, "Tờ trình mua sắm", words.procurement(opened_on), (ADMINISTRATOR, DIRECTOR, CLERK)),
    ]
    _infrastructure(hospital, telling)
    documents.append(_regulation(hospital, telling))
    appraisal, minutes = appraisal_story.play(door, telling, hospital.track)
    _prepare(hospital, telling)
    documents += [minutes, _decision(hospital, telling)]
    _accept(hospital, telling)
    with telling.step("Mọi văn bản của lộ trình được bảo toàn (PAdES B-LTA)", found=telling.idle):
        papers = [preserved(door.by(ADMINISTRATOR), document, telling.story, (HEAD,)) for document in documents]
    return Told(plan, hospital.track, appraisal, papers)


HEAD = "BỆNH VIỆN ĐA KHOA TỈNH HƯNG YÊN"
"""Stands on every paper of the hospital."""


KNOWN = (
    "Mỗi bản cài đặt chỉ có một kế hoạch của tỉnh, và kế hoạch này đã mở từ trước: việc đã làm giữ nguyên, chỉ làm phần còn thiếu."
    " · The province's plan exists once per installation and was opened before: what is done stays, only what is missing is done."
)
"""The second story cannot be played anew."""


def _say_when_known(door: Door, telling: Telling) -> None:
    """One sentence before the steps. Raises: Refused."""
    if any(plan["code"] == words.PLAN for plan in door.by(OFFICER).get("/plans")):
        telling.console.print(f"  {KNOWN}", soft_wrap=True)


def _open(door: Door, telling: Telling) -> tuple[str, dict[str, str], date]:
    """Plan, facility → track, and the day it was opened."""
    officer = door.by(OFFICER)
    with telling.step("Sở Y tế mở kế hoạch của tỉnh Hưng Yên cho các cơ sở"):
        if not any(plan["code"] == words.PLAN for plan in officer.get("/plans")):
            seen = next(plan["edition_id"] for plan in officer.get("/plans/shipped") if plan["code"] == words.PLAN)
            officer.post("/plans", "plan", code=words.PLAN, edition_id=seen, facilities=[HEALTH_DEPARTMENT, HOSPITAL, CENTRE])
        plan = next(plan for plan in officer.get("/plans") if plan["code"] == words.PLAN)
        tracks = {row["facility"]["id"]: row["track"] for row in officer.get(f"/plans/{plan['id']}/board")["rows"]}
        return plan["id"], tracks, date.fromisoformat(plan["opened_on"])


def _declare(door: Door, telling: Telling, tracks: dict[str, str], opened_on: date) -> None:
    for login, facility, office, unsaid, who in (
        (ADMINISTRATOR, HOSPITAL, "BVĐK", frozenset(), "Bệnh viện Đa khoa tỉnh"),
        (CENTRE_ADMINISTRATOR, CENTRE, "TTYT", words.UNSAID, "Trung tâm Y tế Khoái Châu"),
        (SECOND_OFFICER, HEALTH_DEPARTMENT, "SYT", frozenset(), "Sở Y tế"),
    ):
        with telling.step(f"{who} khai báo lại các mốc đã làm trước khi mở kế hoạch"):
            person, track = door.by(login), tracks[facility]
            milestones = person.get(f"/tracks/{track}")["milestones"]
            codes = [one["code"] for one in milestones if one["state"] == "undeclared" and one["code"] not in unsaid]
            if codes:
                said = words.declarations(codes, opened_on, office)
                person.post(f"/tracks/{track}/declaration", f"declare-{facility}-{len(codes)}", declarations=said)


def _infrastructure(hospital: Hospital, telling: Telling) -> None:
    """Reported with evidence, sent back once, reported again, accepted."""
    code = words.INFRASTRUCTURE
    officer, it = hospital.door.by(OFFICER), hospital.door.by(IT)
    day = hospital.opened_on.isoformat()
    with telling.step("Phòng CNTT báo cáo nâng cấp hạ tầng, kèm minh chứng"):
        if hospital.milestone(code)["reports"] == 0:
            pdf = evidence.page("Biên bản nghiệm thu hạ tầng công nghệ thông tin", "Đã lắp đặt 6 máy chủ và hai đường truyền.")
            it.upload(hospital.at(code, "reports"), "report-1", ("nghiem-thu-ha-tang.pdf", pdf, "application/pdf"), done_on=day)
    with telling.step("Sở Y tế trả lại, nêu lý do"):
        if _last(hospital.milestone(code), 1):
            officer.post(hospital.at(code, "return"), "return-1", reason=words.RETURNED)
    with telling.step("Phòng CNTT bổ sung minh chứng và báo cáo lại"):
        if hospital.milestone(code)["reports"] == 1:
            said = ("Đã lắp đặt 6 máy chủ và hai đường truyền.", "Nhà thầu xác nhận; đo kiểm đạt 312 Mb/s và 305 Mb/s.")
            pdf = evidence.page("Biên bản nghiệm thu hạ tầng công nghệ thông tin (bổ sung)", *said)
            it.upload(hospital.at(code, "reports"), "report-2", ("nghiem-thu-bo-sung.pdf", pdf, "application/pdf"), done_on=day)
    with telling.step("Sở Y tế nghiệm thu mốc hạ tầng"):
        if _last(hospital.milestone(code), 2):
            officer.post(hospital.at(code, "acceptance"), "accept-infrastructure", note="Đã kiểm tra tại chỗ.")


def _last(milestone: Any, number: int) -> bool:
    """Whether the newest report is this one and waits to be judged."""
    reports = milestone["submissions"]
    return bool(reports) and reports[-1]["number"] == number and not reports[-1]["judged"]


def _paper(hospital: Hospital, telling: Telling, code: str, title: str, data: dict[str, Any], signers: tuple[str, ...]) -> str:
    with telling.step(f"{title}: quản trị bệnh viện lập"):
        found = hospital.milestone(code)["document"]
        person = hospital.door.by(ADMINISTRATOR)
        document: str = found["id"] if found else person.post(hospital.at(code, "documents"), f"draft-{code}", data=data)["document"]
    _signed(hospital.door, telling, title, document, signers, code)
    hospital.reported(code)
    return document


def _regulation(hospital: Hospital, telling: Telling) -> str:
    document = regulation_story.play(hospital.door, telling, hospital.track)
    _signed(hospital.door, telling, "Quy chế hồ sơ bệnh án điện tử", document, (DIRECTOR, CLERK), words.REGULATION)
    hospital.reported(words.REGULATION)
    return document


def _signed(door: Door, telling: Telling, title: str, document: str, signers: tuple[str, ...], which: str) -> None:
    who = {ADMINISTRATOR: "quản trị bệnh viện ký", DIRECTOR: "giám đốc ký", CLERK: "văn thư cấp số, ký số của cơ quan"}
    for number, login in enumerate(signers):
        with telling.step(f"{title}: {who[login]}"):
            door.by(login).sign_once(document, f"sign-{which}-{number}")


def _prepare(hospital: Hospital, telling: Telling) -> None:
    """What the decision asks besides the council: accepted regulations, two papers, the pilot, a rehearsal."""
    admin, officer = hospital.door.by(ADMINISTRATOR), hospital.door.by(OFFICER)
    record = f"/tracks/{hospital.track}/golive/record"
    lacking = {gate["code"] for gate in admin.get(record)["gates"] if not gate["holds"]}
    today = hospital.opened_on.isoformat()
    with telling.step("Sở Y tế nghiệm thu các quy chế, xác nhận thí điểm"):
        for one in admin.get(f"/tracks/{hospital.track}")["milestones"]:
            if one["code"] in lacking and one["state"] == "reported":
                officer.post(hospital.at(one["code"], "acceptance"), f"accept-{one['code']}", note="Đã xem văn bản.")
        if "pilot" in lacking:
            officer.post(f"{record}/pilot", "pilot", well=True, words="Ba tuần thí điểm chạy ổn định.")
    with telling.step("Quản trị bệnh viện ghi văn bản làm điều kiện, ngày diễn tập"):
        for code, (number, issuer) in words.GATE_PAPERS.items():
            if code in lacking:
                paper = {"number": number, "day": today, "issuer": issuer}
                admin.post(f"{record}/papers", f"gate-{code}", code=code, paper=paper)
        if "rehearsal" in lacking:
            admin.post(f"{record}/rehearsals", "rehearsal", held_on=today, well=True, words="Một ngày ở khoa Nội, không phải ghi giấy.")


def _decision(hospital: Hospital, telling: Telling) -> str:
    title = "Quyết định sử dụng hồ sơ bệnh án điện tử"
    person = hospital.door.by(ADMINISTRATOR)
    with telling.step(f"{title}: quản trị bệnh viện lập sau khi hội đồng kết luận đáp ứng"):
        found = hospital.milestone(words.GOLIVE)["document"]
        if found:
            document: str = found["id"]
        else:
            ready = person.get(f"/tracks/{hospital.track}/golive")
            if ready["readiness"] != "met":
                raise Refused(f"chưa sẵn sàng: {[gate['title'] for gate in ready['gates']]}")
            document = person.post(f"/tracks/{hospital.track}/golive", "golive", data=words.golive(hospital.opened_on))["document"]
    _signed(hospital.door, telling, title, document, (DIRECTOR, CLERK), "golive")
    hospital.reported(words.GOLIVE)
    return document


def _accept(hospital: Hospital, telling: Telling) -> None:
    officer = hospital.door.by(OFFICER)
    with telling.step("Sở Y tế nghiệm thu khảo sát, quy chế và thẩm định"):
        for code in (words.SURVEY, words.REGULATION, words.APPRAISAL):
            if hospital.milestone(code)["state"] == "reported":
                officer.post(hospital.at(code, "acceptance"), f"accept-{code}", note="Đã xem văn bản.")
