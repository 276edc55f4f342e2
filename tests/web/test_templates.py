"""Every template renders with the content of an office, has a title, and carries no script or style of its own."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from starlette.testclient import TestClient

from tests.web.gallery import gallery
from tests.web.samples import PAGES
from web.i18n import catalogue
from web.render import HERE

TEMPLATES = HERE / "templates"
CLIENT = TestClient(gallery())
ANYWHERE = {"base.html", "errors/fragment.html"}
"""Rendered, but not a page with a sample of its own."""


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_renders(address: str, language: str) -> None:
    answer = CLIENT.get(address, headers={"accept-language": language})
    text = answer.text
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in text
    assert re.search(r"<title>[^<·]*\S[^<]* · hsba</title>", text)
    assert len(re.findall(r"<h1[ >]", text)) >= 1


def test_what_stands_in_is_said_in_the_persons_language() -> None:
    for language, said, other in (
        ("vi", "Phần thay thế: Temporal riêng, chứng thư", "private"),
        ("en", "private Temporal, development", "riêng"),
    ):
        foot = CLIENT.get("/help/keys", headers={"accept-language": language}).text.partition("<footer")[2]
        assert said in foot
        assert other not in foot


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_a_script_or_style_of_its_own(address: str) -> None:
    text = CLIENT.get(address).text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert "<style" not in text
    assert not re.search(r"\s(style|on[a-z]+|hx-on[^=]*)=", text)
    assert "javascript:" not in text


def test_every_page_template_has_a_sample() -> None:
    pages = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html") if not path.name.startswith("_")}
    parts = {name for name in pages if name.startswith("parts/")}
    assert pages - parts - ANYWHERE == {template for template, _, _ in PAGES.values()}


def test_every_piece_is_used() -> None:
    text = "\n".join(path.read_text() for path in [*TEMPLATES.rglob("*.html"), *HERE.glob("*.py")])
    pieces = [path for path in TEMPLATES.rglob("*.html") if path.name.startswith("_") or path.parent.name == "parts"]
    assert [str(piece) for piece in pieces if f'"{piece.relative_to(TEMPLATES)}"' not in text] == []


def test_templates_stay_small() -> None:
    lengths = sorted(len(path.read_text().splitlines()) for path in TEMPLATES.rglob("*.html"))
    assert lengths[-1] <= 150
    assert max(len(line) for path in TEMPLATES.rglob("*.html") for line in path.read_text().splitlines()) <= 260
    assert lengths[len(lengths) // 2] <= 30


def texts() -> set[str]:
    """Every text the pages and views say, as Babel finds them."""
    found = extract_from_dir(
        Path(HERE),
        method_map=[("**.py", "python"), ("**/templates/**.html", "jinja2")],
        options_map={"**/templates/**.html": {"trimmed": "true"}},
    )
    return {str(message) for _, _, message, _, _ in found}


def test_every_text_has_its_english() -> None:
    english = {str(message.id): str(message.string) for message in catalogue("en") if message.id}
    assert sorted(text for text in texts() if not english.get(text)) == []
    assert sorted(english.keys() - texts()) == [], "no longer said anywhere"


def test_translations_keep_their_places() -> None:
    def places(text: str) -> list[str]:
        return sorted(re.findall(r"%\(\w+\)s", text))

    assert [m.id for m in catalogue("en") if m.id and places(str(m.id)) != places(str(m.string))] == []


def test_own_scripts_stay_small() -> None:
    assert all(len(path.read_text().splitlines()) <= 40 for path in (HERE / "static").glob("*.js"))
