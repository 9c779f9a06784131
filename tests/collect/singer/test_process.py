"""A tap is a process of its own: read with patience, ended with all that it started, its secrets hidden."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.collect.singer.conftest import WriteTap, is_alive
from tests.waiting import wait_until

from tiercel.collect.singer import process
from tiercel.collect.singer.masking import Tail, masked, secrets_of
from tiercel.collect.singer.process import Tap, TooLong, environment_of
from tiercel.core.errors import ConfigError, DataError, Stopped


def started(command: str, folder: Path, tail: Tail | None = None, silence: float = 60) -> Tap:
    return Tap([command], environ=os.environ, folder=folder, tail=tail or Tail(()), silence=silence)


def test_lines_come_with_their_numbers_and_the_exit_code_after_them(write_tap: WriteTap, tmp_path: Path) -> None:
    with started(
        write_tap("print('a')\nprint()\nsys.stdout.write('no end')\nsys.stdout.flush()\nsys.exit(3)"), tmp_path
    ) as tap:
        assert list(tap.lines(lambda: None)) == [(1, b"a"), (2, b""), (3, b"no end")]
        assert tap.end() == 3


def test_a_line_without_end_is_given_up_and_the_next_one_is_read(
    write_tap: WriteTap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "LONGEST_LINE", 100_000)
    with started(write_tap("sys.stdout.write('x' * 1_000_000)\nprint()\nprint('next')"), tmp_path) as tap:
        first, second = tap.lines(lambda: None)
    assert isinstance(first[1], TooLong)
    assert (first[0], len(first[1]), second) == (1, 1000, (2, b"next"))


def test_while_nothing_comes_somebody_is_asked_and_may_end_it_with_all_that_it_started(
    write_tap: WriteTap, tmp_path: Path
) -> None:
    body = "import subprocess\nchild = subprocess.Popen(['sleep', '60'])\nprint(child.pid, flush=True)\ntime.sleep(60)"
    children: list[int] = []

    def tick() -> None:
        if children:
            raise Stopped("enough")

    def read() -> None:
        with started(write_tap(body), tmp_path) as tap:
            for _number, line in tap.lines(tick):
                children.append(int(line))

    with pytest.raises(Stopped):
        read()
    wait_until(lambda: not is_alive(children[0]), "the end of what the tap started")


def test_a_tap_that_hears_no_request_is_ended_all_the_same(
    write_tap: WriteTap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "SECONDS_TO_END", 0.2)
    body = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('up', flush=True)\ntime.sleep(60)"
    with started(write_tap(body), tmp_path) as tap:
        assert next(iter(tap.lines(lambda: None))) == (1, b"up")
        tap.kill()
    assert tap.process.returncode == -9


def test_a_tap_that_says_nothing_for_too_long_is_given_up(write_tap: WriteTap, tmp_path: Path) -> None:
    with started(write_tap("time.sleep(60)"), tmp_path, silence=0.1) as tap, pytest.raises(DataError, match="nothing"):
        list(tap.lines(lambda: None))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_a_tap_ends_with_whoever_runs_it_even_when_that_is_killed(write_tap: WriteTap, tmp_path: Path) -> None:
    tap = write_tap("print(os.getpid(), flush=True)\ntime.sleep(60)")
    script = (
        "import os, pathlib, sys\nfrom tiercel.collect.singer.process import Tap\n"
        "from tiercel.collect.singer.masking import Tail\n"
        f"tap = Tap([{tap!r}], environ=os.environ, folder=pathlib.Path('.'), tail=Tail(()))\n"
        "for _n, line in tap.lines(lambda: None): print(line.decode(), flush=True)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as runner:
        assert runner.stdout is not None
        pid = int(runner.stdout.readline())
        assert is_alive(pid)
        runner.kill()
    wait_until(lambda: not is_alive(pid), "the end of the tap")


def test_what_it_says_is_kept_short_and_without_secrets(write_tap: WriteTap, tmp_path: Path) -> None:
    tail = Tail(["hush-hush"])
    body = "for n in range(300): print(f'{n} with hush-hush', file=sys.stderr)\nprint('x' * 9999, file=sys.stderr)"
    with started(write_tap(body), tmp_path, tail) as tap:
        list(tap.lines(lambda: None))
        tap.end()
    lines = tail.text().splitlines()
    assert len(lines) == 200
    assert lines[0] == "101 with •••"
    assert len(lines[-1]) == 500


def test_the_last_words_are_those_that_say_why() -> None:
    tail = Tail(())
    assert tail.last_words() == ""
    tail.add(b"INFO begun")
    assert tail.last_words() == "INFO begun"
    for line in (b"CRITICAL the token has expired", b"INFO METRIC: {}"):
        tail.add(line)
    assert tail.last_words() == "CRITICAL the token has expired"


def test_what_is_ours_is_not_handed_to_a_tap() -> None:
    given = environment_of({"TIERCEL_SECRET_KEY": "x", "TIERCEL_DATABASE_URL": "y", "DJANGO_X": "z", "PATH": "/bin"})
    assert given == {"PATH": "/bin", "PYTHONUNBUFFERED": "1"}


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no/such/tap cannot be started"):
        started("no/such/tap", tmp_path)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Authorization: Bearer ya29.abcdef", "Authorization: Bearer •••"),
        ('{"access_token": "abcdefgh"}', '{"access_token": "•••"}'),
        ("GET https://u:p4ssw0rd@host/x?hapikey=12345678&count=1", "GET https://•••@host/x?hapikey=•••&count=1"),
        ("git+https://ghp_abcdef@github.com/us/tap-x.git", "git+https://•••@github.com/us/tap-x.git"),
        ("got 12 tokens of 40", "got 12 tokens of 40"),
    ],
)
def test_tokens_that_no_setting_holds_are_hidden_too(said: str, shown: str) -> None:
    assert masked(said, ()) == shown


def test_every_secret_of_a_configuration_is_found_at_any_depth() -> None:
    config = {"user": "ada", "auth": {"client": "c-1234"}, "keys": [{"private_key": "aaaa-bbbb"}], "api_key": "k-9876"}
    assert set(secrets_of(config, ["from-env"])) == {"c-1234", "aaaa-bbbb", "k-9876", "from-env"}
