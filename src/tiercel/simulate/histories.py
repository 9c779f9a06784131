"""What becomes of the accounts: deals won, lost and open, subscriptions begun, renewed and ended."""

from dataclasses import dataclass, field

import numpy as np

from tiercel.simulate.companies import Companies
from tiercel.simulate.effects import Effects
from tiercel.simulate.people import Crowd
from tiercel.simulate.plans import Plan, engaged, role_effect

STAGES = ("Prospecting", "Qualification", "Needs Analysis", "Proposal/Price Quote", "Negotiation/Review")
LOST = {"Price": 0.3, "No decision": 0.3, "Competitor": 0.2, "Timing": 0.2}
WON = {"Product fit": 0.5, "Relationship": 0.3, "Price": 0.2}
PRODUCTS = {
    "Harbor Route": ("Core", 3_600_000),
    "Harbor Track": ("Core", 2_400_000),
    "Harbor Customs": ("Compliance", 3_000_000),
    "Harbor Returns": ("Add-on", 1_200_000),
    "Harbor Insight": ("Add-on", 900_000),
}
CORE, ADD_ONS = ("Harbor Route", "Harbor Track", "Harbor Customs"), ("Harbor Returns", "Harbor Insight")
YEAR = 365


@dataclass(frozen=True)
class Sale:
    """What is offered to whom; amounts in cents, `chance` the true chance to win."""

    account: int
    type: str
    product: str
    contacts: tuple[int, ...]
    roles: tuple[str, ...]
    amount: int
    chance: float


@dataclass(frozen=True)
class Deal:
    """A sale and how it went; days since 1970, `moves` the day on which each stage was entered."""

    sale: Sale
    opened: int
    closed: int
    outcome: str
    moves: tuple[tuple[int, str], ...]
    cost: int
    reason: str


@dataclass
class Subscription:
    """One subscription; `ended` is 0 while it runs."""

    account: int
    deal: int
    product: str
    amount: int
    started: int
    renews: int
    ended: int = 0
    reason: str = ""


@dataclass
class Ledger:
    """The market's book, written as time goes by."""

    rng: np.random.Generator
    companies: Companies
    crowd: Crowd
    effects: Effects
    intercept: float
    until: int
    deals: list[Deal] = field(default_factory=list)
    subscriptions: list[Subscription] = field(default_factory=list)

    def live(self, plans: list[Plan]) -> None:
        """All that happens at one account; its plans are in order of time."""
        running: list[Subscription] = []
        free_from = 0
        for plan in plans:
            opened = max(plan.opened, free_from)
            running = self._renew(running, min(opened, self.until))
            if running and running[0].renews <= opened + plan.cycle:
                # Nobody sells more while a renewal is open.
                opened = running[0].renews + 20
                running = self._renew(running, min(opened, self.until))
            if opened >= self.until:
                break
            begun = self._try(plan, opened, running)
            running = [*running, begun] if begun else running
            free_from = self.deals[-1].closed + 20
        self._renew(running, self.until)

    def _try(self, plan: Plan, opened: int, running: list[Subscription]) -> Subscription | None:
        """One attempt, and the subscription that begins if it is won before the market's end."""
        sale = self._sale(plan, is_customer=bool(running))
        won = plan.chance < sale.chance
        closed = opened + (plan.cycle if won else max(7, round(plan.cycle * 0.8)))
        self._book(sale, opened, closed, won)
        if not won or closed >= self.until:
            return None
        term = int(self.rng.choice([1, 2, 3], p=[0.5, 0.3, 0.2])) * YEAR
        renews = running[0].renews if running else closed + term
        begun = Subscription(plan.account, len(self.deals) - 1, sale.product, sale.amount, closed, renews)
        self.subscriptions.append(begun)
        return begun

    def _sale(self, plan: Plan, is_customer: bool) -> Sale:
        kind = "new" if not is_customer else "expansion" if self.rng.random() < 0.65 else "cross_sell"
        product = str(self.rng.choice(ADD_ONS if is_customer else CORE))
        log_odds = self.intercept + plan.log_odds + (self.effects.types.get(kind, 0.0) if is_customer else 0.0)
        share = 0.4 if is_customer else 1.0
        log_amount = np.log(24_000 * share) + self.companies.value[plan.account] + 0.45 * self.rng.normal()
        dollars = max(round(float(np.exp(log_amount)) / 100), 1) * 100
        return Sale(plan.account, kind, product, plan.contacts, plan.roles, dollars * 100, _share(log_odds))

    def _renew(self, running: list[Subscription], until: int) -> list[Subscription]:
        """Renewals of everything that the account pays for, up to that day; what still runs after it."""
        while running and running[0].renews < until:
            ends = running[0].renews
            sale = self._renewal(running)
            kept = float(self.rng.random()) < sale.chance
            self._book(sale, max(ends - 90, running[0].started + 1), ends, kept)
            reason = str(self.rng.choice(["Price", "Unused", "Competitor", "Closed down"]))
            for each in running:
                each.renews = ends + YEAR
                each.ended, each.reason = (0, "") if kept else (ends, reason)
            running = running if kept else []
        return running

    def _renewal(self, running: list[Subscription]) -> Sale:
        account = running[0].account
        contacts, roles = engaged(self.rng, self.crowd, account)
        leaves = self.effects.churn_base + float(self.companies.churn[account])
        stays = _share(0.3 * role_effect(self.effects, roles) - leaves)
        amount = sum(each.amount for each in running)
        return Sale(account, "renewal", running[0].product, contacts, roles, amount, stays)

    def _book(self, sale: Sale, opened: int, closed: int, won: bool) -> None:
        is_closed = closed < self.until
        reasons = WON if won else LOST
        reason = str(self.rng.choice(list(reasons), p=list(reasons.values())))
        self.deals.append(
            Deal(
                sale=sale,
                opened=opened,
                closed=closed,
                outcome=("won" if won else "lost") if is_closed else "open",
                moves=tuple(move for move in self._moves(opened, closed, won) if move[0] < self.until),
                cost=round(sale.amount * float(self.rng.uniform(0.3, 0.65))),
                reason=reason if is_closed else "",
            )
        )

    def _moves(self, opened: int, closed: int, won: bool) -> tuple[tuple[int, str], ...]:
        """A lost deal may end from any stage; a won one has seen them all."""
        last = len(STAGES) if won else 1 + int(self.rng.integers(len(STAGES)))
        days = opened + np.sort(self.rng.integers(0, max(closed - opened, 1), size=last - 1))
        steps = [opened, *days.tolist(), closed]
        return tuple(zip(steps, [*STAGES[:last], "Closed Won" if won else "Closed Lost"], strict=True))


def make_histories(
    rng: np.random.Generator,
    companies: Companies,
    crowd: Crowd,
    effects: Effects,
    *,
    plans: list[Plan],
    intercept: float,
    until: int,
) -> Ledger:
    """Play the plans account by account."""
    ledger = Ledger(rng, companies, crowd, effects, intercept, until)
    by_account: dict[int, list[Plan]] = {}
    for plan in plans:
        by_account.setdefault(plan.account, []).append(plan)
    for mine in by_account.values():
        ledger.live(mine)
    return ledger


def _share(log_odds: float) -> float:
    return float(1 / (1 + np.exp(-log_odds)))
