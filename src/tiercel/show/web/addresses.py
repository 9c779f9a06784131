"""Every address of the pages, with the least role that may open it."""

from __future__ import annotations

from dataclasses import dataclass

from tiercel.show.web.access import ANYONE, View
from tiercel.show.web.views import (
    account,
    accounts,
    data,
    exports,
    home,
    jobs,
    profile,
    session,
    settings,
    strategy,
    targets,
)

READER, MEMBER, MANAGER, OWNER = "reader", "member", "manager", "owner"


@dataclass(frozen=True)
class Address:
    path: str
    name: str
    view: View
    least: str


ADDRESSES = (
    Address("first-run", "first-run", session.first_run, ANYONE),
    Address("sign-in", "sign-in", session.sign_in, ANYONE),
    Address("sign-out", "sign-out", session.sign_out, ANYONE),
    Address("language", "language", session.language, ANYONE),
    Address("password", "password", session.password, READER),
    Address("", "home", home.home, READER),
    Address("data", "data", data.data, READER),
    Address("data/upload", "data-upload", data.upload, MANAGER),
    Address("data/tables/<str:name>", "data-table", data.columns, READER),
    Address("data/imports/<int:job_id>", "import", data.see_import, READER),
    Address("data/imports/<int:job_id>/again", "import-again", data.import_again, MANAGER),
    Address("data/imports/<int:job_id>/rejects/<int:place>", "rejects", data.rejects, READER),
    Address("profile", "profile", profile.profile, READER),
    Address("profile/learn", "profile-learn", profile.learn, MANAGER),
    Address("profile/<int:version>/roll-back", "profile-roll-back", profile.roll_back, MANAGER),
    Address("profile/<int:version>.md", "profile-export", profile.export, READER),
    Address("targets", "targets", targets.targets, READER),
    Address("targets/proposal", "targets-proposal", targets.proposal, MANAGER),
    Address("targets/decide", "targets-decide", targets.decide, MEMBER),
    Address("targets/choose", "targets-choose", targets.choose, MANAGER),
    Address("targets/export.<str:form>", "targets-export", exports.targets, READER),
    Address("accounts", "accounts", accounts.accounts, READER),
    Address("accounts/columns", "accounts-columns", accounts.choose_columns, READER),
    Address("accounts/export.<str:form>", "accounts-export", exports.accounts, READER),
    Address("accounts/<int:account_id>", "account", account.account, READER),
    Address("jobs/<int:job_id>", "job", jobs.job, READER),
    Address("jobs/<int:job_id>/stop", "job-stop", jobs.stop, MANAGER),
    Address("settings", "settings", settings.settings, READER),
    Address("settings/users", "settings-users", settings.users, OWNER),
    Address("settings/users/<int:user_id>", "settings-user", settings.user, OWNER),
    Address("settings/strategy", "settings-strategy", strategy.documents, READER),
    Address("settings/strategy/<str:kind>", "settings-document", strategy.document, READER),
    Address("settings/strategy/<str:kind>/save", "settings-save", strategy.save, MANAGER),
    Address("settings/strategy/<str:kind>/<int:version>/roll-back", "settings-roll-back", strategy.roll_back, MANAGER),
)
