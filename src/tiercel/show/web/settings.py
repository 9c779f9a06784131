"""Django's settings, all of them made from the workspace's own (core/settings.py)."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.utils.translation import gettext_lazy as _

from tiercel.core.settings import load, secret_key
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
    "tiercel.records.apps.Records",
    "tiercel.show.web.apps.Web",
]
MIDDLEWARE = [
    "tiercel.show.web.middleware.content_policy",
    "tiercel.show.web.compression.compressed",
    "django.middleware.security.SecurityMiddleware",
    "tiercel.show.web.middleware.StaticFiles",
    "tiercel.show.web.middleware.private",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tiercel.show.web.demo.demo_sign_in",
    "tiercel.show.web.middleware.language_of_user",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tiercel.show.web.middleware.acts_by_page",
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
                "tiercel.show.web.templatetags.named",
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
        # Pages ask short questions: to compile one takes longer than to answer it.
        found.setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
    return found


DATABASES = {"default": _database()}
AUTH_USER_MODEL = "records.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["tiercel.show.web.sign_in.NameOrMail"]
CSRF_FAILURE_VIEW = "tiercel.show.web.views.errors.csrf_failed"
CACHES = {
    # Shared by all processes of the workspace, and kept when they start anew.
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(WORKSPACE.workspace / "cache"),
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
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
