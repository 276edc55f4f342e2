"""A chain that cannot be signed to its end is refused before anybody waits for it: each way, planted and found."""

from collections.abc import Iterable
from datetime import date

import pytest

from domain.roles import Role
from policies.chain_people import Staff
from policies.editions import Around, check, judge, written
from policies.faults import Fault
from policies.reader import load
from tests.people import DEPARTMENTS, DUC, EVERYBODY, HOSPITAL, LAB, LAN, MAI, OANH, THUY, Someone
from tests.policies.desk import Desk

TODAY = date(2026, 11, 27)
BOOK = load()
LAB_RESULT, CONSULTATION = "signature_chains/lab-result.yaml", "signature_chains/consultation-minutes.yaml"
HERE = tuple(one for one in EVERYBODY if one.facility == HOSPITAL)

HEAD = """
form: lab-result
edition: "2027-01"
effective_from: 2027-01-01
regulation: {number: 45/QC-BV, issued: 2026-12-01}
basis: Quy chế hồ sơ bệnh án điện tử
certainty: S
stages:
"""


def staff(people: Iterable[Someone]) -> Staff:
    return Staff(tuple((one.id, one.role, one.department) for one in people), frozenset(DEPARTMENTS))


def faults(stages: str, people: Iterable[Someone] = HERE, head: str = HEAD) -> tuple[Fault, ...]:
    return check("chuoi.yaml", head + stages, Around(HOSPITAL, BOOK.forms, staff(people), (), TODAY)).faults


def stage(name: str, who: str, rest: str = "") -> str:
    more = f", {rest}" if rest else ""
    return f"  - {{name: {name}, title: Bước {name}, reason: Ký, who: {{{who}}}{more}}}\n"


PERFORMED = stage("a", "named: [performer]")
LAB_DOCTOR, LAB_HEAD = "role: doctor, department: performing", "role: head, department: performing"

CONFIRMED = stage("b", LAB_HEAD, "method: confirmed")

BREACHES = {
    "the author twice, and not the same": (
        stage("a", "author: true") + stage("b", "author: true", "differs_from: [a]"),
        {"stages[1].differs_from": "không bao giờ ký được"},
    ),
    "the person of one field twice, and not the same": (
        PERFORMED + stage("b", "named: [performer]", "differs_from: [a]"),
        {"stages[1].differs_from": "không bao giờ ký được"},
    ),
    "two of one person": (stage("a", "named: [performer]", "needed: 2"), {"stages[0].needed": "chỉ trỏ tới được 1 người"}),
    "the author three times over": (stage("a", "author: true", "needed: 3"), {"stages[0].needed": "chỉ trỏ tới được 1 người"}),
    "more doctors than the hospital has": (stage("a", "role: doctor", "needed: 4"), {"stages[0].needed": "chỉ trỏ tới được 3 người"}),
    "two doctors in departments of one": (stage("a", LAB_DOCTOR, "needed: 2"), {"stages[0].needed": "chỉ trỏ tới được 1 người"}),
    "three doctors for four seats that differ (pigeonhole)": (
        stage("a", "role: doctor", "needed: 2") + stage("b", "role: doctor", "needed: 2, differs_from: [a]") + stage("c", "role: head"),
        {"stages[1].differs_from": "không bao giờ ký được", "stages[2]": "không bao giờ tới lượt (c)"},
    ),
    "the one doctor there approves and confirms": (
        stage("a", LAB_DOCTOR) + stage("b", LAB_DOCTOR, "differs_from: [a]"),
        {"stages[1].differs_from": "không bao giờ ký được"},
    ),
    "all doctors, then one who is none of them": (
        stage("a", "role: doctor", "needed: 0") + stage("b", LAB_DOCTOR, "differs_from: [a]"),
        {"stages[1].differs_from": "không bao giờ ký được"},
    ),
    "a role nobody holds, and what comes after it": (
        stage("a", "role: nurse") + stage("b", "role: head"),
        {"stages[0].who.role": "không ai giữ vai trò 'nurse'", "stages[1]": "không bao giờ tới lượt (b)"},
    ),
    "a role nobody holds in that department": (
        stage("a", "role: nurse, department: 33001/XN"),
        {"stages[0].who.role": "không ai giữ vai trò 'nurse'"},
    ),
    "a department that is not there": (
        stage("a", "role: doctor, department: 33001/MAT"),
        {"stages[0].who.department": "không có khoa, phòng '33001/MAT'"},
    ),
    "a department of another facility": (
        stage("a", "role: doctor, department: 33012/XN"),
        {"stages[0].who.department": "chỉ nhận: ordering, performing"},
    ),
    "a technician and a records officer of the same department": (
        stage("a", "role: technician, department: performing") + stage("b", "role: records_officer, department: performing"),
        {"stages[1].who.department": "không khoa, phòng nào có đủ người"},
    ),
    "a stage on a choice the form has not": (
        PERFORMED + stage("b", "role: head", "when: {field: way, one_of: [paper]}"),
        {"stages[1].when.field": "không có mục chọn"},
    ),
    "the same stage twice to differ from": (
        PERFORMED + stage("b", LAB_DOCTOR, "differs_from: [a, a]"),
        {"stages[1].differs_from": "2 lần"},
    ),
    "nothing above the signature": ('  - {name: a, title: " ", reason: Ký, who: {role: head}}\n', {"stages[0].title": "không để trống"}),
    "a person neither the form nor the house names": (stage("a", "named: [chair]"), {"stages[0].who.named": "không có mục người bắt buộc"}),
    "two of the two fields' people, then one of them again": (
        stage("a", "named: [performer, doctor]", "needed: 2") + stage("b", "named: [doctor]", "differs_from: [a]"),
        {"stages[1].differs_from": "không bao giờ ký được"},
    ),
    "three of two fields": (stage("a", "named: [performer, doctor]", "needed: 3"), {"stages[0].needed": "chỉ trỏ tới được 2 người"}),
    "two treating doctors": (stage("a", "treating_doctor: true", "needed: 2"), {"stages[0].needed": "chỉ trỏ tới được 1 người"}),
    "nobody to be told that nobody signed": (
        PERFORMED + stage("b", "role: head", "escalate: [{after_hours: 4, role: nurse}]"),
        {"stages[1].escalate[0].role": "không ai giữ vai trò 'nurse'"},
    ),
    "a confirmation that nothing covers": (
        PERFORMED + CONFIRMED,
        {"stages[1].method": "bước ký số bao trùm"},
    ),
    "a confirmation that is covered only on some sheets": (
        CONFIRMED + stage("c", "role: head", "when: {field: way, one_of: [paper]}"),
        {"stages[0].method": "bước ký số bao trùm", "stages[1].when.field": "không có mục chọn"},
    ),
    "fewer than nobody": (stage("a", "role: head", "needed: -1"), {"stages[0].needed": "phải từ 0"}),
    "a key of nobody's": (stage("a", "role: head, since: 2026-01-01"), {"stages[0].who.since": "không có khóa 'since'"}),
}


