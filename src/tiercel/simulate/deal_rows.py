"""The deals of the simulated market, who took part, how they moved, and what came of them, as rows of their tables."""

import numpy as np
import pyarrow as pa

from tiercel.simulate.account_rows import account_id, contact_id
from tiercel.simulate.histories import Ledger
from tiercel.simulate.rows import Rows, at_work, day, sparse

CUSTOM: dict[str, pa.DataType] = {"contract_number": pa.string()}
ROLE_LABELS = {
    "user": "Business User",
    "influencer": "Influencer",
    "decision_maker": "Decision Maker",
    "it_expert": "Technical Buyer",
    "economic_buyer": "Economic Buyer",
    "executive_sponsor": "Executive Sponsor",
    "champion": "Champion",
    "blocker": "Blocker",
}
SOURCES = ("Web", "Event", "Referral", "Outbound", "Partner")


def deal_id(number: int) -> str:
    return f"006TRC{number:09d}AAA"


def deal_rows(rng: np.random.Generator, ledger: Ledger, accounts: Rows) -> Rows:
    deals = ledger.deals
    count = len(deals)
    source = rng.integers(len(SOURCES), size=count).tolist()
    names = [accounts["name"][deal.sale.account] for deal in deals]
    return {
        "external_id": [deal_id(n) for n in range(count)],
        "name": [f"{name} – {deal.sale.product}" for name, deal in zip(names, deals, strict=True)],
        "account": [account_id(deal.sale.account) for deal in deals],
        "amount": sparse(rng, [deal.sale.amount for deal in deals], 0.03),
        "cost": sparse(rng, [deal.cost for deal in deals], 0.25),
        "type": [deal.sale.type for deal in deals],
        "stage": [deal.moves[-1][1] for deal in deals],
        "created_on": [day(deal.opened) for deal in deals],
        "closed_on": [day(deal.closed) for deal in deals],
        "outcome": [deal.outcome for deal in deals],
        "reason": [deal.reason or None for deal in deals],
        "products": [[deal.sale.product] for deal in deals],
        "source": sparse(rng, [SOURCES[n] for n in source], 0.05),
        "owner": [accounts["owner"][deal.sale.account] for deal in deals],
        "source_updated_at": [at_work(min(deal.closed, ledger.until - 1), n) for n, deal in enumerate(deals)],
        "contract_number": [f"C-{n:05d}" if deal.outcome == "won" else None for n, deal in enumerate(deals)],
    }


def deal_contact_rows(rng: np.random.Generator, ledger: Ledger) -> Rows:
    """Who took part; every fourth role was never written down."""
    taking = [
        (deal_id(n), contact_id(contact), ROLE_LABELS[role], place == 0)
        for n, deal in enumerate(ledger.deals)
        for place, (contact, role) in enumerate(zip(deal.sale.contacts, deal.sale.roles, strict=True))
    ]
    deal, contact, role, primary = (list(column) for column in zip(*taking, strict=True))
    return {"deal": deal, "contact": contact, "role": sparse(rng, role, 0.25), "is_primary": primary}


def stage_rows(ledger: Ledger) -> Rows:
    """A deal's moves, each minutes after the last where two fall on one day."""
    moves = [
        (deal_id(n), stage, at_work(when, 0) + np.timedelta64(step * 37, "m").item())
        for n, deal in enumerate(ledger.deals)
        for step, (when, stage) in enumerate(deal.moves)
    ]
    deal, stage, changed = (list(column) for column in zip(*moves, strict=True))
    return {"deal": deal, "stage": stage, "changed_at": changed}


def subscription_rows(ledger: Ledger) -> Rows:
    running = ledger.subscriptions
    return {
        "external_id": [f"800TRC{n:09d}AAA" for n in range(len(running))],
        "account": [account_id(each.account) for each in running],
        "deal": [deal_id(each.deal) for each in running],
        "product": [each.product for each in running],
        "amount": [each.amount for each in running],
        "started_on": [day(each.started) for each in running],
        "ended_on": [day(each.ended) if each.ended else None for each in running],
        "renews_on": [None if each.ended else day(each.renews) for each in running],
        "reason": [each.reason or None for each in running],
    }
