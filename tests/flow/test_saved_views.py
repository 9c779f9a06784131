"""Views that people keep: theirs to change, others' to see where they are shared, and never lost by a slip."""

import pytest
from tests.conftest import Cast

from tiercel.core.errors import AccessError, DataError
from tiercel.flow import saved_views
from tiercel.records.models import AuditEntry

pytestmark = pytest.mark.django_db


def names(page: str, who: object) -> list[str]:
    return [view.name for view in saved_views.views_of(page, who)]  # type: ignore[arg-type]


def test_a_view_is_its_owners_until_it_is_shared(cast: Cast) -> None:
    view = saved_views.keep("accounts", "  Iran,   large ", "country=IR", cast.ben)
    assert names("accounts", cast.ben) == ["Iran, large"]
    assert names("accounts", cast.chen) == []
    saved_views.change(view.id, cast.ben, shared=True)
    assert names("accounts", cast.chen) == ["Iran, large"]
    assert names("people", cast.chen) == []


def test_nobody_changes_what_another_keeps(cast: Cast) -> None:
    view = saved_views.keep("accounts", "Mine", "", cast.ben, shared=True)
    for act in (
        lambda: saved_views.change(view.id, cast.ada, name="Hers"),
        lambda: saved_views.delete(view.id, cast.ada),
        lambda: saved_views.bring_back(view.id, cast.ada),
        lambda: saved_views.open_first(view.id, cast.ada, yes=True),
    ):
        with pytest.raises(AccessError):
            act()


def test_a_name_stands_for_one_view_and_is_free_again_after_it_is_deleted(cast: Cast) -> None:
    first = saved_views.keep("accounts", "Trade", "industry=Trade", cast.ben)
    with pytest.raises(DataError, match="already"):
        saved_views.keep("accounts", "Trade", "", cast.ben)
    saved_views.delete(first.id, cast.ben)
    saved_views.keep("accounts", "Trade", "", cast.ben)
    with pytest.raises(DataError, match="already"):
        saved_views.bring_back(first.id, cast.ben)


def test_a_deleted_view_comes_back_as_it_was(cast: Cast) -> None:
    view = saved_views.keep("accounts", "Trade", "industry=Trade", cast.ben, shared=True)
    saved_views.delete(view.id, cast.ben)
    assert names("accounts", cast.chen) == []
    saved_views.bring_back(view.id, cast.ben)
    assert saved_views.views_of("accounts", cast.chen)[0].query == "industry=Trade"


def test_one_view_at_most_opens_a_list(cast: Cast) -> None:
    first, second = (saved_views.keep("accounts", name, "", cast.ben) for name in ("A", "B"))
    for view in (first, second):
        saved_views.open_first(view.id, cast.ben, yes=True)
    found = saved_views.default_of("accounts", cast.ben)
    assert found is not None
    assert found.id == second.id
    assert saved_views.default_of("accounts", cast.chen) is None


def test_each_act_on_a_view_stands_in_the_trail_without_its_name(cast: Cast) -> None:
    view = saved_views.keep("accounts", "Secret plan", "", cast.ben)
    saved_views.delete(view.id, cast.ben)
    entries = AuditEntry.objects.filter(subject="saved_views").order_by("pk")
    assert [entry.action for entry in entries] == ["views.kept", "views.deleted"]
    assert all("Secret" not in str(entry.details) for entry in entries)


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_view_needs_a_name_that_fits(name: str, cast: Cast) -> None:
    with pytest.raises(DataError):
        saved_views.keep("accounts", name, "", cast.ben)
