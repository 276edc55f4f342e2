"""Letters leave through a mail server, over TLS where a password goes with them; a file stands in outside production."""

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import quote

import pytest

from app.devstack.messages import MailFile
from app.mailing import Smtp, mailer
from app.production import faults
from app.settings import Settings
from tests.mail_server import PASSWORD, mail_server

FROM = "hsba@soyte.gov.vn"


def letter() -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["Subject"] = "Kế hoạch hồ sơ bệnh án điện tử 21/11/2026: 2 quá hạn"
    made["From"], made["To"], made["Message-ID"] = FROM, "anh@bvdk.vn", "<digest.1@hsba.test>"
    made.set_content("Kính gửi Phạm Thị Ngọc Ánh,\n")
    return made


async def test_a_letter_reaches_the_server_with_its_marks(tmp_path: Path) -> None:
    async with mail_server(tmp_path) as postman:
        outcome = await Smtp(f"smtp://127.0.0.1:{postman.port}", FROM, strict=True).send(letter())
    assert (outcome.fault, postman.to) == ("", ["anh@bvdk.vn"])
    (one,) = postman.letters
    assert one["subject"] == letter()["subject"]
    assert one.get_content() == "Kính gửi Phạm Thị Ngọc Ánh,\r\n"


@pytest.mark.parametrize(("way", "scheme"), [("starttls", "smtp"), ("tls", "smtps")])
async def test_a_password_goes_over_tls_only(tmp_path: Path, way: str, scheme: str) -> None:
    async with mail_server(tmp_path, way) as postman:
        url = f"{scheme}://gui-thu:{quote(PASSWORD, safe='')}@localhost:{postman.port}"
        assert (await Smtp(url, FROM, strict=True, ca=postman.ca).send(letter())).fault == ""
        assert (postman.secure, postman.known) == ([True], ["gui-thu"])
        wrong = await Smtp(url.replace("gui-thu:", "gui-thu:x"), FROM, strict=True, ca=postman.ca).send(letter())
        assert (wrong.fault[:3], wrong.final) == ("535", False), "the setting is wrong, not the letter"
        unknown = await Smtp(url, FROM, strict=True).send(letter())
        assert "certificate" in unknown.fault.lower()
    assert len(postman.letters) == 1


@pytest.mark.parametrize(
    ("says", "recipient", "final"),
    [
        ("450 4.2.0 busy", "250 OK", False),
        ("554 5.6.0 no", "250 OK", True),
        ("250 OK", "550 5.1.1 unknown", True),
        ("250 OK", "451 later", False),
    ],
)
async def test_what_the_server_says_is_told(tmp_path: Path, says: str, recipient: str, final: bool) -> None:
    async with mail_server(tmp_path) as postman:
        postman.says, postman.recipient = says, recipient
        outcome = await Smtp(f"smtp://127.0.0.1:{postman.port}", FROM, strict=False).send(letter())
    refusal = says if not says.startswith("250") else recipient
    assert (outcome.fault, outcome.final) == (refusal, final)


async def test_a_server_that_is_not_there_is_tried_again_later() -> None:
    outcome = await Smtp("smtp://127.0.0.1:9", FROM, strict=False).send(letter())
    assert outcome.fault.startswith("SMTPConnectError")
    assert not outcome.final


async def test_without_a_server_a_file_stands_in_and_production_mails_nothing(tmp_path: Path) -> None:
    settings = Settings.read({"HSBA_DATA": str(tmp_path)})
    stands_in = mailer(settings)
    assert isinstance(stands_in, MailFile)
    assert (await stands_in.send(letter())).fault == ""
    assert "Message-ID: <digest.1@hsba.test>" in settings.mails.read_text()
    assert mailer(Settings.read({"HSBA_DATA": str(tmp_path), "HSBA_PRODUCTION": "1"})) is None
    given = Settings.read({"HSBA_DATA": str(tmp_path), "HSBA_PRODUCTION": "1", "HSBA_MAILS": str(tmp_path / "thư.txt")})
    assert "HSBA_MAILS" in {one.setting for one in faults(given, "schedule")}


@pytest.mark.parametrize(
    "given",
    [
        {"HSBA_SMTP_URL": "http://mail.test", "HSBA_MAIL_FROM": FROM},
        {"HSBA_SMTP_URL": "smtp://:25", "HSBA_MAIL_FROM": FROM},
        {"HSBA_SMTP_URL": "smtp://mail.test:thư", "HSBA_MAIL_FROM": FROM},
        {"HSBA_SMTP_URL": "smtp://mail.test", "HSBA_MAIL_FROM": "sở y tế"},
        {"HSBA_SMTP_URL": "smtp://mail.test"},
    ],
)
def test_settings_that_cannot_mail_are_refused_at_once(given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"HSBA_(SMTP_URL|MAIL_FROM)"):
        Settings.read(given)


def test_the_password_of_the_mail_server_is_in_no_log() -> None:
    settings = Settings.read({"HSBA_SMTP_URL": "smtp://ai:giau-kin@mail.test", "HSBA_MAIL_FROM": FROM})
    assert "giau-kin" not in repr(settings)
    with pytest.raises(ValueError, match="HSBA_SMTP_URL") as wrong:
        Settings.read({"HSBA_SMTP_URL": "thư://ai:giau-kin@mail.test"})
    assert "giau-kin" not in str(wrong.value)
