"""Who may sign in, and what each may do."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from tiercel.core.errors import AccessError, DataError
from tiercel.core.nearest import nearest
from tiercel.flow import trail
from tiercel.flow.users.end_sessions import end_all_of
from tiercel.normal.text import isolated
from tiercel.records.models import Person, User
from tiercel.records.models.users import Role

ROLES = (Role.READER, Role.MEMBER, Role.MANAGER, Role.OWNER)


@dataclass(frozen=True)
class UserRow:
    """A user as lists show it; `person` is who of the team it is, "" where nobody was named."""

    id: int
    name: str
    email: str
    role: str
    person: str
    is_active: bool
    last_seen_at: datetime | None
    has_second_factor: bool = False


def may(user: User | AnonymousUser, least: str) -> bool:
    """Whether a user has at least this role."""
    role = getattr(user, "role", None)
    return bool(user.is_active) and role in ROLES and ROLES.index(Role(role)) >= ROLES.index(Role(least))


def has_users() -> bool:
    return User.objects.exists()


def user_called(name_or_mail: str) -> User | None:
    """The one user of this name, else the one of this mail address."""
    by_name = User.objects.filter(username__iexact=cleaned_name(name_or_mail)).first()
    if by_name is not None or "@" not in name_or_mail:
        return by_name
    by_mail = list(User.objects.filter(email__iexact=name_or_mail.strip())[:2])
    return by_mail[0] if len(by_mail) == 1 else None


def user_to_change(name_or_mail: str) -> User:
    """The user of this name or mail address; raises DataError with the nearest name where there is none."""
    user = user_called(name_or_mail)
    if user is None:
        names = list(User.objects.values_list("username", flat=True))
        raise DataError(_("There is no user '{name}'.").format(name=name_or_mail) + nearest(name_or_mail, names))
    return user


def make_owner(name: str, email: str, password: str) -> User:
    """The first user of a workspace; raises AccessError once there is one."""
    with transaction.atomic():
        one_at_a_time()
        if has_users():
            raise AccessError(_("This workspace has an owner already. Sign in, or ask the owner for an account."))
        user = make_user(name, email, Role.OWNER, password=password)
        trail.note("users.added", user, subject="users", row=user.pk, role=str(Role.OWNER))
        return user


def add_user(name: str, role: str, *, email: str = "", person: str = "", password: str, by: User | None) -> User:
    """One more user; `by` None is the command line of the machine that keeps the workspace.

    person   the name of who of the team it is; raises DataError with the nearest name where there is none
    """
    owner_only(by)
    with transaction.atomic():
        one_at_a_time()
        user = make_user(name, email, role_named(role), person_named(person), password)
        trail.note("users.added", by, subject="users", row=user.pk, role=role)
        return user


def list_users(text: str = "") -> tuple[UserRow, ...]:
    """The users by name; `text` is looked for in names, mail addresses and who of the team it is."""
    by_code = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    users = User.objects.select_related("person").annotate(by_code=Exists(by_code)).order_by("username")
    if text:
        users = users.filter(Q(username__icontains=text) | Q(email__icontains=text) | Q(person__name__icontains=text))
    return tuple(
        UserRow(
            id=user.pk,
            name=user.username,
            email=user.email,
            role=user.role,
            person=str(user.person or ""),
            is_active=user.is_active,
            last_seen_at=user.last_login,
            has_second_factor=user.by_code,
        )
        for user in users
    )


def people_without_user() -> tuple[str, ...]:
    """Names of the team that no user stands for yet."""
    found = Person.objects.filter(archived_at__isnull=True, users__isnull=True).exclude(name="").order_by("name")
    return tuple(found.values_list("name", flat=True)[:1000])


def change_user(
    user_id: int, *, role: str, is_active: bool, by: User, person: str | None = None, email: str | None = None
) -> None:
    """Another role, person or mail address, or no longer any access; a workspace keeps at least one owner.

    person, email   None leaves them as they are
    """
    owner_only(by)
    with transaction.atomic():
        one_at_a_time()
        user = user_with(user_id)
        user.role, user.is_active = role_named(role), is_active
        if person is not None and person != str(user.person or ""):
            user.person = person_named(person)
        if email is not None and email.strip() != user.email:
            check_email(email.strip())
            user.email = email.strip()
        user.save(update_fields=["role", "is_active", "person", "email"])
        if not is_active:
            # Else they would be in again, unasked, on the day when somebody lets them in.
            end_all_of(user)
        trail.note("users.changed", by, subject="users", row=user.pk, role=role, is_active=is_active)
        if not User.objects.filter(role=Role.OWNER, is_active=True).exists():
            raise DataError(_("A workspace needs an owner. Make somebody else an owner first."))


def set_password(user_id: int, password: str, by: User) -> None:
    """A new password for somebody who has lost theirs; their sessions end."""
    owner_only(by)
    user = user_with(user_id)
    check_password(password, user)
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        end_all_of(user)
        trail.note("users.password_set", by, subject="users", row=user.pk)


def change_password(user: User, old: str, new: str) -> None:
    if not user.check_password(old):
        raise DataError(_("The old password is not right. Type it again."), field="old")
    check_password(new, user)
    with transaction.atomic():
        user.set_password(new)
        user.save(update_fields=["password"])
        trail.note("users.password_changed", user, subject="users", row=user.pk)


def choose_language(user: User, language: str) -> None:
    user.language = language
    user.save(update_fields=["language"])


def must_be_equal(first: str, second: str) -> None:
    if first != second:
        raise DataError(_("The two passwords differ. Type the same one twice."), field="again")


def role_named(name: str) -> Role:
    if name not in ROLES:
        raise DataError(_("There is no role '{role}'. There are: {roles}.").format(role=name, roles=", ".join(ROLES)))
    return Role(name)


def user_with(user_id: int) -> User:
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise DataError(_("There is no such user any more. Load the page again."))
    return user


def make_user(name: str, email: str, role: Role, person: Person | None = None, password: str | None = None) -> User:
    """One more row, checked but noted by nobody yet; without a password they come in another way, or not at all."""
    name, email = cleaned_name(name), email.strip()
    check_name(name)
    check_email(email)
    user = User(username=name, email=email, role=role, person=person)
    if password is not None:
        check_password(password, user)
    user.set_password(password)
    user.save()
    return user


def cleaned_name(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split())


def check_name(name: str) -> None:
    if not name or len(name) > 150:
        raise DataError(_("A name is needed, of at most 150 characters."), field="name")
    if User.objects.filter(username__iexact=name).exists():
        raise DataError(
            _("There is a user '{name}' already. Take another name.").format(name=isolated(name)), field="name"
        )


def check_email(email: str) -> None:
    if not email:
        return
    try:
        validate_email(email)
    except ValidationError:
        raise DataError(
            _("'{email}' is not a mail address. Write it as ada@example.com.").format(email=email), field="email"
        ) from None
    if User.objects.filter(email__iexact=email).exists():
        raise DataError(_("Another user has the mail address '{email}'.").format(email=email), field="email")


def check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as wrong:
        raise DataError(" ".join(wrong.messages), field="password") from None


def person_named(name: str) -> Person | None:
    if not name:
        return None
    found = Person.objects.filter(name__iexact=name.strip(), archived_at__isnull=True).first()
    if found is None:
        known = list(Person.objects.filter(archived_at__isnull=True).values_list("name", flat=True))
        raise DataError(
            _("Nobody of the team is called '{name}'.").format(name=isolated(name)) + nearest(name, known),
            field="person",
        )
    return found


def owner_only(by: User | None) -> None:
    if by is not None and not may(by, Role.OWNER):
        raise AccessError(_("Only an owner may do this. Ask an owner of the workspace."))


def one_at_a_time() -> None:
    """SQLite lets one writer in; elsewhere the table of users is locked until the transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE app_user IN SHARE ROW EXCLUSIVE MODE")
