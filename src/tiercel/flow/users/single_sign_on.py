"""Who somebody is whom an identity provider knows: a user, an invited person, a newcomer, or nobody here."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.core.errors import AccessError
from tiercel.flow import trail
from tiercel.flow.keep_users import cleaned_name, make_user, one_at_a_time
from tiercel.flow.users.invitations import accept_known
from tiercel.records.models import User
from tiercel.records.models.users import Role


def is_on() -> bool:
    return bool(settings.WORKSPACE.oidc_url and settings.WORKSPACE.oidc_client)


def provider_name() -> str:
    """What the button says: as the workspace has it, else the provider's host."""
    return settings.WORKSPACE.oidc_name or urlsplit(settings.WORKSPACE.oidc_url).hostname or ""


def user_known_as(email: str, name: str) -> User:
    """The user of a mail address that the provider vouches for; makes one of who was invited, or may come unasked.

    email    checked by the provider, "" where it vouches for none
    name     what the provider calls the person, for a newcomer
    raises   AccessError that tells the person what to do
    """
    if not email:
        raise AccessError(_("Your identity provider does not say that your mail address is checked. Ask its keeper."))
    with transaction.atomic():
        one_at_a_time()
        found = list(User.objects.filter(email__iexact=email)[:2])
        if len(found) > 1:
            raise AccessError(_("Several users share your mail address. Sign in by name, or ask an owner."))
        return found[0] if found else _newcomer(email, _free_name(name, email))


def _newcomer(email: str, name: str) -> User:
    invited = accept_known(email, name)
    if invited is not None:
        return invited
    role = settings.WORKSPACE.oidc_role
    if role == "none":
        raise AccessError(_("You are not invited to this workspace. Ask an owner of it to invite you."))
    user = make_user(name, email, Role(role))
    trail.note("users.joined", user, subject="users", row=user.pk, role=role, way="sso")
    return user


def _free_name(name: str, email: str) -> str:
    """The name that the provider gives, or one made from the mail address; numbered where somebody has it."""
    wanted = cleaned_name(name)[:140] or email.partition("@")[0]
    taken = {
        each.casefold() for each in User.objects.filter(username__istartswith=wanted).values_list("username", flat=True)
    }
    names = [wanted, *(f"{wanted} {number}" for number in range(2, len(taken) + 3))]
    return next(each for each in names if each.casefold() not in taken)
