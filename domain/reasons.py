"""Why somebody refuses to sign: one of a list, and words."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.errors import Incomplete, Malformed
from domain.faults import both

OTHER = "other"
"""Code of what stands in no list: it is told in words. Every list has it."""
LONGEST = 2000
"""Characters of a reason in words: it is read in lists, and what needs more stands in a comment."""
LONGEST_LINE = 200
"""Characters of a name, a number, a line."""


@dataclass(frozen=True)
class Reason:
    """One reason of the list from which a person who refuses to sign chooses."""

    code: str
    """Short name, kept with the refusal."""
    name: str
    """What people read, Vietnamese."""
    name_en: str
    """What people read in English."""
    needs_words: bool = False
    """Whether it says nothing without words; always so for `other`."""


def check_length(words: str) -> None:
    """Raises: Malformed."""
    if len(words.strip()) > LONGEST:
        raise Malformed(both(f"reason: lý do dài nhất {LONGEST} ký tự, hãy viết gọn lại", f"{LONGEST} characters at most, shorten it"))


def reason_faults(reason: str) -> list[str]:
    """A line for each fault of a reason that is needed."""
    return too_long("reason", reason, LONGEST) if reason.strip() else ["reason: ghi lý do / give the reason"]


def too_long(name: str, said: str, longest: int = LONGEST_LINE) -> list[str]:
    """A line when a field has more characters than it keeps."""
    return [both(f"{name}: nhiều nhất {longest} ký tự", f"at most {longest} characters")] if len(said) > longest else []


def told(reasons: Sequence[Reason], code: str, words: str) -> str:
    """The reason as it is kept and read for ever: what was chosen, then the words.

    Raises: Malformed for a reason that is not in the list or too long, Incomplete when it has to be told in words."""
    check_length(words)
    found = next((one for one in reasons if one.code == code), None)
    if found is None:
        vi, en = ", ".join(f"{one.name} ({one.code})" for one in reasons), ", ".join(f"{one.name_en} ({one.code})" for one in reasons)
        raise Malformed(both(f"reason_code: chọn một lý do trong danh sách: {vi}", f"choose one of the list: {en}"))
    if (found.needs_words or code == OTHER) and not words.strip():
        raise Incomplete("reason: cần nêu lý do / give a reason")
    named = "" if code == OTHER else found.name
    return ": ".join(part for part in (named, words.strip()) if part)
