"""The appraisal inside the second story: evidence for each criterion, a council of three, minutes signed."""

from typing import Any

from app.demo import evidence
from app.demo import plan_words as words
from app.demo.door import Door
from app.demo.telling import Telling

ADMINISTRATOR, IT = "qt.hoa", "cntt.long"
COUNCIL = (("gd.minh", "chair"), ("cntt.phuong", "secretary"), ("syt.dung", "member"))
CHAIR, SECRETARY, MEMBER = (login for login, _ in COUNCIL)


def play(door: Door, telling: Telling, track: str) -> tuple[str, str]:
    """Plays or goes on with the appraisal; gives it and its minutes. Raises: Failed."""
    with telling.step("Quản trị bệnh viện đề nghị thẩm định"):
        known = door.by(ADMINISTRATOR).get(f"/tracks/{track}")["appraisals"]
        appraisal = known[-1]["id"] if known else door.by(ADMINISTRATOR).post(f"/tracks/{track}/appraisals", "appraisal")["id"]
    _bring(door, telling, appraisal)
    _convene(door, telling, appraisal)
    _vote(door, telling, appraisal)
    minutes = _close(door, telling, appraisal)
    _sign(door, telling, minutes)
    with telling.step("Thẩm định kết thúc: đáp ứng", found=telling.idle):
        door.by(ADMINISTRATOR).until(f"/appraisals/{appraisal}", lambda one: one["state"] == "closed" and one["met"], "kết luận đáp ứng")
    return appraisal, minutes


def _seen(door: Door, appraisal: str, login: str = ADMINISTRATOR) -> Any:
    return door.by(login).get(f"/appraisals/{appraisal}")


def _bring(door: Door, telling: Telling, appraisal: str) -> None:
    with telling.step("Phòng CNTT nộp mười tệp minh chứng"):
        for criterion in _seen(door, appraisal)["criteria"]:
            if criterion["evidence"] is None:
                code = criterion["code"]
                pdf = evidence.page(f"Minh chứng {code}", criterion["title"], criterion["show"])
                path = f"/appraisals/{appraisal}/criteria/{code}/evidence"
                door.by(IT).upload(path, f"evidence-{code}", (f"minh-chung-{code}.pdf", pdf, "application/pdf"))


def _convene(door: Door, telling: Telling, appraisal: str) -> None:
    with telling.step("Lập hội đồng ba người"):
        if _seen(door, appraisal)["state"] == "evidence":
            members = [{"person": login, "seat": seat} for login, seat in COUNCIL]
            said = {"members": members, "founded_by": words.FOUNDED_BY, "place": words.PLACE}
            door.by(ADMINISTRATOR).post(f"/appraisals/{appraisal}/council", "council", **said)


def _vote(door: Door, telling: Telling, appraisal: str) -> None:
    for login, who in ((CHAIR, "Chủ tịch"), (SECRETARY, "Thư ký"), (MEMBER, "Ủy viên của Sở Y tế")):
        with telling.step(f"{who} xem minh chứng và biểu quyết mười tiêu chí"):
            seen = _seen(door, appraisal, login)
            if seen["state"] != "voting":
                continue
            me = door.by(login).get("/me")["id"]
            if all(said["person"] != me for said in seen["interests"]):
                door.by(login).post(f"/appraisals/{appraisal}/interests", f"interest-{login}", conflict=False)
            for criterion in seen["criteria"]:
                read = criterion["evidence"]["sha256"]
                for one in criterion["evidence"]["files"]:
                    door.by(login).content(f"/tracks/{seen['track']}/evidence/{one['file']['sha256']}")
                if all(vote["person"] != me for vote in criterion["votes"]):
                    path = f"/appraisals/{appraisal}/criteria/{criterion['code']}/votes"
                    door.by(login).post(path, f"vote-{login}-{criterion['code']}", finding="met", evidence=read)


def _close(door: Door, telling: Telling, appraisal: str) -> str:
    with telling.step("Chủ tịch kết thúc biểu quyết, biên bản được lập"):
        seen = _seen(door, appraisal)
        if seen["minutes"] and seen["state"] != "voting":
            kept: str = seen["minutes"]["id"]
            return kept
        made: str = door.by(CHAIR).post(f"/appraisals/{appraisal}/closing", "close-vote", conclusion=words.CONCLUSION)["document"]
        return made


def _sign(door: Door, telling: Telling, minutes: str) -> None:
    for login, who in ((SECRETARY, "thư ký"), (MEMBER, "ủy viên"), (CHAIR, "chủ tịch")):
        with telling.step(f"Biên bản thẩm định: {who} ký"):
            door.by(login).sign_once(minutes, f"sign-minutes-{login}")
