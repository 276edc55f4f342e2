"""A disposal in words: its course in every state, and the list as a file that no spreadsheet takes for a formula."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from domain.disposals import Ballot, Disposal, DisposalState, Fate, Item, Obstacle, list_hash
from domain.names import DisposalId, FacilityId, PersonId, RecordId, Sha256
from domain.recusals import Tie
from domain.seats import Member, Seat
from services.disposals import DisposalView
from store.queries.disposals import Sitting
from web.disposal_csv import csv_of
from web.disposal_lines import item_line, steps
from web.disposal_told import told

AT = datetime(2026, 11, 21, 3, tzinfo=UTC)
CHAIR, DOCTOR = PersonId(UUID(int=1)), PersonId(UUID(int=2))
ITEMS = tuple(
    Item(n, RecordId(UUID(int=100 + n)), f"BA-{n}", Sha256("a" * 64), "ordinary", date(2025, 12, 31), frozenset({DOCTOR}))
    for n in range(1, 4)
)
COUNCIL = (Member(CHAIR, Seat.CHAIR), Member(DOCTOR, Seat.MEMBER))


def view(state: DisposalState, members: tuple[Member, ...] = COUNCIL, **sitting: object) -> DisposalView:
    one = Disposal(DisposalId(UUID(int=9)), FacilityId("33001"), "Đợt 1", state, CHAIR, list_hash(ITEMS), ITEMS, 2, 1, members)
    empty = Sitting(1, AT, "", None, None, "", None, None, None, "")
    told_of = replace(empty, **sitting)  # type: ignore[arg-type]
    return DisposalView(one, told_of, [], None, frozenset(), state is not DisposalState.VOTING, [], [], {}, {("", "ordinary"): "Nội trú"})


def said(one: DisposalView) -> str:
    """The first letter of each step's state."""
    return "".join({"accepted": "x", "doing": "!", "not_yet": ".", "not_applicable": "-"}[state] for _title, state, _form in steps(one))


@pytest.mark.parametrize(
    ("state", "course"),
    [
        (DisposalState.PROPOSED, "x!....."),
        (DisposalState.COUNCIL, "x!....."),
        (DisposalState.VOTING, "xx!...."),
        (DisposalState.MINUTES, "xxx!..."),
        (DisposalState.REVIEWED, "xxxx!.."),
        (DisposalState.DECISION, "xxxx!.."),
        (DisposalState.WAITING, "xxxxx!."),
        (DisposalState.DESTROYED, "xxxxxx!"),
        (DisposalState.CLOSED, "xxxxxxx"),
    ],
)
def test_one_step_is_to_be_done(state: DisposalState, course: str) -> None:
    assert said(view(state)) == course
    assert told(view(state), str, "vi", AT)


def test_while_records_go_it_says_how_many_are_done() -> None:
    waiting = view(DisposalState.WAITING)
    of = (replace(ITEMS[0], fate=Fate.DESTROYED), replace(ITEMS[1], fate=Fate.FELL_OUT, reason="held"), ITEMS[2])
    due = replace(waiting, disposal=replace(waiting.disposal, items=of, destroy_at=AT))
    assert told(due, str, "vi", AT - timedelta(minutes=1)).startswith("Quyết định hủy đã ký.")
    assert told(due, str, "vi", AT).startswith("Đang hủy: xong 2/3 hồ sơ.")


def test_once_everybody_voted_it_waits_for_the_chair() -> None:
    voting = view(DisposalState.VOTING)
    assert "chủ tịch kết thúc được khi có ít nhất 1 người" in told(replace(voting, voted=frozenset({CHAIR})), str, "vi", AT)
    everybody = replace(voting, voted=frozenset({CHAIR, DOCTOR}))
    assert told(everybody, str, "vi", AT) == "Cả 2 thành viên đã biểu quyết; chờ chủ tịch kết thúc biểu quyết và lập biên bản."


def test_without_a_council_its_steps_do_not_apply() -> None:
    assert said(view(DisposalState.REVIEWED, ())) == "x---!.."
    assert said(view(DisposalState.PROPOSED, ())) == "x!....."


def test_after_a_withdrawal_nothing_more_comes() -> None:
    assert said(view(DisposalState.WITHDRAWN)) == "x------"
    assert said(view(DisposalState.WITHDRAWN, closed_vote_at=AT)) == "xxx----"


def test_votes_stand_at_a_line_once_they_may_be_seen() -> None:
    closed = view(DisposalState.MINUTES)
    ballots = (Ballot(CHAIR, None, True), Ballot(CHAIR, 2, False, "Còn cần"), Ballot(DOCTOR, None, True))
    closed = replace(closed, disposal=replace(closed.disposal, ballots=ballots))
    known = {ITEMS[0].record: {DOCTOR: frozenset({Tie.SIGNED, Tie.TREATED})}}
    lines = [item_line(item, closed, False, {CHAIR: "Sơn", DOCTOR: "Lan"}, known, str) for item in ITEMS]
    assert [line.votes for line in lines] == [f"đồng ý {yes}, không đồng ý {no}; tính 1/2 phiếu" for yes, no in ((1, 0), (0, 1), (1, 0))]
    acts = ["Lan (là bác sĩ điều trị, đã ký văn bản của hồ sơ)", *2 * ["Lan (là bác sĩ điều trị)"]]
    assert [line.aside for line in lines] == [(one,) for one in acts]
    assert [line.against for line in lines] == [(), ("Sơn: “Còn cần”",), ()]
    hidden = replace(closed, revealed=False)
    assert [item_line(item, hidden, False, {}, {}, str).votes for item in ITEMS] == ["", "", ""]


def test_the_file_says_what_became_of_each_record_and_is_no_formula() -> None:
    one = view(DisposalState.DESTROYED)
    fates = (
        replace(ITEMS[0], fate=Fate.DESTROYED),
        replace(ITEMS[1], fate=Fate.TAKEN_OUT, reason='=HYPERLINK("x")'),
        replace(ITEMS[2], fate=Fate.FELL_OUT, reason=Obstacle.HELD),
    )
    body = csv_of(replace(one, disposal=replace(one.disposal, items=fates)), str)
    assert body.startswith(b"\xef\xbb\xbf")
    first, second, third = body.decode("utf-8-sig").splitlines()[1:]
    assert first == f"1,BA-1,Nội trú,31/12/2025,{'a' * 64},đã hủy,"
    assert second.endswith('''đã đưa ra khỏi danh mục,"'=HYPERLINK(""x"")"''')
    assert third.endswith("bị loại khỏi danh mục,Đang được giữ lại")
