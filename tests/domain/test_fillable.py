"""A chain whose stages must differ is possible exactly when people can be seated: counting alone does not tell."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fillable import Seats, stuck


def seats(name: str, people: str, needed: int = 1, unlike: str = "") -> Seats:
    return Seats(name, frozenset(people), needed, frozenset(unlike))


POSSIBLE = {
    "one person signs two stages that may be alike": [seats("a", "x"), seats("b", "x")],
    "three stages that differ, three people": [seats("a", "xy"), seats("b", "yz", 1, "a"), seats("c", "zx", 1, "ab")],
    "two of three, the third for the next": [seats("a", "xyz", 2), seats("b", "xyz", 1, "a")],
    "the first and the last may be alike": [seats("a", "xy"), seats("b", "xy", 1, "a"), seats("c", "xy", 1, "b")],
}
IMPOSSIBLE = {
    "one person for two stages that differ": ("b", [seats("a", "x"), seats("b", "x", 1, "a")]),
    "three stages that differ, two people (pigeonhole)": ("c", [seats("a", "xy"), seats("b", "xy", 1, "a"), seats("c", "xy", 1, "ab")]),
    "two of three, and two others of the same three": ("b", [seats("a", "xyz", 2), seats("b", "xyz", 2, "a")]),
    "each pair has people, all three have not": ("c", [seats("a", "xy"), seats("b", "xy", 1, "a"), seats("c", "xyz", 2, "ab")]),
    "nobody at all": ("b", [seats("a", "x"), seats("b", "")]),
    "more than there are": ("a", [seats("a", "xy", 3)]),
}


@pytest.mark.parametrize("stages", POSSIBLE.values(), ids=POSSIBLE)
def test_people_can_be_seated(stages: list[Seats]) -> None:
    assert stuck(stages) == ""


@pytest.mark.parametrize(("name", "stages"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_the_stage_nobody_is_left_for_is_named(name: str, stages: list[Seats]) -> None:
    assert stuck(stages) == name


def test_many_stages_of_many_people_are_judged_at_once() -> None:
    names = [chr(97 + n) for n in range(12)]
    people = "".join(chr(200 + n) for n in range(35))
    chain = [seats(name, people, 3, "".join(names[:n])) for n, name in enumerate(names)]
    assert stuck(chain) == "l", "36 are asked for"
    assert stuck(chain[:-1]) == ""


@st.composite
def chains(draw: st.DrawFn) -> list[Seats]:
    made: list[Seats] = []
    for name in "abcd"[: draw(st.integers(1, 4))]:
        people = draw(st.frozensets(st.sampled_from("vwxyz"), min_size=1))
        unlike = draw(st.frozensets(st.sampled_from([one.name for one in made]))) if made else frozenset()
        made.append(Seats(name, people, draw(st.integers(1, min(3, len(people)))), unlike))
    return made


def seatable(stages: list[Seats]) -> bool:
    """By trying everything."""
    for seated in product(*(combinations(sorted(map(str, one.people)), one.needed) for one in stages)):
        signers = {one.name: set(by) for one, by in zip(stages, seated, strict=True)}
        if all(not signers[one.name] & signers[other] for one in stages for other in one.unlike):
            return True
    return False


@given(chains())
def test_it_is_what_trying_everything_says(stages: list[Seats]) -> None:
    assert (stuck(stages) == "") == seatable(stages)
