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


@pytest.fixture(scope="module")
def bare(check: ModuleType) -> ModuleType:
    import bare_texts  # found beside the script, whose own import has made its folder known

    return bare_texts  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "page",
    [
        "<p>Nothing here</p>",
        "<p>{% translate 'All' %} of them</p>",
        '<button aria-label="Close">×</button>',
        "<input placeholder='Name or domain'>",
        '<img alt="The {{ name }} mark">',
        '{% include "x.html" with title="No account" advice=_("Add one.") %}',
        "{% if many %}<td>Too many</td>{% endif %}",
    ],
)
def test_words_of_a_page_that_nobody_can_translate_are_named(bare: ModuleType, page: str) -> None:
    assert len(list(bare.in_template(page))) == 1


@pytest.mark.parametrize(
    "page",
    [
        "<p>{% translate 'Nothing here' %} · {{ count }} – CSV</p>",
        "{% blocktranslate with n=count|number %}{{ n }} of all{% endblocktranslate %}",
        '<button class="btn primary" aria-label="{% translate "Close" %}" data-open="other">×</button>',
        "{# a comment #}{% comment %}another one{% endcomment %}",
        '{% include "x.html" with title=_("No account") picture="target-arrow" name="country" %}',
        '<pre lang="en">tiercel import FILE</pre><script src="a.js"></script>',
        "<a href='{% url \"home\" %}'>Tiercel</a>",
    ],
)
def test_what_is_translated_or_needs_none_is_left_in_peace(bare: ModuleType, page: str) -> None:
    assert list(bare.in_template(page)) == []


@pytest.mark.parametrize(
    "line",
    [
        'raise DataError("No such thing.")',
        'raise DataError(f"No {x} here.")',
        'messages.success(request, "Done it")',
        'raise AccessError("Not {}".format(x))',
        "title = f\"# {_('Evidence')}\"",
    ],
)
def test_what_people_are_told_without_gettext_is_named(bare: ModuleType, line: str) -> None:
    assert len(list(bare.in_python(line))) == 1


@pytest.mark.parametrize(
    "line",
    [
        'raise DataError(_("No such thing."))',
        "raise DataError(said)",
        'f("No such thing.")',
        'messages.success(request, _("%(n)s done") % {"n": n})',
        'raise ValueError("no such")',
        'raise DataError(_("No {x}.").format(x=x))',
    ],
)
def test_what_is_in_gettext_or_for_programmers_is_left_in_peace(bare: ModuleType, line: str) -> None:
    assert list(bare.in_python(line)) == []


def test_a_script_says_nothing_by_itself(bare: ModuleType) -> None:
    assert len(list(bare.in_script('place.textContent = "Saved for later";'))) == 1
    assert len(list(bare.in_script("alert('Offline');"))) == 0
    assert len(list(bare.in_script("say('You are offline now');"))) == 1
    assert list(bare.in_script('event.key === "Escape" || x.dataset["pickAll"] || q("[data-pick], .a b");')) == []


def test_a_word_of_many_meanings_needs_its_context(bare: ModuleType) -> None:
    assert len(list(bare.without_context(iter([("", "Owner"), ("role", "Owner"), ("", "Accounts")])))) == 1
