"""A slip of the pen is named with file, line, place and the allowed words, in Vietnamese and English."""

import pytest

from tests.policies.desk import Desk

LAB = "signature_chains/lab-result.yaml"
PLAN = "plans/hung-yen-2026.yaml"
COUNCIL = "appraisal/readiness-2026-01.yaml"
TERMS = "retention/tt-33-2025.yaml"
SIGNS = "retention_signs/default.yaml"
TREATMENT = "forms/treatment-sheet.yaml"
MINUTES = "forms/consultation-minutes.yaml"
CONSULTATION = "signature_chains/consultation-minutes.yaml"
CARE = "care/default.yaml"
ALGORITHMS = "algorithms/2026-01.yaml"

HAND_OVER = "forms/handover-sheet.yaml"

SLIPS = [
    (HAND_OVER, "departments_of: [from, to]", "departments_of: [from]", "departments_of", "hai mục chữ"),
    (HAND_OVER, "departments_of: [from, to]", "departments_of: [from, receiver]", "departments_of", "hai mục chữ"),
    (CARE, "downtime_forms: [treatment-sheet", "downtime_forms: [scanned-sheet", "downtime_forms[0]", "không có biểu mẫu giấy"),
    (LAB, "role: doctor", "rôle: doctor", "stages[1].who.rôle", "dùng được: author, treating_doctor, role, department, named, duty"),
    (LAB, "role: doctor", "role: doktor", "stages[1].who.role", "'doctor'"),
    (LAB, "role: doctor", "role: integrator", "stages[1].who.role", "không ai giữ vai trò"),
    (LAB, "role: doctor, ", "author: true, role: doctor, ", "stages[1].who", "đúng một trong"),
    (LAB, "department: performing", "department: perfoming", "stages[1].who.department", "ordering, performing, treating, facility"),
    (LAB, "differs_from: [performed]", "differs_from: [headed]", "stages[1].differs_from", "không phải bước trước"),
    (LAB, "name: approved", "name: performed", "stages", "dùng 2 lần"),
    (LAB, "remind_after_hours: 4", 'remind_after_hours: "4"', "stages[0].remind_after_hours", "phải là số nguyên"),
    (LAB, "remind_after_hours: 4", "remind_after_hours: 0", "stages[0].remind_after_hours", "phải từ 1 giờ"),
    (LAB, "certainty: I", "certainty: law", "certainty", "chỉ nhận: S, C, I, ?"),
    (LAB, "effective_from: 2025-07-21", "effective_from: hôm nay", "effective_from", "phải là ngày"),
    (LAB, "effective_from: 2025-07-21", "", "effective_from", "thiếu khóa này"),
    (LAB, "effective_from: 2025-07-21", "effective_from: 2025-07-21\neffective_until: 2025-01-01", "effective_until", "trước ngày bắt đầu"),
    (TERMS, "ordinary: ordinary", "ordinary: usual", "ordinary", "mã của một lớp"),
    (TERMS, "years: 30", "years: 300", "classes[1].years", "1 đến 100"),
    (TERMS, "traits: [died]", "traits: [dead]", "classes[1].traits[0]", "'died'"),
    (TERMS, "equivalent_to: death", "equivalent_to: deaths", "classes[2].equivalent_to", "không phải một lớp cùng loại"),
    (TERMS, "equivalent_to: death", "equivalent_to: register", "classes[2].equivalent_to", "không phải một lớp cùng loại"),
    (
        TERMS,
        "    years: 30\n    traits: [left_dying]",
        "    years: 29\n    traits: [left_dying]",
        "classes[2].years",
        "ngắn hơn nhóm tương đương",
    ),
    (
        TERMS,
        "    years: 30\n    traits: [died]",
        "    years: 30\n    kinds: [day]\n    traits: [died]",
        "classes[1].kinds",
        "chỉ lớp của hồ sơ thường",
    ),
    (SIGNS, "codes: [died]", "codes: [dead]", "signs[0].codes[0]", "died"),
    (SIGNS, "codes: [F00-F99]", "codes: [F99-F00]", "signs[1].codes[0]", "không đọc được"),
    (SIGNS, "codes: [F00-F99]", "codes: [F00-F999]", "signs[1].codes[0]", "không đọc được"),
    (SIGNS, "codes: [F00-F99]", "codes: []", "signs[1].codes", "ít nhất một mã"),
    (SIGNS, "source: diagnosis", "source: stated", "signs[1].source", "không phải nơi đọc được mã"),
    (SIGNS, 'activities: ["2"]', 'activities: ["22"]', "signs[4].activities", "một ký tự"),
    (SIGNS, "codes: [F00-F99]", 'codes: [F00-F99]\n    places: ["0"]', "signs[1].source", "chỉ mã nguyên nhân ngoài"),
    (SIGNS, "code: traffic\n", "code: psychiatric\n", "signs", "dùng 2 lần"),
    (ALGORITHMS, "preferred: [sha256, sha512]", "preferred: [sha256, md5]", "preferred", "sha256, sha512"),
    (ALGORITHMS, "preferred: [sha256, sha512]", "preferred: []", "preferred", "ít nhất một"),
    (ALGORITHMS, "weak_from: 2014-01-01", "weak_from: sớm", "weak[0].weak_from", "phải là ngày"),
    (CARE, "pin_tries: 5", "pin_tries: 0", "pin_tries", "số quá nhỏ"),
    (CARE, "  pin_tries: Thông lệ", "  pin_try: Thông lệ", "why.pin_try", "không có giá trị"),
    (CARE, "remind_before_days: [30, 14, 7, 3, 1]", "remind_before_days: 14", "remind_before_days", "danh sách"),
    (CARE, "act_before_admission_hours: 72", "act_before_admission_hours: 100000000", "act_before_admission_hours", "nhiều nhất 8784"),
    (CARE, "act_before_admission_hours: 72", "act_before_admission_hours: -1", "act_before_admission_hours", "số quá nhỏ"),
    (CARE, "admission_before_opening_days: 1000", "admission_before_opening_days: 99999", "admission_before_opening_days", "nhiều nhất"),
    (CARE, "set_cap: 500", "set_cap: 0", "set_cap", "số quá nhỏ"),
    (CARE, "dwell_seconds: {}", "dwell_seconds: {closing: 0}", "dwell_seconds", "số quá nhỏ"),
    (CARE, "code: other", "code: others", "refusal_reasons", "thiếu lý do 'other'"),
    (CARE, "code: bad_sample", "code: missing", "refusal_reasons", "dùng 2 lần"),
    (TREATMENT, "fields:", "refusal_reasons: [{code: x, name: X, name_en: X}]\nfields:", "refusal_reasons", "thiếu lý do 'other'"),
    (TREATMENT, "  Mạch: Pulse", "  Mạch đập: Pulse", "english", "“Mạch đập” không phải chữ nào của biểu mẫu"),
    (TREATMENT, "  Mạch: Pulse", '  Mạch: ""', "english", "“Mạch” để trống"),
    (TREATMENT, "label: Mạch,", "label: Mạch, of_outage: true,", "fields[2].of_outage", "mục một dòng"),
    (TREATMENT, "label: Mạch,", "label: Mạch, known: treatment,", "fields[2].known", "còn lại là chữ"),
    (TREATMENT, "label: Mạch,", "label: Mạch / nhịp,", "fields", "viết liền"),
    (TREATMENT, "name: Tờ điều trị", "name: Tờ điều trị / chăm sóc", "name", "viết liền"),
    (TREATMENT, "name_en: Treatment sheet", "name_en: Treatment / care sheet", "name", "viết liền"),
    (COUNCIL, "quorum: 2", "quorum: 1", "quorum", "quá nửa"),
    (COUNCIL, "code: TC02", "code: TC01", "criteria", "dùng 2 lần"),
    (COUNCIL, "weight: must", "weight: perhaps", "criteria[0].weight", "'must'"),
    (
        TREATMENT,
        "{name: dose, label: Liều",
        "{name: dose, kind: person, label: Liều",
        "fields[6].fields[1].kind",
        "không đứng trong một dòng",
    ),
    (CONSULTATION, "named: [chair]", "named: [chairs]", "stages[2].who.named", "không có mục người bắt buộc 'chairs'"),
    (CONSULTATION, "named: [chair]", "named: [summary]", "stages[2].who.named", "không có mục người bắt buộc 'summary'"),
    (CONSULTATION, "title: Chủ tọa", "title: Chủ tọa\n    when: {field: kinds, one_of: [hospital]}", "stages[2].when.field", "'kinds'"),
    (CONSULTATION, "title: Chủ tọa", "title: Chủ tọa\n    when: {field: kind, one_of: [city]}", "stages[2].when.one_of", "'city'"),
    (CONSULTATION, "title: Chủ tọa", "title: Chủ tọa\n    when: {field: kind, one_of: []}", "stages[2].when.one_of", "không có"),
    (MINUTES, "name: where, ", "when: {field: kind, one_of: [hall]}, name: where, ", "fields[1].when.one_of", "'hall'"),
    (PLAN, "units: [so-nganh, co-so-kcb]", "units: [so-ngang]", "tasks[1].coordinate.units", "không có đơn vị"),
    (PLAN, "part: 3.1-1, why: Kế hoạch", "part: 3.9-9, why: Kế hoạch", "tasks[2].parts[1].after[0].part", "không có phần việc"),
    (PLAN, "part: 3.5-9, why", "part: 3.6-2, why", "tasks[7].parts[9].after", "thành vòng"),
    (PLAN, "carries_out: {units: [so-y-te]", "carries_out: {units: [ubnd-tinh]", "tasks[1].parts[0].accepted_by", "tự nghiệm thu"),
    (PLAN, "first: 2026-05-01, day: 2026-05-31", "first: 2026-05-01, day: 2026-05-30", "tasks[2].dues[0].day", "ngày cuối"),
    (PLAN, "form: before", "form: until", "tasks[1].dues[0].form", "'before'"),
    (PLAN, "form: before", "form: by\n        after: ['1']", "tasks[1].dues[0].after", "nêu mã nhiệm vụ"),
    (PLAN, "day: 2026-06-30", "day: null", "tasks[1].dues[0].day", "phải có ngày"),
    (PLAN, "day: 2026-06-30", "day: 2026-06-31", "tasks[1].dues[0].day", "phải là ngày"),
    (PLAN, "        scope: facility\n", "        scope: named\n", "tasks[0].parts[0].facilities", "nêu tên cơ sở"),
    (PLAN, 'about: ["3.2", "3.3b"]', 'about: ["9"]', "duties[4].about", "không có nhiệm vụ"),
]


