"""Containers hand secrets over as files: a variable names the file, and the value stands in it."""

from pathlib import Path

import pytest

from tiercel.core.errors import ConfigError
from tiercel.core.settings import load


def test_a_variable_may_name_the_file_in_which_its_value_stands(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://tiercel:hush@database/tiercel\n")
    found = load(tmp_path / "ws", {"TIERCEL_DATABASE_URL_FILE": str(tmp_path / "url")})
    assert found.database_url == "postgresql://tiercel:hush@database/tiercel"


def test_the_value_itself_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "currency").write_text("EUR")
    said = {"TIERCEL_CURRENCY_FILE": str(tmp_path / "currency"), "TIERCEL_CURRENCY": "SAR"}
    assert load(tmp_path / "ws", said).currency == "SAR"


def test_a_file_that_is_not_there_and_a_setting_that_is_not_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "ws", {"TIERCEL_SECRET_KEY_FILE": str(tmp_path / "none")})
    with pytest.raises(ConfigError, match="no setting TIERCEL_NONSENSE_FILE"):
        load(tmp_path / "ws", {"TIERCEL_NONSENSE_FILE": "x"})


def test_what_is_wrong_in_a_file_is_said_without_the_secret(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("mysql://hush")
    with pytest.raises(ConfigError) as wrong:
        load(tmp_path / "ws", {"TIERCEL_DATABASE_URL_FILE": str(tmp_path / "url")})
    assert "hush" not in str(wrong.value)
