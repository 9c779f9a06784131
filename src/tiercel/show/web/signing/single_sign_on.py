"""Signing in by an OpenID Connect identity provider, which the workspace's settings name."""

from __future__ import annotations

import hashlib
import logging
import secrets
from typing import Any

import requests
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tiercel.core.errors import TiercelError
from tiercel.flow.send_mail import link_to
from tiercel.flow.users import sessions, single_sign_on

log = logging.getLogger(__name__)
# The provider is away, or says what no provider should.
UNREACHABLE = (OAuth2Error, requests.RequestException, KeyError, ValueError)


def to_provider(request: HttpRequest, onward: str) -> str:
    """The provider's address at which this browser signs in; raises OAuth2Error or RequestException."""
    nonce = secrets.token_urlsafe(24)
    provider = _provider(request)
    answer = provider.redirect(request, "login", next_url=onward, auth_params={"nonce": nonce}, nonce=nonce)
    return str(answer["Location"])


def back(request: HttpRequest) -> HttpResponseBase:
    """Who comes back from the provider is signed in, or told why not."""
    try:
        answer: HttpResponseBase = OAuth2CallbackView.adapter_view(Conversation(request))(request)
    except UNREACHABLE:
        return _did_not_work(request)
    return answer


class Conversation(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """What we ask the provider for, and how far we believe it."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, _provider_id())

    @property
    def basic_auth(self) -> bool:
        """How our secret is shown: in the header where the provider takes it, which a client is registered for unless
        it says otherwise (OpenID Connect Dynamic Client Registration 1.0, section 2)."""
        return "client_secret_basic" in self.openid_config.get(
            "token_endpoint_auth_methods_supported", ["client_secret_basic"]
        )

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:  # noqa: ARG002 - allauth hands them over
        # Never from the request: the name of a host there is whatever somebody wrote.
        return link_to(reverse("sso-back"))

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """Checked by the provider's keys in any case, also where it came straight from the provider."""
        found: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return found

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> SocialLogin:
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("The provider sent no ID token")
        return super().complete_login(request, app, token, **kwargs)


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    pkce_enabled_default = True

    def get_oauth2_adapter(self, request: HttpRequest) -> Conversation:
        return Conversation(request)

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """The address of the person; some providers write "false" as a text, which is not a no to Python."""
        said = {**data["id_token"], **data.get("userinfo", {})}
        is_checked = said.get("email_verified") in (True, "true", "True")
        return [EmailAddress(email=said["email"], verified=is_checked, primary=True)] if said.get("email") else []

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Only what the answer is checked by: of the person we keep no more than we must."""
        about = data.get("userinfo", data["id_token"])
        return {"nonce": data["id_token"].get("nonce"), "same": about.get("sub") == data["id_token"].get("sub")}


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Who the provider's people are here."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Provider:  # noqa: ARG002 - there is one
        return _provider(request)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 - allauth hands them over
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        checked = sociallogin.account.extra_data
        if not checked["same"] or checked["nonce"] != sociallogin.state.get("nonce"):
            raise OAuth2Error("The answer of the provider is not to what was asked")
        # It opens what the provider keeps of the person, and we want nothing more of that.
        sociallogin.token = None
        if not sociallogin.is_existing:
            self._find(request, sociallogin)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Provider,  # noqa: ARG002 - allauth hands it over
        error: str | None = None,
        exception: Exception | None = None,
        **kwargs: Any,  # noqa: ARG002 - allauth hands them over
    ) -> None:
        # What the provider answered may hold personal values: the log says only of which kind the error is.
        log.warning("Single sign-on did not come to its end: %s %s", error, type(exception).__name__)
        raise ImmediateHttpResponse(_did_not_work(request))

    def _find(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Tie the person at the provider to a user, once; later the provider's own key of the person suffices."""
        email = next((each.email for each in sociallogin.email_addresses if each.verified), "")
        try:
            user = single_sign_on.user_known_as(email, sociallogin.user.username)
        except TiercelError as error:
            sessions.refused(None, "not_invited")
            messages.error(request, str(error))
            raise ImmediateHttpResponse(redirect("sign-in")) from error
        sociallogin.user = sociallogin.account.user = user
        sociallogin.account.save()


def _provider_id() -> str:
    """Bound to the issuer: a person's key at one provider says nothing at another."""
    return "oidc-" + hashlib.sha256(settings.WORKSPACE.oidc_url.rstrip("/").encode()).hexdigest()[:16]


def _provider(request: HttpRequest) -> Provider:
    named = settings.WORKSPACE
    app = SocialApp(
        provider="openid_connect",
        provider_id=_provider_id(),
        name=single_sign_on.provider_name(),
        client_id=named.oidc_client,
        secret=named.oidc_secret,
        settings={"server_url": named.oidc_url.rstrip("/")},
    )
    return Provider(request, app=app)


def _did_not_work(request: HttpRequest) -> HttpResponse:
    sessions.refused(None, "sso")
    messages.error(request, _("Signing in there did not come to its end. Try again, or sign in with a password."))
    return redirect("sign-in")
