"""Who reads a page is led to the page that helps next, where a command line is told a command."""

import pytest
from django.utils import translation
from django.utils.translation import gettext
from tests.show.web.conftest import SignIn

from tiercel.show.web.templatetags.pages_named import PAGES, to_pages

PROFILE = '<a href="/profile">Profile</a>'


def test_a_command_that_has_a_page_becomes_a_link_to_it() -> None:
    assert to_pages("There is no profile yet (tiercel icp learn).") == f"There is no profile yet ({PROFILE})."
    assert to_pages("Score them first: tiercel refresh") == f"Score them first: {PROFILE}"
    assert to_pages("Import them: tiercel import FILE").endswith(': <a href="/data">Data</a>')
    assert to_pages("See: tiercel parents list --decided").endswith(">Parents of accounts</a>")


def test_what_has_no_page_stays_and_nothing_of_a_sentence_becomes_markup() -> None:
    assert to_pages("See: tiercel log verify") == "See: tiercel log verify"
    assert "<b>" not in to_pages("<b> tiercel icp learn")
    assert to_pages("the tiercel refreshes") == "the tiercel refreshes"


@pytest.mark.parametrize("command", PAGES)
def test_every_page_that_is_named_is_there_in_every_language(command: str) -> None:
    for language in ("en", "ar", "fa", "zh-hans"):
        with translation.override(language):
            assert str(PAGES[command][1]) in to_pages(f"… tiercel {command}")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_proposal_of_an_empty_workspace_names_the_page_of_the_profile(sign_in: SignIn, language: str) -> None:
    ada = sign_in("ada")
    ada.post("/language", {"language": language})
    page = ada.get("/targets/proposal").content.decode()
    with translation.override("zh-hans" if language == "zh" else language):
        label = gettext("Profile")
    assert f'<a href="/profile">{label}</a>' in page
    assert "tiercel icp learn" not in page
