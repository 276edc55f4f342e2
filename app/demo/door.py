"""The public interface as the demo's people use it: signed in once each, patient with a stack that is coming back."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from httpx2 import Client, Response, Timeout, TransportError

from app.devstack.demo_people import PASSWORD, PIN

PATIENCE = 90.0
"""Seconds to wait for a stack that is away, or for something that is being done."""
READY = frozenset(("complete", "preserved"))
"""States of a document with every signature."""
COMING = frozenset({"WaitsForStamp", "NotYourTurn"})
"""Refusals that end by themselves while a signature is finished."""


class Refused(Exception):
    """The stack refused, or did not answer in time: a sentence for people."""

    def __init__(self, sentence: str, kind: str = "") -> None:
        super().__init__(sentence)
        self.kind = kind


@dataclass
class Door:
    """One demo at the door of one stack; every request id begins with the demo's name."""

    client: Client
    name: str
    tokens: dict[str, str] = field(default_factory=dict)
    acts: int = 0
    """How many acts were sent; reading and signing in are none."""

    def by(self, login: str, position: int = 0) -> "Player":
        """Somebody of the demo, in their first position or another."""
        return Player(self, login, position)

    def send(self, method: str, path: str, **more: Any) -> Response:
        """The answer, asked again while nobody answers or a part is away. Raises: Refused."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                answer = self.client.request(method, path, **more)
                if answer.status_code != 503 or time.monotonic() > until:
                    return answer
            except TransportError as away:
                if time.monotonic() > until:
                    raise Refused(f"không kết nối được {self.client.base_url} ({type(away).__name__})") from away
            time.sleep(0.5)


def at(url: str, name: str) -> Door:
    """The door of the stack at `url`."""
    return Door(Client(base_url=f"{url}/api", timeout=Timeout(60, connect=5), trust_env=False), name)


@dataclass
class Player:
    """A person or machine of the demo."""

    door: Door
    login: str
    position: int = 0

    def get(self, path: str, **query: Any) -> Any:
        return self._said(self._ask("GET", path, params=query))

    def content(self, path: str) -> bytes:
        answer = self._ask("GET", path)
        return answer.content if answer.is_success else bytes(self._said(answer))

    def post(self, path: str, request: str, **words: Any) -> Any:
        """An act under a request id of the demo's own: told again, it is the same act."""
        self.door.acts += 1
        return self._said(self._ask("POST", path, json={"request": f"{self.door.name}/{request}", **words}))

    def upload(self, path: str, request: str, file: tuple[str, bytes, str], **words: str) -> Any:
        """An act with a file: its name, bytes and media type."""
        self.door.acts += 1
        return self._said(self._ask("POST", path, data={"request": f"{self.door.name}/{request}", **words}, files={"file": file}))

    def sign(self, document: str, request: str, version: int | None = None) -> Any:
        """Reads and signs a version, the newest when none is named; waits for the turn and the stamp before."""
        seen = self.get(f"/documents/{document}")
        number = version or seen["current"]
        read = seen["versions"][number - 1]["content"]
        path = f"/documents/{document}/versions/{number}/signatures"
        return self.patiently(lambda: self.post(path, request, read=read, pin=PIN))

    def sign_once(self, document: str, request: str) -> None:
        """Signs the newest version unless this person has, or everybody has: by this demo, or by one of another name."""
        newest = self.get(f"/documents/{document}")["versions"][-1]
        signed = {made["person"]["id"] for made in newest["signatures"]}
        if newest["state"] not in READY and self.get("/me")["id"] not in signed:
            self.sign(document, request)

    def sign_set(self, documents: list[str], request: str) -> None:
        """Reads and signs the newest version of each with one PIN. Raises: Refused for the first that was not signed."""
        seen = [self.get(f"/documents/{one}")["versions"][-1] for one in documents]
        chosen = [{"document": one, "version": v["number"], "read": v["content"]} for one, v in zip(documents, seen, strict=True)]
        for outcome in self.post("/signatures", request, pin=PIN, set=chosen)["outcomes"]:
            if outcome["problem"]:
                raise Refused(outcome["problem"]["detail"], outcome["problem"]["refusal"])

    def patiently(self, act: Callable[[], Any], kinds: frozenset[str] = COMING) -> Any:
        """The act's answer, asked again while its refusal is one that ends by itself. Raises: Refused."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return act()
            except Refused as no:
                if no.kind not in kinds or time.monotonic() > until:
                    raise
            time.sleep(0.2)

    def until(self, path: str, good: Callable[[Any], bool], waits_for: str, **query: Any) -> Any:
        """Asks again and again until the answer is good. Raises: Refused."""
        until = time.monotonic() + PATIENCE
        pause = 0.1
        while not good(found := self.get(path, **query)):
            if time.monotonic() > until:
                raise Refused(f"đã chờ {PATIENCE:.0f} giây mà chưa thấy: {waits_for}")
            time.sleep(pause)
            pause = min(pause * 1.5, 2.0)
        return found

    def _ask(self, method: str, path: str, **more: Any) -> Response:
        answer = self.door.send(method, path, headers=self._head(), **more)
        if answer.status_code == 401 and self.login in self.door.tokens:  # the session ended: sign in again
            del self.door.tokens[self.login]
            answer = self.door.send(method, path, headers=self._head(), **more)
        return answer

    def _head(self) -> Mapping[str, str]:
        tokens = self.door.tokens
        if self.login not in tokens:
            said = self._said(self.door.send("POST", "/sessions", json={"login": self.login, "password": PASSWORD}))
            tokens[self.login] = said["token"]
            tokens |= {f"{self.login}/{number}": post["id"] for number, post in enumerate(said["me"]["positions"])}
        return {"authorization": f"Bearer {tokens[self.login]}", "x-position": tokens[f"{self.login}/{self.position}"]}

    def _said(self, answer: Response) -> Any:
        if answer.is_success:
            return answer.json() if answer.content else None
        said = answer.json() if "json" in answer.headers.get("content-type", "") else {}
        told = said.get("detail", answer.text[:300])
        facts = "; ".join(said.get("facts", ()))
        raise Refused(f"{self.login}: {told} [{answer.status_code} {said.get('refusal') or ''} {facts}]", said.get("refusal") or "")