@pytest.mark.parametrize(("file", "old", "new", "path", "words"), SLIPS, ids=[f"{s[0]} {s[3]} {n}" for n, s in enumerate(SLIPS)])
def test_a_slip_is_named_where_it_is(desk: Desk, file: str, old: str, new: str, path: str, words: str) -> None:
    desk.edit(file, old, new)
    faults = desk.faults()
    found = [fault for fault in faults if (fault.file, fault.path) == (file, path)]
    assert found, "\n".join(map(str, faults))
    assert any(words in fault.vi for fault in found)
    assert all(fault.en and fault.line for fault in found)


def test_the_line_is_the_one_to_mend(desk: Desk) -> None:
    desk.edit(LAB, "role: doctor", "rôle: doctor")
    (fault, *_) = desk.faults()
    assert fault.line is not None
    assert "rôle" in desk.text(LAB).splitlines()[fault.line - 1]


def test_all_faults_of_all_files_are_told_at_once(desk: Desk) -> None:
    desk.edit(LAB, "role: doctor", "rôle: doctor")
    desk.edit(LAB, "remind_after_hours: 8", 'remind_after_hours: "8"')
    desk.edit(COUNCIL, "quorum: 2", "quorum: 4")
    desk.write("care/second.yaml", "edition: [")
    assert {fault.file for fault in desk.faults()} == {LAB, COUNCIL, "care/second.yaml"}
    assert len([fault for fault in desk.faults() if fault.file == LAB]) == 2


