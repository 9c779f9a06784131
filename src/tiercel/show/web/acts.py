"""The acts of the audit trail in the language of the page: every action that is noted has its words here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tiercel.show.web.words import TABLES, Words

ACTS: Words = {
    "accounts.exported": _("Accounts exported"),
    "accounts.scored": _("Accounts scored"),
    "invitations.made": _("Somebody invited"),
    "invitations.renewed": _("Invitation sent again"),
    "invitations.taken_back": _("Invitation taken back"),
    "rates.set": _("Exchange rates set"),
    "records.imported": _("Files imported"),
    "recovery_codes.made": _("New recovery codes made"),
    "recovery_codes.used": _("Recovery code used"),
    "rejects.exported": _("Rejected rows exported"),
    "second_factors.added": _("Second factor set up"),
    "second_factors.removed": _("Second factor removed"),
    "second_factors.taken_away": _("Second factor taken away by an owner"),
    "session.begun": _("Signed in"),
    "session.ended": _("Signed out"),
    "session.refused": _("Sign-in refused"),
    "strategy.saved": _("Strategy document saved"),
    "targets.accepted": _("Targets accepted"),
    "targets.excluded": _("Accounts kept off the list"),
    "targets.exported": _("Targets exported"),
    "targets.pinned": _("Accounts pinned to the list"),
    "targets.proposed": _("Targets proposed"),
    "targets.rejected": _("Targets rejected"),
    "targets.released": _("Choices by hand released"),
    "targets.taken_back": _("Decisions on targets taken back"),
    "trail.exported": _("Audit trail exported"),
    "users.added": _("User added"),
    "users.changed": _("User changed"),
    "users.joined": _("Newcomer came in"),
    "users.mail_changed": _("Mail address changed"),
    "users.password_changed": _("Password changed"),
    "users.password_link_mailed": _("Link to a new password mailed"),
    "users.password_set": _("Password set by an owner"),
    "users.renamed": _("Name changed"),
    "users.sessions_ended": _("Sessions ended"),
}
VIAS: Words = {
    "page": _("page"),
    "api": _("API"),
    "command": _("command line"),
    "job": _("job"),
}
SUBJECTS: Words = {
    **TABLES,
    "documents": _("Strategy documents"),
    "invitations": _("Invitations"),
    "jobs": _("Jobs"),
    "rates": _("Exchange rates"),
    "runs": _("Scoring runs"),
    "targets": _("Targets"),
    "trail": _("Audit trail"),
    "users": _("Users"),
}
