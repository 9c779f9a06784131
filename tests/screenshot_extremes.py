"""A workspace in which everything is at its longest and its most, for pictures: names that no column holds, full
queues, a job that failed with much to say and one that runs, an account that others were merged into.

TIERCEL_WORKSPACE=FOLDER python -m tests.screenshot_extremes, then serve it with `tiercel serve --no-worker`, and take
the pictures `--as ada --password "a few good words"`; Dara, with the same password, may only read.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tiercel.core.clock import utc_now
from tiercel.show.cli._setup import setup

if TYPE_CHECKING:
    from tiercel.records.models import Person, User

PASSWORD = "a few good words"
NAMES = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft "
    "Beteiligungsverwaltungs-GmbH & Co. KG",
    "الشركة السعودية المتحدة للاستثمارات الصناعية والخدمات اللوجستية والتطوير العقاري القابضة المساهمة المقفلة",
    "شرکت بین‌المللی مهندسی، تأمین کالا، ساخت و نصب تجهیزات نیروگاهی و پالایشگاهی خلیج فارس (سهامی خاص)",
    "中国（上海）自由贸易试验区临港新片区国际供应链管理与数字化解决方案股份有限公司华东分公司",
    "Supercalifragilisticexpialidocious-without-any-place-to-break-it-anywhere-in-the-line",
    "X",
)
PEOPLE = (
    "Karl-Theodor Maria Nikolaus Freiherr von und zu Hohenlohe-Waldenburg-Schillingsfürst",
    "محمدرضا عبدالحسین‌زاده کاشانی اصل",
    "عبد الرحمن بن عبد العزيز بن محمد آل سعود الدوسري",
    "欧阳娜娜",
)
# Arabic counts each of them in another way.
COUNTS = (0, 1, 2, 3, 11, 100)
WAITING = 300
LONG_REASON = (
    "The system refused: Column 'Beschreibung_der_Geschäftstätigkeit' of 'Konten-Export_2026-11-26 (Kopie).xlsx' "
    + "cannot be read as text in line 48,213; " * 12
    + "nothing was kept half done."
)


def furnish() -> None:
    from tiercel.records.models import Person, User
    from tiercel.records.models.users import Role

    ada = User.objects.create_user("ada", "ada@tiercel.example", PASSWORD, role=Role.OWNER)
    User.objects.create_user("dara", "dara@tiercel.example", PASSWORD, role=Role.READER)
    owners = [Person.objects.create(name=name, job="Account executive", received_at=utc_now()) for name in PEOPLE]
    _long_names(owners)
    _full_queues(ada)
    _jobs(ada)


def _long_names(owners: list[Person]) -> None:
    from tiercel.records.models import Account, Contact, ContactAccount, Deal

    now = utc_now()
    for place, (name, count) in enumerate(zip(NAMES, COUNTS, strict=True)):
        domain = f"a{place}.example"
        account = Account.objects.create(
            name=name, name_key=name.casefold(), domain=domain, domains=[domain], owner=owners[place % 4], country="DE",
            industry="Herstellung von Vorrichtungen und Apparaten", employees=10**place, received_at=now,
        )  # fmt: skip
        for n in range(count):
            contact = Contact.objects.create(
                name=PEOPLE[n % 4], title=NAMES[n % 5], email=f"p{n}@{domain}", received_at=now
            )
            ContactAccount.objects.create(contact=contact, account=account, made_at=now)
            Deal.objects.create(
                name=NAMES[n % 5], account=account, outcome="open", amount_minor=10 ** (n % 13), amount_currency="IRR",
                owner=owners[n % 4], received_at=now,
            )  # fmt: skip


def _full_queues(by: User) -> None:
    """Pairs that may be one, the first of them merged, and people of whom nobody knows where they work."""
    from tiercel.flow.duplicates import decide
    from tiercel.records.models import Account, Contact, DuplicatePair, MatchSuggestion

    now = utc_now()
    for n in range(WAITING):
        name, domain = f"{NAMES[n % 5]} {n}", f"twin{n}.example"
        told = {"name_key": name.casefold(), "received_at": now}
        one = Account.objects.create(name=name, domain=domain, domains=[domain], **told)
        two = Account.objects.create(name=name.upper(), industry="Logistik", **told)
        DuplicatePair.objects.create(
            kind="accounts", left=one.pk, right=two.pk, weight=12 - n / 50, probability=0.99 - n / 1000,
            evidence={"name": 9.5, "domain": 2.5}, found_at=now,
        )  # fmt: skip
        who = Contact.objects.create(
            name=PEOPLE[n % 4], title=NAMES[n % 5], email=f"w{n}@elsewhere{n}.example", company=name, received_at=now
        )
        MatchSuggestion.objects.create(
            contact=who, account=one, rank=1, method="name", confidence=0.8 - n / 1000, made_at=now
        )
    decide.merge_pair(DuplicatePair.objects.order_by("pk")[0].pk, by, now)


def _jobs(by: User) -> None:
    from tiercel.records.models import Job

    now = utc_now()
    before = now - timedelta(hours=1)
    Job.objects.create(
        kind="import_files",
        state=Job.FAILED,
        reason=LONG_REASON,
        by=by,
        made_at=before,
        started_at=before,
        ended_at=now,
    )
    Job.objects.create(
        kind="refresh", state=Job.RUNNING, step="Scoring", done=120_000, total=1_000_000, by=by, made_at=now,
        started_at=now, beat_at=now, lease_until=now + timedelta(days=9),
    )  # fmt: skip
    Job.objects.create(kind="learn_profile", by=by, made_at=now)


if __name__ == "__main__":
    setup()
    furnish()
