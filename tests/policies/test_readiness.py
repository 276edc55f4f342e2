"""What readiness says a plan's text has stands in that text."""

import pytest

from domain.basis import Certainty
from domain.readiness import CommunicationLine
from policies.reader import load
from tests.policies.papers import PAPERS, close, whole

LINES = [one for table in load().readiness_tables for one in table.communication if one.certainty is Certainty.READ]


@pytest.mark.parametrize("line", LINES, ids=[one.code for one in LINES])
def test_a_stated_quote_is_verbatim(line: CommunicationLine) -> None:
    assert any(close(line.quote) in whole(code) for code in PAPERS)
