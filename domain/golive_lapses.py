"""A paper of going live that everybody signed after something had fallen: it no longer counts, and it is said why."""

from collections.abc import Iterable
from datetime import date

from domain.errors import Incomplete, WrongState
from domain.faults import both
from domain.going_live import Act, GoLive, Step


def lapses(one: GoLive, drawn: Step, lacking: Iterable[str], today: date) -> tuple[str, ...]:
    """Why a paper that was signed just now no longer counts; nothing when it does.

    `drawn`: the step it was drawn up in; `lacking`: a sentence for each gate that held then and does not now.
    """
    if drawn.act is Act.EVALUATE:
        return ()
    if drawn not in one.round:
        return (both("Trong lúc văn bản chờ ký đã quay lại bản giấy", "Paper was returned to while it was being signed"),)
    try:
        _judge(one, drawn, lacking, today)
    except Incomplete as no:
        return no.facts
    except WrongState:
        return (both("Việc thay giấy đã sang bước khác trong lúc văn bản chờ ký", "Going live had moved on while it was being signed"),)
    return ()


def _judge(one: GoLive, drawn: Step, lacking: Iterable[str], today: date) -> None:
    if drawn.act is Act.DECIDE:
        one.decide(lacking, today)
    elif drawn.act is Act.PUBLISH:
        one.publish(lacking, today)
    else:
        one.reverse(drawn.department, drawn.words, today)
