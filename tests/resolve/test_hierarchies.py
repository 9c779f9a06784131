"""Which parents names and domains suggest, and which they do not."""

import pytest

from tiercel.resolve.hierarchies.suggest import Company, suggest_parents

ACME = Company(1, "Acme Inc.", ("acme.com",))


@pytest.mark.parametrize(
    ("child", "why"),
    [
        (Company(2, "Acme Deutschland GmbH", ("acme.de",)), ("name", "sister domain")),
        (Company(2, "Acme Germany", ("acme.com",)), ("name", "same domain")),
        (Company(2, "Acme France", ()), ("name",)),
        (Company(2, "Acme Tools", ("acme.fr",)), ("sister domain",)),
    ],
)
def test_a_place_more_in_the_name_or_a_countrys_domain_suggests_the_parent(
    child: Company, why: tuple[str, ...]
) -> None:
    (found,) = suggest_parents([child, ACME])
    assert (found.child, found.parent, found.why) == (2, 1, why)


@pytest.mark.parametrize(
    "others",
    [
        [Company(2, "Acmetal Germany", ("acmetal.de",))],
        [Company(2, "Zenith", ("acme.de",))],
        [Company(2, "Acme Deutschland", ()), Company(3, "Acme Ltd", ("acme.example",))],
        [Company(2, "Acme", ("acme.com",))],
        [Company(2, "Germany Trade", ())],
    ],
    ids=["another name", "a name that shares nothing", "two parents", "a twin", "nothing of its own"],
)
def test_what_may_mean_somebody_else_suggests_nothing(others: list[Company]) -> None:
    assert suggest_parents([ACME, *others]) == []


def test_a_provider_of_mail_is_nobodys_parent() -> None:
    assert suggest_parents([Company(1, "Yahoo", ("yahoo.com",)), Company(2, "Yahoo Shop", ("yahoo.fr",))]) == []
