"""Settings: declared once, read from one file and the environment, and wrong ones named all at once."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tiercel.core.errors import ConfigError
from tiercel.core.settings import SETTINGS, load, secret_key


def write(folder: Path, text: str) -> Path:
    (folder / "tiercel.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_workspace_needs_no_settings_at_all(tmp_path: Path) -> None:
    settings = load(tmp_path / "new", {})
    assert settings.database_url == f"sqlite:///{tmp_path / 'new' / 'records.sqlite3'}"
    assert (settings.port, settings.currency, settings.language) == (8000, "USD", "en")


def test_the_folder_is_the_argument_then_the_variable_then_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    environ = {"TIERCEL_WORKSPACE": str(tmp_path / "b")}
    assert load(tmp_path / "a", environ).workspace == tmp_path / "a"
    assert load(None, environ).workspace == tmp_path / "b"
    assert load(None, {}).workspace == tmp_path / "workspace"


def test_a_variable_stands_over_the_file(tmp_path: Path) -> None:
    write(tmp_path, 'currency = "EUR"\nport = 9000\nday_first = true\nallowed_hosts = ["a.example"]')
    settings = load(tmp_path, {"TIERCEL_PORT": "9001", "TIERCEL_ALLOWED_HOSTS": "a.example, b.example"})
    assert (settings.currency, settings.port, settings.day_first) == ("EUR", 9001, True)
    assert settings.allowed_hosts == ("a.example", "b.example")


def test_an_empty_variable_is_as_good_as_none(tmp_path: Path) -> None:
    assert load(tmp_path, {"TIERCEL_PORT": ""}).port == 8000


def test_all_wrong_settings_are_named_at_once_with_the_nearest_right_name(tmp_path: Path) -> None:
    write(tmp_path, 'curency = "EUR"\nport = "8000"\nlanguage = "de"\nworkers = 65')
    environ = {"TIERCEL_TIME_ZONE": "Mars/Olympus", "TIERCEL_WORKRES": "2", "TIERCEL_DAY_FIRST": "perhaps"}
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, environ)
    message = str(caught.value)
    assert message.startswith("7 wrong in the settings of")
    for part in (
        "There is no setting curency (in tiercel.toml). Did you mean 'currency'?",
        "There is no setting TIERCEL_WORKRES (in the environment). Did you mean 'TIERCEL_WORKERS'?",
        "port in tiercel.toml: a whole number is wanted, not '8000'.",
        "language in tiercel.toml: 'de' is not one of en, ar, fa, zh.",
        "workers in tiercel.toml: 65 is too large: at most 64 is wanted.",
        "TIERCEL_TIME_ZONE: 'Mars/Olympus' is not a time zone.",
        "TIERCEL_DAY_FIRST: true or false is wanted, not 'perhaps'.",
    ):
        assert part in message


def test_a_value_of_the_file_is_checked_even_where_a_variable_covers_it(tmp_path: Path) -> None:
    write(tmp_path, "port = 0")
    with pytest.raises(ConfigError, match="0 is too small"):
        load(tmp_path, {"TIERCEL_PORT": "9000"})


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('currency = "EURO"', "'EURO' is not a currency"),
        ("https = 1", "true or false is wanted, not 1"),
        ("workers = true", "a whole number is wanted, not True"),
        ('allowed_hosts = "a.example"', "a list of texts is wanted"),
        ('allowed_hosts = ["https://a.example/"]', "a host name alone is wanted"),
        ('time_zone = "../../etc/passwd"', "is not a time zone"),
        ('secret_key = "short"', "at least 32 characters"),
        ("currency = EUR", "is not TOML"),
        ("[server]\nport = 1", "There is no setting server"),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_wanted_instead(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path, line), {})
    assert says in str(caught.value)


def test_a_password_in_a_database_address_is_never_repeated(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, {"TIERCEL_DATABASE_URL": "mysql://ada:hunter2@db/records"})
    assert "hunter2" not in str(caught.value)
    settings = load(tmp_path, {"TIERCEL_DATABASE_URL": "postgresql://ada:hunter2@db/records"})
    assert "hunter2" not in repr(settings)


def test_a_file_written_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    (tmp_path / "tiercel.toml").write_bytes(b"\xef\xbb\xbfcurrency = 'SAR'\r\n")
    assert load(tmp_path, {}).currency == "SAR"


def test_the_secret_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = load(tmp_path / "new", {})
    key = secret_key(settings)
    assert len(key) >= 50
    assert secret_key(settings) == key
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600
    assert secret_key(load(tmp_path / "other", {})) != key


def test_processes_that_start_together_agree_on_the_secret_key(tmp_path: Path) -> None:
    settings = load(tmp_path, {})
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: secret_key(settings), range(8)))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_secret_key_of_the_settings_is_used_and_no_file_is_made(tmp_path: Path) -> None:
    given = "x" * 40
    assert secret_key(load(tmp_path, {"TIERCEL_SECRET_KEY": given})) == given
    assert not (tmp_path / "secret_key").exists()


def test_every_setting_says_what_it_means_and_its_default_would_be_accepted(tmp_path: Path) -> None:
    for name, declared in SETTINGS.items():
        assert declared.doc.endswith("."), name
        assert declared.default not in (None, "") or declared.otherwise, f"{name}: its default is explained nowhere"
        if declared.check is not None:
            assert declared.check(declared.default) == "", name
