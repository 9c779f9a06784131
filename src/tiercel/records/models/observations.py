"""What was seen at accounts, and what was spent: technologies, trigger events, spend by day."""

from typing import ClassVar

from django.db import models

from tiercel.records.models.accounts import Account
from tiercel.records.models.base import Imported, currency_field, minor_field, text_field


class Technology(Imported):
    """A product that was seen in use at an account; the account's own short list follows these.

    The columns are those of tables/technologies.py; `until` is empty while it is in use.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="technology_rows")
    domain = text_field()
    name = models.TextField()
    category = text_field()
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    source = text_field()
    confidence = models.FloatField(null=True, blank=True)
    relation = text_field()
    evidence = text_field()
    source_updated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "technology"

    def __str__(self) -> str:
        return self.name


class TriggerEvent(Imported):
    """Something that happened at an account. The columns are those of tables/trigger_events.py."""

    account = models.ForeignKey(Account, models.PROTECT, db_index=False, related_name="trigger_events")
    domain = text_field()
    happened_on = models.DateField()
    kind = text_field()
    title = text_field()
    detail = text_field()
    amount_minor = minor_field()
    amount_currency = currency_field()
    url = text_field()
    source = text_field()
    source_updated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "trigger_event"
        indexes: ClassVar = [models.Index(fields=["account", "happened_on"], name="triggers_of_accounts")]

    def __str__(self) -> str:
        return self.title or self.kind


class Spend(Imported):
    """What was paid on a day, on a channel, for a campaign. The columns are those of tables/spend.py."""

    spent_on = models.DateField()
    amount_minor = minor_field()
    amount_currency = currency_field()
    channel = text_field()
    platform = text_field()
    campaign = text_field()
    campaign_id = text_field()
    ad_group = text_field()
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="spend")
    impressions = models.BigIntegerField(null=True, blank=True)
    clicks = models.BigIntegerField(null=True, blank=True)
    conversions = models.FloatField(null=True, blank=True)
    source_updated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "spend"
        indexes: ClassVar = [models.Index(fields=["spent_on", "id", "archived_at"], name="spend_by_day")]

    def __str__(self) -> str:
        return f"{self.spent_on} {self.campaign}"