def test_a_key_written_twice_is_refused(desk: Desk) -> None:
    desk.edit(CARE, "pin_tries: 5", "pin_tries: 5\npin_tries: 50")
    (fault,) = desk.faults()
    assert (fault.path, fault.vi) == ("pin_tries", "khóa viết hai lần")


def test_what_is_no_policy_is_refused(desk: Desk) -> None:
    for text in (
        "",
        "- just\n- a list\n",
        "edition: 2026-02-30\n",
        "a: &x [1]\nb: *x\n",
        "edition: !!python/object:os.system {}\n",
        "1: 2\n",
    ):
        desk.write("care/odd.yaml", text)
        assert {fault.file for fault in desk.faults()} == {"care/odd.yaml"}, text
    desk.write("care/odd.yaml", "")
    (desk.folder / "care/odd.yaml").write_bytes(b"edition: \xff\xfe")
    assert {fault.file for fault in desk.faults()} == {"care/odd.yaml"}


def test_a_folder_of_another_name_is_refused(desk: Desk) -> None:
    desk.write("retentions/mine.yaml", "edition: x\n")
    (fault,) = desk.faults()
    assert "signature_chains" in fault.vi


def test_two_editions_never_rule_on_one_day(desk: Desk) -> None:
    desk.edit("retention/tt-53-2017.yaml", "effective_until: 2025-06-30", "effective_until: 2025-07-01")
    (fault,) = desk.faults()
    assert (fault.file, fault.path) == (TERMS, "effective_from")
    assert "TT 53/2017" in fault.vi


