"""What stands at the head and the foot of a plan's printed copy: number, date, who issued and who signed, open where the paper is."""

import re
from datetime import date
from unicodedata import combining, normalize

from domain.plans import Plan, Sort
from policies.plan_terms import CERTAINTIES

OPEN = "…"
"""An open place, as an office writes it."""
CAPACITY = re.compile(r"(?:KT|TM|TL|TUQ|Q)\.")


def read(plan: Plan, words: str) -> str:
    return plan.reads(words) or words


def day(on: date | None) -> str:
    return f"{on:%d/%m/%Y}" if on else OPEN


def number(plan: Plan) -> str:
    """After `Số: `; the blank before the stroke stays one."""
    if plan.number:
        return plan.number
    said = re.sub(r"(?i)^\s*số\s*:?\s*", "", plan.number_words)
    return OPEN + said if said.startswith("/") else said or OPEN


def dated(plan: Plan) -> str:
    """The date line; what it leaves out is left open."""
    said = read(plan, plan.dated_words)
    if not said and plan.issued_on:
        said = f"ngày {plan.issued_on:%d} tháng {plan.issued_on:%m} năm {plan.issued_on:%Y}"
    said = said or "ngày tháng năm"
    said = re.sub(r"ngày\s*(?=/)", f"ngày {OPEN}", said)
    said = re.sub(r"ngày\s+(?=tháng)", f"ngày {OPEN} ", said)
    said = re.sub(r"tháng\s+(?=năm)", f"tháng {OPEN} ", said)
    said = re.sub(r"năm\s*$", f"năm {OPEN}", said)
    return f"{OPEN}, {said}" if said.startswith("ngày") else _placed(plan, said)


def _placed(plan: Plan, said: str) -> str:
    """The province's name with its marks, where the paper's date line lost them: `Hung Yên, ngày …`."""
    place, comma, rest = said.partition(",")
    return plan.province + comma + rest if _bare(place) == _bare(plan.province) else said


def _bare(words: str) -> str:
    return "".join(one for one in normalize("NFD", words.strip().casefold()) if not combining(one)).replace("đ", "d")


def decision(plan: Plan) -> str:
    if plan.sort is not Sort.DECISION:
        return ""
    return f"(Kèm theo Quyết định số {number(plan)} ngày {day(plan.issued_on)} của {plan.issuer or OPEN})"


def source(plan: Plan) -> str:
    """What the copy was made from; the name of a file says nothing to who reads the paper."""
    return f"{re.sub(r' *[(][^()]*[.]txt[)]', '', plan.basis)} ({CERTAINTIES[plan.certainty].partition(': ')[2]})"


def signer(plan: Plan) -> tuple[list[str], str]:
    """The capacity, a line for each post, and the name."""
    words = read(plan, plan.signer).split()
    post = [word for number, word in enumerate(words) if all(one.isupper() or CAPACITY.match(one) for one in words[: number + 1])]
    name = " ".join(words[len(post) :])
    lines = re.split(r"\s+(?=PHÓ )", " ".join(post)) if post else [OPEN]
    return lines, name or OPEN
