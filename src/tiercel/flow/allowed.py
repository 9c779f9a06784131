"""Who may do what: a user needs a role, and the command line of the machine that keeps the workspace may everything."""

from django.utils.translation import gettext as _

from tiercel.core.errors import AccessError
from tiercel.flow.keep_users import may
from tiercel.records.models import User
from tiercel.records.models.users import Role


def at_least(role: Role, by: User | None) -> None:
    """Raise AccessError unless `by` has this role; None is the command line."""
    if by is not None and not may(by, role):
        raise AccessError(
            _("This needs the role '{role}', and {user} is '{has}'. Ask an owner of the workspace.").format(
                role=role.value, user=by.username, has=by.role
            )
        )
