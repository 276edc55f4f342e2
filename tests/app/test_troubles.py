"""Whatever is typed on the command line: a sentence in Vietnamese and English and an exit code, and nothing is left behind."""

from pathlib import Path

import pytest

from tests.app.stacks import hsba

STOPPED = (
    ("repair",),
    ("welcome",),
    ("migrate",),
    ("demo", "--json"),
    ("plans", "open", "hung-yen", "--as", "syt.thao"),
    ("facilities", "list", "--as", "syt.thao"),
    ("archive", "export", "BA-1", "--as", "lt.thu", "--to", "new"),
)


@pytest.mark.parametrize("words", STOPPED)
def test_what_needs_a_running_stack_says_at_once_that_none_runs(data: Path, words: tuple[str, ...]) -> None:
    done = hsba(*words, data=data)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Hệ thống không chạy ({data}); hãy `hsba up` · not running: start it with `hsba up`\n"
    assert list(data.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nonsense",), "không có lệnh này; xem hsba --help"),
        (("status", "--nonsense"), "không có tuỳ chọn này; xem hsba status --help"),
        (("down", "nonsense"), "thừa từ"),
        (("plans", "open"), "thiếu một phần bắt buộc; xem hsba plans open --help"),
        (("facilities", "add", "co-so.xlsx"), "giá trị không dùng được"),
        (("up", "--port", "tám"), "giá trị không dùng được"),
        (("up", "--port", "65536"), "HSBA_PORT"),
        (("up", "--port", "-1"), "HSBA_PORT"),
        (("policies", "check", "/not/there"), "giá trị không dùng được"),
        (("policies", "check", "docs"), "không có chính sách nào"),
        (("archive",), "Usage:"),
    ],
)
def test_a_wrong_line_is_told_in_one_and_ends_with_2(data: Path, words: tuple[str, ...], said: str) -> None:
    done = hsba(*words, data=data)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert list(data.iterdir()) == []


@pytest.mark.parametrize("words", [("status",), ("down",), ("doctor",), ("repair",), ("up", "--detach")])
def test_a_data_folder_that_is_a_file_is_told_so(data: Path, words: tuple[str, ...]) -> None:
    (data / "file").touch()
    done = hsba(*words, data=data / "file")
    assert done.returncode == 2
    assert "là một tệp" in done.stderr