@pytest.mark.parametrize(("stages", "wanted"), BREACHES.values(), ids=BREACHES)
def test_a_breach_is_named_with_its_line_and_place(stages: str, wanted: dict[str, str]) -> None:
    found = faults(stages)
    assert {fault.path: words for fault in found for words in [wanted.get(fault.path, fault.vi)] if words in fault.vi} == wanted
    assert all(fault.line and fault.en and fault.file == "chuoi.yaml" for fault in found)


GOOD = {
    "one doctor signs two stages that may be alike": stage("a", LAB_DOCTOR) + stage("b", LAB_DOCTOR),
    "two of three doctors, then the third": stage("a", "role: doctor", "needed: 2") + stage("b", "role: doctor", "differs_from: [a]"),
    "the performer is nobody of the approvers": PERFORMED + stage("b", LAB_DOCTOR, "differs_from: [a]") + stage("c", LAB_HEAD),
    "a department of one's own": PERFORMED + stage("b", "role: records_officer, department: 33001/KHTH"),
    "doctors of two places": stage("a", "role: doctor, department: ordering") + stage("b", LAB_DOCTOR, "differs_from: [a]"),
    "whoever is on duty, another than the treating doctor": stage("a", "treating_doctor: true")
    + stage("b", "duty: doctor", "differs_from: [a]"),
    "a confirmation with a signature after it": CONFIRMED + PERFORMED,
    "everybody with the role": PERFORMED + stage("b", "role: head", "needed: 0"),
}


@pytest.mark.parametrize("stages", GOOD.values(), ids=GOOD)
def test_what_can_be_signed_is_not_complained_of(stages: str) -> None:
    assert faults(stages) == ()


def test_the_same_file_is_judged_by_who_is_there() -> None:
    chain = stage("a", "role: technician") + stage("b", LAB_DOCTOR) + stage("c", LAB_HEAD, "differs_from: [b]")
    assert faults(chain) == ()
    assert [fault.path for fault in faults(chain, [LAN, MAI, THUY])] == ["stages[2].who.department"], "where the doctor is, no head is"
    both = Someone("tk.duc", "Phạm Minh Đức", Role.HEAD, department=LAB)
    held = Staff((*staff([MAI, DUC]).holders, (DUC.id, both.role, LAB)), frozenset(DEPARTMENTS))
    found = check("chuoi.yaml", HEAD + chain, Around(HOSPITAL, BOOK.forms, held, (), TODAY)).faults
    assert [fault.path for fault in found] == ["stages[2].differs_from"], "the only head is the only doctor"