def test_the_next_edition_may_begin_the_day_after(desk: Desk) -> None:
    desk.write("signature_chains/lab-result-2027.yaml", desk.text(LAB).replace("2026-01", "2027-01").replace("2025-07-21", "2027-01-01"))
    assert [fault.path for fault in desk.faults()] == ["effective_from"]
    desk.edit(LAB, "effective_from: 2025-07-21", "effective_from: 2025-07-21\neffective_until: 2026-12-31")
    assert desk.faults() == ()


def test_editions_of_one_thing_never_share_a_name(desk: Desk) -> None:
    desk.edit(LAB, "effective_from: 2025-07-21", "effective_from: 2025-07-21\neffective_until: 2026-12-31")
    text = desk.text(LAB).replace("effective_from: 2025-07-21\neffective_until: 2026-12-31", "effective_from: 2027-01-01")
    desk.write("signature_chains/lab-result-2027.yaml", text)
    assert [fault.path for fault in desk.faults()] == ["edition"]


def test_whom_a_form_names_only_sometimes_is_asked_to_sign_only_then(desk: Desk) -> None:
    sometimes = "kind: person, required: true, when: {field: kind, one_of: [hospital, remote]}"
    desk.edit(MINUTES, "kind: person, required: true", sometimes)
    assert [(fault.file, fault.path) for fault in desk.faults()] == [(CONSULTATION, "stages[2].who.named")]
    desk.edit(CONSULTATION, "title: Chủ tọa", "title: Chủ tọa\n    when: {field: kind, one_of: [hospital]}")
    assert desk.faults() == ()


def test_a_chain_whose_every_stage_has_a_condition_is_refused(desk: Desk) -> None:
    desk.edit("signature_chains/nursing-sheet.yaml", "who: {author: true}", "who: {author: true}\n    when: {field: level, one_of: [one]}")
    assert "mọi bước đều có điều kiện: có thể không ai ký" in [fault.vi for fault in desk.faults()]
