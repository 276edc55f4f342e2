"""A board's filters that name nothing are told, each by itself."""

from pathlib import Path

import pytest

from domain.errors import Malformed
from domain.narrowings import check, codes
from policies.reader import load

KNOWN = codes(load(Path("policies")).plan("hung-yen-2026"))


def test_what_the_plan_has_is_fine() -> None:
    assert {"3.1", "3.1-1"} <= KNOWN
    check("clinic", "xã Khoái Châu", (("late", ""), ("part", "3.1-1")), ["xã Khoái Châu"], KNOWN)
    check("", "", (), [], KNOWN)


def test_every_filter_that_names_nothing_is_told() -> None:
    with pytest.raises(Malformed) as told:
        check("spaceship", "xã Không Có", (("late", "9.9-9"), ("part", "x")), ["xã Khoái Châu"], KNOWN)
    assert [str(one).partition(":")[0] for one in told.value.args] == ["late", "part", "kind", "unit"]
