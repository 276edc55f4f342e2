"""What must not be told is in no text of a thing: no log and no error can show it."""

from activities.documents import Of
from activities.signatures import SignRequest
from domain.names import DocumentId, RequestId, Sha256, id_of
from domain.people import Actor
from domain.roles import Role
from services.people import NewPerson
from tests.people import LAN


def test_a_ticket_a_password_and_a_pin_are_not_shown() -> None:
    actor = Actor(LAN.id, LAN.position.id, RequestId("secret"))
    act = SignRequest(Of(DocumentId(id_of("document", "secret")), 1), actor, Sha256("c" * 64), "vé-bí-mật")
    new = NewPerson("bs.moi", "Tên Mới", "mật-khẩu-dài", "864209", Role.DOCTOR, None, "QĐ 1")
    for told in (repr(act), repr(new)):
        assert not any(secret in told for secret in ("vé-bí-mật", "mật-khẩu-dài", "864209"))
