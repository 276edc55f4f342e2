"""The templates of regulations: what each plan names has one, and a wrong one is refused with its place."""

from pathlib import Path
from shutil import copytree

import pytest

from domain.parts import Kind
from policies.faults import PoliciesRefused
from policies.reader import SHIPPED, load

BOOK = load()
OPEN_END = {"Các quy trình có liên quan"}
"""What a plan leaves open names no regulation: the facility writes it."""


def test_every_regulation_a_plan_names_has_one_template() -> None:
    named = {part.title for plan in BOOK.plans for _, part in plan.parts() if part.kind is Kind.REGULATION}
    found = {title: [one.code for one in BOOK.regulations if one.answers(title)] for title in named}
    assert {title for title, codes in found.items() if len(codes) != 1} == OPEN_END


def test_only_one_is_asked_for_by_the_law() -> None:
    assert [one.code for one in BOOK.regulations if one.asked_by_law] == ["ehr"]
    assert len(BOOK.regulations) == 8


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("code: camera", "code: Camera!", "code"),
        ("[điền: số ngày]", "[số ngày]", "articles[5].text"),
        ("  - chapter: Quy định chung\n    title: Phạm vi", "  - title: Phạm vi", "articles"),
        ("title: Lưu giữ", "title: Cung cấp hình ảnh", "articles"),
        ('certainty: "?"\nasked', "certainty: chắc\nasked", "certainty"),
        ("edition:", "editionn:", "editionn"),
    ],
)
def test_a_wrong_template_is_refused_with_its_place(tmp_path: Path, old: str, new: str, path: str) -> None:
    folder = tmp_path / "policies"
    copytree(SHIPPED, folder)
    file = folder / "regulations" / "camera.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    with pytest.raises(PoliciesRefused) as refused:
        load(folder)
    assert path in {fault.path for fault in refused.value.faults}
