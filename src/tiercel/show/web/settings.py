"""Django's settings, all of them made from the workspace's own (core/settings.py)."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.utils.translation import gettext_lazy as _

from tiercel.core.settings import load, secret_key
from tiercel.show.web.logs import logging_settings
from tiercel.show.web.mail import mail_settings

WORKSPACE = load(None, os.environ)
HERE = Path(__file__).parent

SECRET_KEY = secret_key(WORKSPACE)
DEBUG = False
ALLOWED_HOSTS = list(WORKSPACE.allowed_hosts)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "tiercel.records.apps.Records",
    "tiercel.show.web.apps.Web",
]
MIDDLEWARE = [
    "tiercel.show.web.told.noted",
    "tiercel.show.web.probes.probed",
    "tiercel.show.web.tag.served",
    "tiercel.show.web.middleware.content_policy",
    "tiercel.show.web.compression.compressed",
    "django.middleware.security.SecurityMiddleware",
    "tiercel.show.web.middleware.StaticFiles",
    "tiercel.show.web.middleware.private",
    "tiercel.show.api.middleware.answer_programs",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tiercel.show.web.middleware.acts_by_page",
    "tiercel.show.web.demo.demo_sign_in",
    "tiercel.show.web.middleware.session_seen",
    "tiercel.show.web.middleware.language_of_user",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tiercel.show.web.middleware.ErrorsInWords",
]
ROOT_URLCONF = "tiercel.show.web.urls"
ASGI_APPLICATION = "tiercel.show.web.asgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tiercel.show.web.shell.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "tiercel.show.web.templatetags.shown",
                "tiercel.show.web.templatetags.signs",
                "tiercel.show.web.templatetags.fields",
                "tiercel.show.web.templatetags.named",
                "tiercel.show.web.templatetags.captured",
                "tiercel.show.web.templatetags.matched",
                "tiercel.show.web.templatetags.wrong",
                "tiercel.show.web.templatetags.reasons",
                "tiercel.show.web.templatetags.pages_named",
            ],
        },
    }
]


def _database() -> dict[str, Any]:
    found: dict[str, Any] = dict(dj_database_url.parse(WORKSPACE.database_url))
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
    else:
        found["CONN_MAX_AGE"] = 60
        found["CONN_HEALTH_CHECKS"] = True
        # Pages ask short questions: to compile one takes longer than to answer it. What they ask for lies in memory
        # or on a drive without a head; PostgreSQL reckons with one that turns, and would rather read whole tables.
        found.setdefault("OPTIONS", {}).setdefault("options", "-c jit=off -c random_page_cost=1.1")
    return found


DATABASES = {"default": _database()}
AUTH_USER_MODEL = "records.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["tiercel.show.web.sign_in.NameOrMail"]
# Signing in is allauth's; its own pages are not mounted, and the limit on guessing is ours (throttle.py), the only one.
ACCOUNT_ADAPTER = "tiercel.show.web.signing.engine.SignIn"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_RATE_LIMITS = False
ACCOUNT_REAUTHENTICATION_REQUIRED = False
SOCIALACCOUNT_ADAPTER = "tiercel.show.web.signing.single_sign_on.SingleSignOn"
MFA_ADAPTER = "tiercel.show.web.signing.engine.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Tiercel"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_DIGITS = 10
PASSWORD_RESET_TIMEOUT = 2 * 3600
CSRF_FAILURE_VIEW = "tiercel.show.web.views.doors.errors.csrf_failed"
CACHES = {
    # Shared by all processes of the workspace, and kept when they start anew.
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(WORKSPACE.workspace / "cache"),
        # Beyond so many, some are thrown away: with few, failing under many names would make it forget who guesses.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"

LANGUAGE_CODE = "zh-hans" if WORKSPACE.language == "zh" else WORKSPACE.language
LANGUAGES = [("en", _("English")), ("ar", _("Arabic")), ("fa", _("Persian")), ("zh-hans", _("Chinese"))]
LOCALE_PATHS = [HERE.parent.parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = WORKSPACE.time_zone

STATIC_URL = "static/"
STATIC_ROOT = WORKSPACE.workspace / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tiercel.show.web.static_files.Precompressed"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Uploads go beside the workspace's other files: a system's own temporary folder is often small, or memory.
FILE_UPLOAD_TEMP_DIR = WORKSPACE.workspace / "uploads"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = WORKSPACE.https
SESSION_COOKIE_SAMESITE = "Lax"

globals().update(mail_settings(WORKSPACE.mail_url))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = WORKSPACE.mail_from

# What broke stands in the server's own output, which its keeper reads; nothing is mailed to anybody.
LOGGING = logging_settings(WORKSPACE.log_format, WORKSPACE.log_level)
