"""What a regulation says while it is drafted: its articles, what must still be filled in, and the paper it becomes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.basis import Certainty
from domain.errors import Incomplete, Malformed
from domain.faults import both
from domain.reasons import too_long

BLANK = re.compile(r"\[điền:[^\]]*\]", re.IGNORECASE)
"""What the facility has to decide, as a template marks it: `[điền: số giờ]`."""
MOST_ARTICLES = 100
LONGEST_TITLE, LONGEST_TEXT = 300, 8000


@dataclass(frozen=True)
class TemplateArticle:
    """One article of a template."""

    title: str
    """What it is about."""
    text: str
    """Our own words, to be changed by the facility; what it must decide stands as `[điền: …]`."""
    basis: str
    """Number and article of what it rests on, or that the facility sets it for itself."""
    certainty: Certainty
    """How sure we are that the basis says so."""
    chapter: str = ""
    """Title of the chapter it opens; empty when it goes on in the one before."""


@dataclass(frozen=True)
class RegulationTemplate:
    """From what a facility drafts a regulation: words of ours, each article with what it rests on."""

    code: str
    """Short name of the subject: at most one regulation of a facility is in force for it."""
    title: str
    """As the paper is called; the facility may change it."""
    edition: str
    """Short name of the edition."""
    effective_from: date
    """First day on which it is offered."""
    basis: str
    """What asks for the regulation: the law, or only a province's plan."""
    certainty: Certainty
    """How sure we are of it."""
    asked: tuple[str, ...]
    """How the parts of plans call what this answers."""
    bases: tuple[str, ...]
    """The lines that begin with `Căn cứ`."""
    articles: tuple[TemplateArticle, ...]
    """In order."""
    kind: str = "Quy chế"
    """What it is: `Quy chế`, `Quy định`, `Quy trình`, `Phương án`."""
    asked_by_law: bool = False
    """Whether the law itself asks for it; the others are asked for by plans."""
    effective_until: date | None = None
    """Last day on which it is offered; null while it lasts."""

    def answers(self, title: str) -> bool:
        """Whether a part of a plan with this title asks for it."""
        return _plain(title) in {_plain(one) for one in self.asked}


@dataclass(frozen=True)
class Article:
    title: str
    text: str
    chapter: str = ""
    """Title of the chapter it opens; empty when it goes on in the one before."""


@dataclass(frozen=True)
class Draft:
    """The words of one version."""

    title: str
    bases: tuple[str, ...]
    articles: tuple[Article, ...]
    proposer: str = ""
    """Whose proposal it is: `Trưởng phòng Kế hoạch tổng hợp`."""
    carried_out_by: str = "Trưởng các khoa, phòng và các cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này."
    recipients: tuple[str, ...] = ()
    effective_from: date | None = None
    """The day it says it is in force from; None: from the day it is issued."""

    def check(self) -> None:
        """Raises: Malformed with every fault."""
        if wrong := list(self._faults()):
            raise Malformed(*wrong)

    def _faults(self) -> Iterator[str]:
        if not self.title.strip():
            yield "title: ghi tên quy chế / give the title"
        yield from too_long("title", self.title, LONGEST_TITLE)
        if not any(one.strip() for one in self.bases):
            yield "bases: ghi ít nhất một căn cứ / give at least one legal basis"
        if not self.articles:
            yield "articles: cần ít nhất một điều / at least one article is needed"
        if len(self.articles) > MOST_ARTICLES:
            yield both(f"articles: nhiều nhất {MOST_ARTICLES} điều", f"at most {MOST_ARTICLES} articles")
        for number, one in enumerate(self.articles, 1):
            if not one.title.strip() or not one.text.strip():
                yield both(f"Điều {number}: ghi tên điều và nội dung", f"Article {number}: give its title and its text")
            if len(one.text) > LONGEST_TEXT or max(len(one.title), len(one.chapter)) > LONGEST_TITLE:
                yield both(f"Điều {number}: quá dài, hãy tách điều", f"Article {number}: too long, divide it")

    @property
    def blanks(self) -> tuple[tuple[int, str], ...]:
        """(article, what is still to be filled in); article 0 is what stands before the articles."""
        before = "\n".join((self.title, self.proposer, self.carried_out_by, *self.bases, *self.recipients))
        texts = [before, *("\n".join((one.chapter, one.title, one.text)) for one in self.articles)]
        return tuple((number, found) for number, text in enumerate(texts) for found in BLANK.findall(text))

    def check_filled(self) -> None:
        """Nothing is left open that the facility has to decide. Raises: Incomplete."""
        if self.blanks:
            raise Incomplete(*(both(f"{_place(n)[0]}: {what}", f"{_place(n)[1]}: {what}") for n, what in self.blanks))


def _place(number: int) -> tuple[str, str]:
    return (f"Điều {number}", f"Article {number}") if number else ("Phần đầu", "Opening")


def from_template(one: RegulationTemplate) -> Draft:
    return Draft(one.title, one.bases, tuple(Article(a.title, a.text.strip(), a.chapter) for a in one.articles))


def paper_of(draft: Draft, replaced: str = "") -> dict[str, Any]:
    """What the form `regulation` prints. `replaced`: how the regulation is cited whose place it takes."""
    day = draft.effective_from
    force = f"từ ngày {day:%d/%m/%Y}" if day else "từ ngày ban hành"
    instead = f" và thay thế {replaced}" if replaced else ""
    articles = (
        f"Ban hành kèm theo Quyết định này {draft.title.strip()}.",
        f"Quyết định này có hiệu lực thi hành kể {force}{instead}.",
        draft.carried_out_by.strip(),
    )
    chapters: list[dict[str, Any]] = []
    for one in draft.articles:
        if one.chapter.strip() or not chapters:
            chapters.append({"title": one.chapter.strip() or "Quy định chung", "articles": []})
        chapters[-1]["articles"].append({"title": one.title.strip(), "text": one.text.strip()})
    said = {
        "title": draft.title.strip(),
        "bases": [one.strip() for one in draft.bases if one.strip()],
        "articles": [one for one in articles if one],
        "chapters": chapters,
    }
    if draft.proposer.strip():
        said["proposer"] = draft.proposer.strip()
    if recipients := [one.strip() for one in draft.recipients if one.strip()]:
        said["recipients"] = recipients
    return said


def of_paper(data: dict[str, Any]) -> Draft:
    """The words of a regulation that was drawn up at once, from what its form says."""
    articles = [
        Article(one["title"], one["text"], chapter["title"] if number == 0 else "")
        for chapter in data.get("chapters", ())
        for number, one in enumerate(chapter["articles"])
    ]
    return Draft(
        data["title"],
        tuple(data.get("bases", ())),
        tuple(articles),
        data.get("proposer", ""),
        (data.get("articles") or ("",))[-1],
        tuple(data.get("recipients", ())),
    )


def template_for(templates: Sequence[RegulationTemplate], title: str) -> RegulationTemplate | None:
    """What answers a part of a plan with this title."""
    return next((one for one in templates if one.answers(title)), None)


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace(",", " ").split())