def test_an_edition_that_was_good_is_judged_again_by_todays_people() -> None:
    text = HEAD + stage("a", "role: clerk")
    around = Around(HOSPITAL, BOOK.forms, staff(HERE), (), TODAY)
    policy = check("chuoi.yaml", text, around).policy
    assert policy is not None
    assert judge("chuoi.yaml", text, policy, around) == ()
    left = Around(HOSPITAL, BOOK.forms, staff(one for one in HERE if one != OANH), (), TODAY)
    assert [fault.path for fault in judge("chuoi.yaml", text, policy, left)] == ["stages[0].who.role"]


EDITIONS = {
    "regulation: {number: 45/QC-BV, issued: 2026-12-01}\n": ("", "regulation", "phải dẫn quy chế"),
    "{number: 45/QC-BV,": ("{number: ' ',", "regulation.number", "cần số, ký hiệu"),
    "issued: 2026-12-01": ("issued: 2027-12-01", "regulation.issued", "sau ngày áp dụng"),
    "effective_from: 2027-01-01": ("effective_from: 2026-01-01", "effective_from", "ngày đã qua"),
    "form: lab-result": ("form: lab", "form", "không có biểu mẫu 'lab'"),
    "certainty: S": ("certainty: S\nfacility: '33012'", "facility", "phải là '33001'"),
    "basis: Quy": ("basis: ' ' # Quy", "basis", "phải nêu căn cứ"),
    "stages:": ("steps:", "steps", "không có khóa 'steps'"),
}


@pytest.mark.parametrize(("old", "new", "path", "words"), [(old, *rest) for old, rest in EDITIONS.items()], ids=EDITIONS)
def test_a_facilitys_edition_says_what_it_rests_on(old: str, new: str, path: str, words: str) -> None:
    assert old in HEAD
    found = faults(PERFORMED, head=HEAD.replace(old, new))
    assert any(fault.path == path and words in fault.vi for fault in found), found


def test_two_editions_never_share_a_name_or_a_first_day() -> None:
    around = Around(HOSPITAL, BOOK.forms, staff(HERE), (), TODAY)
    kept = check("a.yaml", HEAD + PERFORMED, around).policy
    assert kept is not None
    beside = Around(HOSPITAL, BOOK.forms, staff(HERE), (kept,), TODAY)
    assert [one.path for one in check("b.yaml", HEAD + PERFORMED, beside).faults] == ["edition"]
    other = HEAD.replace('"2027-01"', '"2027-02"')
    assert [one.path for one in check("b.yaml", other + PERFORMED, beside).faults] == ["effective_from"]
    later = other.replace("effective_from: 2027-01-01", "effective_from: 2027-02-01")
    assert check("b.yaml", later + PERFORMED, beside).faults == (), "a later one ends the one before"


def test_every_shipped_chain_is_written_out_and_read_again() -> None:
    for chain in BOOK.chains:
        around = Around(HOSPITAL, BOOK.forms, staff(HERE), (), chain.effective_from)
        found = check("chuoi.yaml", written(chain), around)
        assert found.policy is not None
        assert {fault.path for fault in found.faults} == {"regulation"}, chain.form


def test_what_no_person_writes_is_refused_and_breaks_nothing() -> None:
    for text in ("[" * 30_000 + "]" * 30_000, "a: \x00", "a: \ud800", "x" * 100_000, "", "- 1", "a: &b [1]\nc: *b", "a: 2026-02-30"):
        assert faults("", head=text), text[:20]
    assert [fault.path for fault in faults("".join(stage(f"s{n}", "role: head") for n in range(21)))] == ["stages"]


def test_a_files_chain_is_judged_without_people_too(desk: Desk) -> None:
    desk.edit(LAB_RESULT, "who: {role: doctor, department: performing}", "who: {named: [performer]}")
    desk.edit(CONSULTATION, "who: {named: [chair]}", "who: {named: [members]}")
    found = {(fault.file, fault.path) for fault in desk.faults()}
    assert found == {
        (LAB_RESULT, "stages[1].differs_from"),
        (LAB_RESULT, "stages[2]"),
        (CONSULTATION, "stages[2].differs_from"),
    }


def test_a_stage_that_is_left_out_bars_nobody(desk: Desk) -> None:
    """Consent on paper and by pen never meet: what one of them bars is free for the other."""
    way = "  - {name: way, label: Cách, kind: choice, required: true, choices: {x: X, y: Y}}\n"
    desk.edit("forms/consultation-minutes.yaml", "fields:\n", f"fields:\n{way}")
    desk.edit(CONSULTATION, "    who: {author: true}\n", "    who: {author: true}\n    when: {field: way, one_of: [x]}\n")
    desk.edit(CONSULTATION, "who: {named: [chair]}", "who: {author: true}\n    when: {field: way, one_of: [y]}")
    assert desk.faults() == ()
    desk.edit(CONSULTATION, "one_of: [y]", "one_of: [x]")
    assert [fault.path for fault in desk.faults()] == ["stages[2].differs_from"]
