"""The manual names every key of every policy file, in the words of the types themselves."""

from dataclasses import fields
from pathlib import Path

import pytest

from policies.keys import blocks, insert, told
from policies.reader import KINDS

PAGE = Path(__file__).parents[2] / "docs" / "policies.md"
BLOCKS = sorted({block for kind in KINDS.values() for block in blocks(kind.type)}, key=lambda block: block.__name__)


@pytest.mark.parametrize("block", BLOCKS, ids=[block.__name__ for block in BLOCKS])
def test_every_key_has_words_under_it(block: type) -> None:
    missing = {one.name for one in fields(block)} - set(told(block))
    assert missing == set()


def test_the_page_is_as_the_types_say() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert insert(page) == page, "run: python -m policies.keys docs/policies.md"


def test_the_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="has no"):
        insert("# Policies")
