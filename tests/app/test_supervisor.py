"""A stack keeps itself alive, ends cleanly, and leaves nothing behind."""

import os
import signal
from collections.abc import Callable

from app.devstack.part import Part, present, waves
from tests.app.stacks import Stack, eventually, lives, session_of

Start = Callable[[str], Stack]


def test_parts_start_in_the_order_of_their_needs(start: Start) -> None:
    stack = start("")
    stack.wait_ready()
    assert stack.story() == ["shelf started", "desk started"]
    assert {part["name"]: part["stage"] for part in stack.state()["parts"]} == {"shelf": "ready", "step": "done", "desk": "ready"}


def test_sigterm_ends_all_in_reverse_order(start: Start) -> None:
    stack = start("")
    stack.wait_ready()
    pids = [part["pid"] for part in stack.state()["parts"] if part["pid"]]
    assert stack.end() < 2
    assert stack.process.returncode == 0
    assert stack.story()[2:] == ["desk ended", "shelf ended"]
    assert not any(lives(pid) for pid in pids)


def test_a_killed_part_is_started_again_and_says_why(start: Start) -> None:
    stack = start("")
    stack.wait_ready()
    os.kill(first := stack.part("desk")["pid"], signal.SIGKILL)
    eventually(lambda: stack.part("desk")["stage"] == "ready" and stack.part("desk")["pid"] != first)
    assert (stack.part("desk")["restarts"], stack.part("desk")["ended"]) == (1, "SIGKILL")
    assert stack.part("shelf")["restarts"] == 0


def test_sigkill_of_the_supervisor_leaves_nothing(start: Start) -> None:
    stack = start("")
    stack.wait_ready()
    pids = [part["pid"] for part in stack.state()["parts"] if part["pid"]]
    stack.end(signal.SIGKILL)
    eventually(lambda: not any(lives(pid) for pid in pids))


def test_the_next_start_goes_on_after_a_sigkill(start: Start) -> None:
    stack = start("")
    stack.wait_ready()
    stack.end(signal.SIGKILL)
    again = start("")
    again.wait_ready()
    assert again.end() < 2


def test_a_part_deaf_to_sigterm_is_killed_in_time(start: Start) -> None:
    stack = start("deaf")
    stack.wait_ready()
    deaf = stack.part("odd")["pid"]
    assert stack.end() < 5
    assert not lives(deaf)


def test_what_a_part_left_in_its_session_is_ended_with_it(start: Start) -> None:
    stack = start("forks")
    stack.wait_ready()
    leader = stack.part("odd")["pid"]
    assert len(session_of(leader)) == 2
    stack.end()
    eventually(lambda: not session_of(leader))


def test_a_step_that_fails_ends_the_start_with_its_last_words(start: Start) -> None:
    stack = start("broken-step")
    assert stack.process.wait(timeout=10) == 4
    assert stack.process.stderr is not None
    assert stack.process.stderr.read() == "step exit 3 disk is full\n"
    assert "desk started" not in stack.story()


def test_a_step_the_stack_serves_without_may_fail(start: Start) -> None:
    stack = start("spare")
    stack.wait_ready()
    assert (stack.part("play")["stage"], stack.part("play")["log"]) == ("failed", ["disk is full"])
    assert stack.part("desk")["stage"] == "ready"
    assert stack.end() < 5
    assert stack.story()[-2:] == ["desk ended", "shelf ended"]


def test_a_part_that_never_comes_up_backs_off_and_then_ends_the_start(start: Start) -> None:
    stack = start("broken")
    eventually(lambda: stack.part("odd")["restarts"] >= 2)
    assert (stack.part("odd")["ended"], stack.part("odd")["log"]) == ("exit 3", ["disk is full"])
    assert stack.process.wait(timeout=20) == 4


def test_a_part_that_says_nothing_is_killed_and_started_again(start: Start) -> None:
    stack = start("silent")
    eventually(lambda: stack.part("odd")["restarts"] >= 1)
    assert stack.part("odd")["ended"] == "SIGKILL"


def test_a_part_that_gives_up_is_not_started_again(start: Start) -> None:
    stack = start("hopeless")
    assert stack.process.wait(timeout=10) == 4
    assert stack.process.stderr is not None
    assert stack.process.stderr.read() == "odd exit 78 no settings\n"
    assert stack.part("odd")["restarts"] == 0


def test_needs_that_run_elsewhere_are_left_out() -> None:
    (desk,) = present([Part("desk", ("true",), ("postgres",))])
    assert desk.needs == ()


def test_parts_end_before_what_they_need() -> None:
    parts = [Part("a", ()), Part("b", (), ("a",)), Part("c", (), ("a",), uses=("b",)), Part("d", (), ("a",))]
    assert [[part.name for part in wave] for wave in waves(parts)] == [["c", "d"], ["b"], ["a"]]
