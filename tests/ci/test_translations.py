"""A text that is missing, doubtful, broken or not compiled is noticed before a reader meets it."""

import importlib.util
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

SCRIPT = Path(__file__).parent.parent.parent / ".ci" / "check_translations.py"


@pytest.fixture(scope="module")
def check() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_translations", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def catalogue(*messages: tuple[str | tuple[str, str], str | tuple[str, ...]], fuzzy: bool = False) -> Catalog:
    made = Catalog(locale="fa", fuzzy=False)
    for text, translation in messages:
        made.add(text, translation, flags=["fuzzy"] if fuzzy else [])
    return made


@pytest.mark.parametrize(
    ("text", "translation", "says"),
    [
        ("Accounts", "", "is not translated"),
        (("%(n)s deal", "%(n)s deals"), ("%(n)s معامله", ""), "is not translated"),
        ("There is no {name}.", "نیست.", "{name} stands in one of text and translation only"),
        ("%(count)s rows", "%(cuont)s ردیف", "%(cuont)s"),
    ],
)
def test_an_unfinished_text_is_named(
    check: ModuleType, text: str | tuple[str, str], translation: str | tuple[str, ...], says: str
) -> None:
    (found,) = check.unfinished(catalogue((text, translation)))
    assert says in found


def test_a_doubtful_text_is_named(check: ModuleType) -> None:
    (found,) = check.unfinished(catalogue(("Accounts", "حساب‌ها"), fuzzy=True))
    assert "fuzzy" in found


def test_finished_texts_are_left_in_peace(check: ModuleType) -> None:
    finished = catalogue(("Accounts", "حساب‌ها"), (("One deal", "%(n)s deals"), ("یک معامله", "%(n)s معامله")))
    assert list(check.unfinished(finished)) == []


def test_a_catalogue_that_was_not_compiled_again_is_stale(check: ModuleType, tmp_path: Path) -> None:
    compiled = tmp_path / "django.mo"
    assert "is missing" in next(check.stale(compiled, catalogue(("Accounts", "حساب‌ها"))))
    with compiled.open("wb") as file:
        write_mo(file, catalogue(("Accounts", "حساب‌ها")))
    assert list(check.stale(compiled, catalogue(("Accounts", "حساب‌ها")))) == []
    assert "does not say" in next(check.stale(compiled, catalogue(("Accounts", "شرکت‌ها"))))


def test_a_text_of_the_code_that_no_catalogue_knows_is_named(
    check: ModuleType, tmp_path: Path, needs: Callable[[str, bool], None]
) -> None:
    needs("gettext", shutil.which("xgettext") is not None)
    package = tmp_path / "package"
    messages = package / "locale" / check.LANGUAGES[0] / "LC_MESSAGES"
    messages.mkdir(parents=True)
    (package / "page.py").write_text('from django.utils.translation import gettext as _\nprint(_("Sign off"))\n')
    assert any("'Sign off'" in found for found in check.not_collected(package / "locale"))
