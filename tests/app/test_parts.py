"""Which parts a start has: what is done once is left out afterwards."""

from pathlib import Path

import pytest

from app import ports
from app.devstack.demo_people import FACILITIES, PEOPLE
from app.devstack.facts import stand_ins
from app.devstack.installation import mark, marks, prepare
from app.devstack.parts import Wish, parts
from app.devstack.token_pool import wanted
from app.settings import Settings

ALWAYS = ["postgres", "temporal", "pki", "database", "migrations", "tokens"]
KEEPER = ["wrapping-key", "keeper"]
OWN = ["signer", "worker", "scheduler", "web"]


def names(data: Path, wish: Wish, **done: bool) -> list[str]:
    """The parts of a start with this wish, on a folder where this was done."""
    given = {"HSBA_DATA": str(data), "HSBA_PORT": str(ports.free(set()))}
    prepare(Settings.read(given), wish.empty)
    mark(data, **done)
    return [part.name for part in parts(Settings.read(given), wish)]


def test_a_demonstration_is_seeded_and_told_once(data: Path) -> None:
    assert names(data, Wish()) == [*ALWAYS, "seed", *KEEPER, *OWN, "stories"]
    assert names(data, Wish(), seeded=True) == [*ALWAYS, *KEEPER, *OWN, "stories"]
    assert names(data, Wish(stories=False)) == [*ALWAYS, *KEEPER, *OWN]
    assert names(data, Wish(), told=True) == [*ALWAYS, *KEEPER, *OWN]


def test_a_real_facility_has_a_link_until_somebody_administers(data: Path) -> None:
    assert names(data, Wish(empty=True)) == [*ALWAYS, *KEEPER, *OWN, "welcome"]
    assert names(data, Wish()) == [*ALWAYS, *KEEPER, *OWN, "welcome"], "the first start decides"
    assert names(data, Wish(), founded=True) == [*ALWAYS, *KEEPER, *OWN]


def test_no_keeper_runs_where_a_master_key_wraps(data: Path) -> None:
    (data / "secrets").mkdir(mode=0o700)
    (data / "secrets" / "master_key").write_text("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    assert names(data, Wish(empty=True)) == [*ALWAYS, *OWN, "welcome"]
    assert "HSBA_WRAPPED_BY" in {one["setting"] for one in stand_ins(Settings.read({"HSBA_DATA": str(data)}))}


def test_parts_that_are_run_by_hand_find_a_keeper(data: Path) -> None:
    assert names(data, Wish(empty=True, servers_only=True)) == [*ALWAYS, *KEEPER]


@pytest.mark.parametrize("empty", [False, True])
def test_servers_alone_have_no_process_of_ours(data: Path, empty: bool) -> None:
    assert set(names(data, Wish(empty, servers_only=True))) & {*OWN, "stories", "welcome"} == set()


def test_a_wish_is_told_to_the_process_that_fulfils_it() -> None:
    assert Wish(True, True, False).words() == ["--empty", "--servers", "--no-stories"]
    assert Wish().words() == []


def test_no_stories_at_the_first_start_is_for_good(data: Path) -> None:
    settings = Settings.read({"HSBA_DATA": str(data), "HSBA_PORT": str(ports.free(set()))})
    for stories in (False, True):
        prepare(settings, empty=False, stories=stories)
        assert marks(data)["stories"] is False
    assert "stories" not in {part.name for part in parts(Settings.read({"HSBA_DATA": str(data)}), Wish())}


def test_there_are_tokens_for_everybody_the_seed_brings_in(data: Path) -> None:
    settings = Settings.read({"HSBA_DATA": str(data), "HSBA_PORT": str(ports.free(set()))})
    prepare(settings, empty=False)
    assert wanted(settings) == sum(one.signs for one in PEOPLE) + len(FACILITIES)
    mark(data, seeded=True)
    assert wanted(settings) == 0
