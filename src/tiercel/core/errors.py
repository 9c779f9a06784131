"""Errors, named after who must act; each message says what to do next."""


class TiercelError(Exception):
    """Something went wrong that a person can act on; the message is written for that person."""


class ConfigError(TiercelError):
    """You: settings are missing or wrong; all of them are listed at once."""


class DataError(TiercelError):
    """You: the input cannot mean what it says; the message names the row, the column and the value.

    field   the field of a form that it is about, so that a page can say it there; "" where it is about none alone
    """

    def __init__(self, message: str = "", *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class AccessError(TiercelError):
    """Your administrator: this may not be seen or done with the rights at hand."""


class DeliveryError(TiercelError):
    """Something outside did not take what we sent; `retry` says whether we will try again."""

    def __init__(self, message: str, *, retry: bool) -> None:
        super().__init__(message)
        self.retry = retry


class Stopped(TiercelError):  # noqa: N818 - nobody erred
    """A person stopped the work; nothing of it was kept half done."""
