"""What must be true of a template of a regulation beyond its shape."""

import re
from collections.abc import Iterator

from domain.regulation_drafts import BLANK, RegulationTemplate, from_template
from policies.checks import repeated
from policies.faults import Fault
from policies.sheets import Sheet

CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")
OPEN = re.compile(r"\[[^\]]*\]?")
"""Anything in square brackets: what is not a blank is one that was written wrongly."""


def check_regulation(sheet: Sheet, one: RegulationTemplate) -> Iterator[Fault]:
    """It can be drafted from; each article says what it rests on; each blank is written so that it is found."""
    if not CODE.fullmatch(one.code):
        yield sheet.fault("code", "chỉ chữ thường không dấu, số, gạch nối", "small letters, digits and hyphens only")
    for name, told in (("title", one.title), ("kind", one.kind)):
        if not told.strip():
            yield sheet.fault(name, "không được trống", "must not be empty")
    if not one.articles or not one.articles[0].chapter.strip():
        yield sheet.fault("articles", "điều đầu tiên phải mở một chương", "the first article must open a chapter")
    if not one.bases:
        yield sheet.fault("bases", "phải có ít nhất một căn cứ", "at least one legal basis is needed")
    for number, article in enumerate(one.articles):
        at = f"articles[{number}]"
        for name in ("title", "text", "basis"):
            if not getattr(article, name).strip():
                yield sheet.fault(f"{at}.{name}", "không được trống", "must not be empty")
    for number, begun in enumerate(from_template(one).articles):
        for found in OPEN.findall(begun.text):
            if not BLANK.fullmatch(found):
                vi, en = f"'{found}' không phải chỗ điền: viết [điền: …]", f"'{found}' is no blank: write [điền: …]"
                yield sheet.fault(f"articles[{number}].text", vi, en)
    yield from repeated(sheet, "asked", one.asked)
    yield from repeated(sheet, "articles", (article.title for article in one.articles))
