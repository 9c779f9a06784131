"""Imports, hands and undos in any order leave what a model of a few lines says."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tiercel.core.clock import utc_now
from tiercel.core.settings import Settings
from tiercel.flow import import_files
from tiercel.flow.import_files import import_now
from tiercel.flow.importing.asked import Asked
from tiercel.flow.importing.undo import job as undoing
from tiercel.flow.importing.undo.job import undo_now
from tiercel.records.models import Account, Alias, Change, Deal, ExternalKey, Job, Origin
from tiercel.records.models.touches import Touch

pytestmark = pytest.mark.django_db(transaction=True)
ACCOUNTS, DEALS = ("A1", "A2"), ("D1", "D2")
FIELDS = ("industry", "city")
HAND = -1

cells = st.sampled_from(("x", "y", "z"))
account_rows = st.dictionaries(st.sampled_from(ACCOUNTS), st.tuples(cells, cells), max_size=2)
deal_rows = st.dictionaries(st.sampled_from(DEALS), st.sampled_from(ACCOUNTS), max_size=2)
imports = st.tuples(st.just("import"), account_rows, deal_rows).filter(lambda step: step[1] or step[2])
of_accounts = st.tuples(
    st.just("hand"), st.sampled_from(ACCOUNTS), st.sampled_from(FIELDS), st.sampled_from(("h", "x"))
)
of_deals = st.tuples(st.just("hand"), st.sampled_from(DEALS), st.just("account"), st.sampled_from(ACCOUNTS))
undos = st.tuples(st.just("undo"), st.integers(0, 5))
whole = st.tuples(st.just("import"), st.fixed_dictionaries(dict.fromkeys(ACCOUNTS, st.tuples(cells, cells))), deal_rows)
middle = st.lists(st.one_of(imports, imports, of_accounts, of_deals, undos), min_size=1, max_size=4)
# Three imports speak of the same rows, and at the end everything is taken back, in any order.
steps = st.tuples(whole, whole, middle, whole, st.permutations(range(6))).map(
    lambda parts: [*parts[:2], *parts[2], parts[3], *(("undo", number) for number in parts[4])]
)


@dataclass
class Row:
    """One row: who made it, and its values, each as the first and then (who, value) for each change."""

    by: int
    first: dict[str, str]
    told: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def value(self, name: str, undone: set[int]) -> str:
        return next(
            (value for by, value in reversed(self.told.get(name, [])) if by not in undone), self.first.get(name, "")
        )

    def now(self, name: str) -> str:
        told = self.told.get(name)
        return told[-1][1] if told else self.first.get(name, "")


@dataclass
class Model:
    """Rows that are there by their ids, and the imports that were taken back."""

    rows: dict[str, Row] = field(default_factory=dict)
    undone: set[int] = field(default_factory=set)

    def say(self, number: int, key: str, values: dict[str, str]) -> None:
        row = self.rows.get(key)
        if row is None:
            self.rows[key] = Row(number, values)
            return
        for name, value in values.items():
            if value and value != row.now(name):
                row.told.setdefault(name, []).append((number, value))

    def undo(self, number: int) -> None:
        self.undone.add(number)
        before = {key: row for key, row in self.rows.items() if row.by == number}
        for key, row in self.rows.items():
            if key not in before:
                self._return(number, row)
        stays = {
            key
            for key, row in before.items()
            if any(by not in self.undone for told in row.told.values() for by, _value in told)
        }
        for key, row in self.rows.items():
            if key.startswith("D") and (key not in before or key in stays):
                stays.add(row.now("account"))
        for key in before.keys() - stays:
            del self.rows[key]

    def _return(self, number: int, row: Row) -> None:
        for name, told in row.told.items():
            last = max((place for place, (by, _value) in enumerate(told) if by not in self.undone), default=-1)
            ours = [place for place, (by, _value) in enumerate(told) if by == number]
            if ours and ours[-1] > last:
                wanted = row.value(name, self.undone)
                if wanted != row.now(name) and (name != "account" or wanted in self.rows):
                    told.append((number, wanted))


def _import(model: Model, number: int, accounts: dict[str, tuple[str, str]], deals: dict[str, str]) -> None:
    for key, values in accounts.items():
        model.say(number, key, dict(zip(FIELDS, values, strict=True)))
    for key, account in deals.items():
        model.say(number, key, {"account": account})


def _real_import(folder: Path, accounts: dict[str, tuple[str, str]], deals: dict[str, str]) -> int:
    files = []
    if accounts:
        rows = "".join(f"{key},Firm {key},{industry},{city}\n" for key, (industry, city) in accounts.items())
        files.append(folder / "accounts.csv")
        files[-1].write_text("Account ID,Account Name,Industry,Billing City\n" + rows, encoding="utf-8")
    if deals:
        rows = "".join(f"{key},Deal {key},{account},Open\n" for key, account in deals.items())
        files.append(folder / "deals.csv")
        files[-1].write_text("Opportunity ID,Opportunity Name,Account ID,Stage\n" + rows, encoding="utf-8")
    # One system: what another knows by its own ids stays, and is a test of its own.
    import_now(Asked(files=tuple(map(str, files)), source="crm"), None)
    return Job.objects.filter(kind="import_files").latest("pk").pk


def _real_hand(key: str, name: str, value: str) -> None:
    if name == "account":
        row: Account | Deal = Deal.objects.get(archived_at=None, name=f"Deal {key}")
        name, said = "account_id", _account(value).pk
    else:
        row, said = _account(key), value
    old = getattr(row, name)
    if old != said:
        type(row)._default_manager.filter(pk=row.pk).update(**{name: said})
        table = "deals" if isinstance(row, Deal) else "accounts"
        Change.objects.create(table=table, row=row.pk, field=name, old=old, new=said, made_at=utc_now())


def _account(key: str) -> Account:
    return Account.objects.get(archived_at=None, name=f"Firm {key}")


def _held() -> dict[str, tuple[str, ...]]:
    found = {
        row.name.removeprefix("Firm "): (row.industry, row.city) for row in Account.objects.filter(archived_at=None)
    }
    for deal in Deal.objects.filter(archived_at=None).select_related("account"):
        assert deal.account is not None
        assert deal.account.archived_at is None, "nothing refers to what was put away"
        found[deal.name.removeprefix("Deal ")] = (deal.account.name.removeprefix("Firm "),)  # type: ignore[assignment]
    return found


def _said(model: Model) -> dict[str, tuple[str, ...]]:
    return {
        key: tuple(row.now(name) for name in (("account",) if key.startswith("D") else FIELDS))
        for key, row in model.rows.items()
    }


@pytest.fixture
def clean(workspace: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for module in (import_files, undoing):
        monkeypatch.setattr(module, "do_followers", lambda *_asked: [])
    return None


def _empty() -> None:
    Change.objects.all().delete()
    for model in (Touch, Deal, Account, ExternalKey, Alias):
        model._default_manager.all().delete()
    Origin.objects.all().delete()
    Job.objects.all().delete()


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(todo=steps)
def test_imports_hands_and_undos_in_any_order_leave_what_the_model_says(clean: None, todo: list[tuple]) -> None:  # type: ignore[type-arg]
    _empty()
    model, numbers = Model(), list[int]()
    with tempfile.TemporaryDirectory() as folder:
        for step in todo:
            if step[0] == "import":
                accounts = step[1]
                # A deal of an account that never came would wait; that is a test of its own.
                deals = {key: to for key, to in step[2].items() if to in model.rows or to in accounts}
                if not accounts and not deals:
                    continue
                numbers.append(_real_import(Path(folder), accounts, deals))
                _import(model, numbers[-1], accounts, deals)
            elif step[0] == "hand" and step[1] in model.rows and (step[2] != "account" or step[3] in model.rows):
                model.say(HAND, step[1], {step[2]: step[3]})
                _real_hand(*step[1:])
            elif step[0] == "undo" and step[1] < len(numbers):
                number = numbers[step[1]]
                undo_now(number, None)
                model.undo(number)
                assert _held() == _said(model)
                assert not undo_now(number, None)[0].does_anything, "a second time does nothing"
        assert _held() == _said(model)
