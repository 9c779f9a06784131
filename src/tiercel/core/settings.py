"""What a workspace can be told: every setting once, with its meaning, from `tiercel.toml` and `TIERCEL_…` variables."""

import os
import secrets
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tiercel.core.declared import Declared, checked, declare, declared_in, read_all, read_text
from tiercel.core.errors import ConfigError
from tiercel.core.nearest import nearest

FILE_NAME = "tiercel.toml"
PREFIX = "TIERCEL_"
LANGUAGES = ("en", "ar", "fa", "zh")
# "language" is what a language itself would use; the others hold wherever it can be written so.
CALENDARS = ("language", "gregorian", "jalali")
DIGITS = ("language", "european", "own")
WORKSPACE_VARIABLE = "TIERCEL_WORKSPACE"
IN_FILE = "_FILE"
DEFAULT_WORKSPACE = Path("workspace")
# SMTP plain, with STARTTLS and inside TLS; then the providers, by their API.
MAIL_SCHEMES = ("smtp", "smtp+tls", "smtps", "brevo", "mailgun", "postmark", "resend", "sendgrid")
# Read by other parts of the project, so nobody is told that they are wrong.
VARIABLES_OF_OTHERS = {WORKSPACE_VARIABLE, "TIERCEL_REAL_DATA"}


def _wrong_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return f"{name!r} is not a time zone. Name one of the IANA list, such as Europe/Berlin or Asia/Tehran."
    return ""


def _wrong_currency(code: str) -> str:
    from babel.numbers import list_currencies

    if code in list_currencies():
        return ""
    return f"{code!r} is not a currency. Give the three letters of ISO 4217, such as USD, EUR, SAR or CNY."


def _wrong_database(url: str) -> str:
    if not url or url.startswith(("postgres://", "postgresql://", "sqlite:///")):
        return ""
    # The address may hold a password, so it is not repeated here.
    return "this is not a database we know. Give postgresql://USER:PASSWORD@HOST:PORT/NAME or sqlite:///PATH."


def _wrong_hosts(hosts: list[str]) -> str:
    bad = [host for host in hosts if not host or "/" in host or " " in host]
    return f"{', '.join(map(repr, bad))}: a host name alone is wanted, such as tiercel.example.com." if bad else ""


def _wrong_proxies(networks: list[str]) -> str:
    bad = [network for network in networks if not _is_network(network)]
    return f"{', '.join(map(repr, bad))}: an IP address or network is wanted, such as 10.0.0.0/8." if bad else ""


