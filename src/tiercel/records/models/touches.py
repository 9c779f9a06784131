"""What contacts did and said, and what we did to them: touches, who took part in them, answers to surveys."""

from typing import ClassVar

from django.db import models

from tiercel.records.models.accounts import Account
from tiercel.records.models.base import Imported, Link, active, text_field
from tiercel.records.models.contacts import Contact
from tiercel.records.models.deals import Deal


class Touch(Imported):
    """One touch that came by file. The columns are those of tables/touches.py.

    email, domain   of who it was, as it came: they find the contact and the account that have not come yet
    """

    happened_at = models.DateTimeField()
    type = text_field()
    channel = text_field()
    direction = text_field()
    subject = text_field()
    outcome = text_field()
    minutes = models.FloatField(null=True, blank=True)
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, db_index=False, related_name="touches")
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, db_index=False, related_name="touches")
    deal = models.ForeignKey(Deal, models.PROTECT, null=True, blank=True, db_index=False, related_name="touches")
    email = text_field()
    domain = text_field()
    campaign = text_field()
    asset = text_field()
    owner = models.ForeignKey("records.Person", models.PROTECT, null=True, db_index=False, related_name="+")
    source_updated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "touch"
        # Of a contact, of an account, of a deal, the newest first; most touches have no deal.
        indexes: ClassVar = [
            models.Index(fields=["contact", "happened_at"], name="touches_of_contacts"),
            models.Index(fields=["account", "happened_at"], name="touches_of_accounts"),
            models.Index(fields=["deal"], condition=models.Q(deal__isnull=False), name="touches_of_deals"),
        ]

    def __str__(self) -> str:
        return f"{self.type or self.channel} {self.subject}".strip()


class TouchContact(Link):
    """Who took part in a touch, where the source keeps that in a table of its own."""

    touch = models.ForeignKey(Touch, models.PROTECT, related_name="contact_links")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="touch_links")

    class Meta:
        db_table = "touch_contact"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["touch", "contact"], condition=active(), name="takes_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} in {self.touch_id}"


class SurveyAnswer(Imported):
    """One answer. The columns are those of tables/survey_answers.py."""

    answered_at = models.DateTimeField()
    survey = text_field()
    question = text_field()
    answer = text_field()
    score = models.FloatField(null=True, blank=True)
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, db_index=False, related_name="survey_answers"
    )
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, db_index=False, related_name="survey_answers"
    )
    email = text_field()
    domain = text_field()
    source_updated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "survey_answer"
        indexes: ClassVar = [
            models.Index(fields=["contact", "answered_at"], name="answers_of_contacts"),
            models.Index(fields=["account", "answered_at"], name="answers_of_accounts"),
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.question}".strip()