def _is_network(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return False
    return True


def _wrong_mail(url: str) -> str:
    scheme, found, rest = url.partition("://")
    if not url or (found and rest and scheme in MAIL_SCHEMES):
        return ""
    # The address may hold a password or a key, so it is not repeated here.
    return f"this says no way to send mail. Begin it with one of: {', '.join(f'{one}://' for one in MAIL_SCHEMES)}."


def _wrong_address(url: str) -> str:
    if not url or url.startswith(("https://", "http://")):
        return ""
    return f"{url!r} is not a web address. Give it whole, as https://tiercel.example.com."


def _wrong_memory(megabytes: int) -> str:
    return f"{megabytes} is too little: 128 at least are wanted, or 0." if 0 < megabytes < 128 else ""


def _wrong_token(token: str) -> str:
    return "too short: at least 16 characters are wanted." if token and len(token) < 16 else ""


def _wrong_issuer(url: str) -> str:
    # What the provider says of a person is believed, so nobody on the way may have a word in it.
    parts = urlsplit(url)
    if not url or (parts.hostname and (parts.scheme == "https" or _is_loopback(parts))):
        return ""
    return f"{url!r} is not a safe address of an identity provider. Give it whole, beginning with https://."


def _is_loopback(parts: SplitResult) -> bool:
    return parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")


def _wrong_secret(key: str) -> str:
    return "too short: at least 32 characters are wanted." if key and len(key) < 32 else ""


@dataclass(frozen=True)
class Settings:
    """The settings of one workspace, read once at the edge and passed on as a value."""

    workspace: Path
    database_url: str = declare(
        "",
        "Where the records are kept: `postgresql://USER:PASSWORD@HOST:PORT/NAME`, or `sqlite:///PATH`.",
        otherwise="the SQLite file `records.sqlite3` in the workspace folder",
        check=_wrong_database,
        secret=True,
    )
    host: str = declare("127.0.0.1", "The network address to listen on; `0.0.0.0` for every one of this machine.")
    port: int = declare(8000, "The port to listen on.", low=1, high=65535)
    allowed_hosts: tuple[str, ...] = declare(
        ("localhost", "127.0.0.1", "[::1]"),
        "The host names by which people reach it; a request for another name is refused.",
        check=_wrong_hosts,
    )
    https: bool = declare(
        default=False, doc="Whether people reach it by HTTPS; cookies then never travel over plain HTTP."
    )
    proxies: tuple[str, ...] = declare(
        ("127.0.0.1", "::1"),
        "The reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, by address or network.",
        check=_wrong_proxies,
    )
    secret_key: str = declare(
        "",
        "What sessions and links are signed with. Whoever has it can sign in as anyone.",
        otherwise="made at the first start and kept in the file `secret_key` of the workspace folder",
        check=_wrong_secret,
        secret=True,
    )
    language: str = declare("en", "The language of pages and commands until a person chooses one.", choices=LANGUAGES)
    calendar: str = declare(
        "language",
        "The calendar of dates until a person chooses one: `gregorian`, `jalali` (on Persian pages), or `language`, "
        "the one that the language is used with: Jalali in Persian, Gregorian in the others.",
        choices=CALENDARS,
    )
    digits: str = declare(
        "language",
        "The digits of numbers until a person chooses others: `european` (0123), `own` (those of Persian and of "
        "Arabic), or `language`: its own in Persian, European in the others.",
        choices=DIGITS,
    )
    time_zone: str = declare(
        "UTC", "The zone of this company's days, weeks, quarters and quiet hours, by its IANA name.", check=_wrong_zone
    )
    currency: str = declare(
        "USD",
        "The currency in which sums are shown, and of amounts that come without one (ISO 4217).",
        check=_wrong_currency,
    )
    day_first: bool | None = declare(
        None,
        "Whether 03/04/2025 in an import is 3 April.",
        otherwise="decided for each column from all its dates",
    )
    accounts_seen: str = declare(
        "all",
        "Which accounts members and readers see: `all`; `team`, those that somebody of their team owns or works on; "
        "`own`, those that they own or work on themselves. Managers and owners see all.",
        choices=("all", "team", "own"),
    )
    merge_at_odds: int = declare(
        0,
        "The odds from which accounts and contacts that are found twice are merged by themselves: 100 is a hundred "
        "to one, with nothing that speaks against it. 0: never, a person decides on each.",
        low=0,
    )
    accept_parents: bool = declare(
        default=False,
        doc="Whether an account belongs to the parent that its name and its domain both suggest, unasked.",
    )
    public_url: str = declare(
        "",
        "The address by which people reach it, as `https://tiercel.example.com`; links in mails begin with it.",
        otherwise="`http://localhost` with the port",
        check=_wrong_address,
    )
    mail_url: str = declare(
        "",
        "How mail leaves: `smtp+tls://USER:PASSWORD@HOST:587` (also `smtp://`, `smtps://`), or a provider and its key: "
        "`postmark://TOKEN`, `sendgrid://KEY`, `brevo://KEY`, `resend://KEY`, `mailgun://KEY@DOMAIN`.",
        otherwise="no mail is sent; pages show the links to hand over",
        check=_wrong_mail,
        secret=True,
    )
    mail_from: str = declare("tiercel@localhost", "The address that mail comes from.")
    two_factors: str = declare(
        "optional",
        "Whether everybody needs a second factor to sign in: `optional`, who wants one; `required`, everybody, and who "
        "has none sets one up before any other page.",
        choices=("optional", "required"),
    )
    oidc_url: str = declare(
        "",
        "The issuer of an OpenID Connect identity provider, by which people may sign in; it answers at "
        "`/.well-known/openid-configuration`.",
        otherwise="nobody signs in that way",
        check=_wrong_issuer,
    )
    oidc_name: str = declare("", "What the button of that provider says.", otherwise="the provider's host name")
    oidc_client: str = declare(
        "", "The client ID that the provider gave this workspace.", otherwise="nobody signs in that way"
    )
    oidc_secret: str = declare(
        "",
        "The client secret that the provider gave this workspace.",
        otherwise="none, for a provider that gave only an ID",
        secret=True,
    )
    oidc_role: str = declare(
        "none",
        "The role of people whom the provider knows and nobody invited; `none`: only who was invited, or is a user "
        "already, comes in.",
        choices=("none", "reader", "member", "manager"),
    )
    max_file_mb: int = declare(2048, "The largest file that an import takes, in megabytes.", low=1)
    max_unzipped_mb: int = declare(
        8192, "The most that a compressed file or spreadsheet may unpack to, in megabytes.", low=1
    )
    reading_memory_mb: int = declare(
        0,
        "How much memory one process may take for the questions that pages ask of events and of days of the past, in "
        "megabytes, from 128 on; what needs more goes to the disk meanwhile. 0: a quarter of what the machine, or its "
        "container, has, from 128 to 4096.",
        low=0,
        check=_wrong_memory,
    )
    api_per_minute: int = declare(600, "How many calls of the API one key may make in a minute.", low=1)
    network_ranges: tuple[str, ...] = declare(
        (),
        "Files that say which organisation an address of the internet belongs to: MaxMind databases (`.mmdb`) or CSV "
        "of ranges, by their whole paths.",
        otherwise="what `tiercel networks fetch` brought; without, visitors' organisations are not known",
    )
    event_ips: str = declare(
        "drop",
        "What becomes of visitors' IP addresses once their organisation is known: `drop`, or `keep`, within what is "
        "sealed.",
        choices=("drop", "keep"),
    )
    contacts_from_events: bool = declare(
        default=True,
        doc="Whether who tells a site their mail address, and is no contact yet, becomes one.",
    )
    webhooks_to_private: bool = declare(
        default=False,
        doc="Whether webhooks may go to addresses inside (this machine, private networks) and by plain HTTP. Who may "
        "set a webhook then reaches what only this machine reaches.",
    )
    workers: int = declare(
        1,
        "How many jobs run at a time; of one kind (imports, learning, refreshes) never more than one.",
        low=1,
        high=64,
    )
    log_format: str = declare(
        "text",
        "How the log is written: `text`, for people, or `json`, an object a line, for programs. "
        "Neither holds names, mail addresses or what people search for.",
        choices=("text", "json"),
    )
    log_level: str = declare(
        "info",
        "What is worth a line: `info` has one for each request and job, `warning` only what somebody should look at.",
        choices=("debug", "info", "warning", "error"),
    )
    metrics_token: str = declare(
        "",
        "Who sends it as `Authorization: Bearer TOKEN` reads `/metrics` from another machine.",
        otherwise="`/metrics` is open to this machine alone",
        check=_wrong_token,
        secret=True,
    )


SETTINGS: dict[str, Declared] = declared_in(Settings)


def load(workspace: Path | None, environ: Mapping[str, str]) -> Settings:
    """The settings of a workspace: its `tiercel.toml`, and `TIERCEL_…` variables over it.

    workspace   its folder, which need not exist yet; None for TIERCEL_WORKSPACE, else ./workspace
    raises      ConfigError that lists everything that is wrong, in both places, at once
    """
    folder = (workspace or Path(environ.get(WORKSPACE_VARIABLE) or DEFAULT_WORKSPACE)).expanduser().absolute()
    in_file = _in_file(folder / FILE_NAME)
    in_environ = _in_environ(environ)
    unknown = [_unknown(name, FILE_NAME) for name in in_file if name not in SETTINGS]
    unknown += [_unknown(name, "the environment") for name in in_environ if name not in SETTINGS]
    known = {name: found for name, found in (in_file | in_environ).items() if name in SETTINGS}
    values, wrong = read_all(SETTINGS, known)
    # A value of the file that a variable covers is still read: it would be wrong on the day the variable goes.
    covered = {name: in_file[name] for name in in_file.keys() & in_environ.keys() & SETTINGS.keys()}
    wrong += read_all(SETTINGS, covered)[1]
    if unknown or wrong:
        lines = "\n".join(f"  - {sentence}" for sentence in unknown + wrong)
        raise ConfigError(f"{len(unknown + wrong)} wrong in the settings of {folder}:\n{lines}")
    values["database_url"] = values.get("database_url") or f"sqlite:///{folder / 'records.sqlite3'}"
    values["public_url"] = (
        values.get("public_url") or f"http://localhost:{values.get('port', SETTINGS['port'].default)}"
    )
    return Settings(workspace=folder, **values)


def secret_key(settings: Settings) -> str:
    """The key that sessions are signed with; the first call makes one that only this user can read."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.workspace / "secret_key"
    if not path.exists():
        _write_secret(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def _write_secret(path: Path, key: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".secret_key")  # mkstemp makes it 0600
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key)
    try:
        # A link is made whole or not at all: of two processes that start together, both end with the same key.
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()


def _in_file(path: Path) -> dict[str, tuple[str, Callable[[Declared], Any]]]:
    if not path.exists():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not TOML: {error}. Write one setting a line, such as currency = 'EUR'.") from None
    return {name: (f"{name} in {FILE_NAME}", partial(_as_it_stands, value=value)) for name, value in values.items()}


def _in_environ(environ: Mapping[str, str]) -> dict[str, tuple[str, Callable[[Declared], Any]]]:
    # An empty variable is one that was not set: that is how compose files and shells leave them out.
    said = {key: text for key, text in environ.items() if key.startswith(PREFIX) and text.strip()}
    ours = _from_files(said) | {key: text for key, text in said.items() if not _names_a_file(key)}
    return {
        key.removeprefix(PREFIX).lower(): (key, partial(read_text, text=text))
        for key, text in ours.items()
        if key not in VARIABLES_OF_OTHERS
    }


def _names_a_file(key: str) -> bool:
    """Whether a variable names the file in which the value stands, as containers hand secrets over."""
    return key.endswith(IN_FILE) and key.removeprefix(PREFIX).removesuffix(IN_FILE).lower() in SETTINGS


def _from_files(said: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for key, path in said.items():
        if not _names_a_file(key):
            continue
        try:
            found[key.removesuffix(IN_FILE)] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{key}: {path} cannot be read ({type(error).__name__}).") from None
    return found


def _as_it_stands(declared: Declared, value: object) -> Any:
    return checked(declared, value)


def _unknown(name: str, place: str) -> str:
    called = name if place == FILE_NAME else PREFIX + name.upper()
    known = SETTINGS if place == FILE_NAME else [PREFIX + known.upper() for known in SETTINGS]
    return f"There is no setting {called} (in {place}).{nearest(called, known)}"
