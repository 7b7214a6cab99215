"""サインイン — accounts are made by the federation, never by whoever comes along."""

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils import translation

from tsunagari.base.languages import CODES, SOURCE
from tsunagari.base.languages import gettext as _
from tsunagari.base.readings import plain


class Adapter(DefaultAccountAdapter):
    """Nobody signs up on their own; after signing in, /welcome/ finds the right door."""

    def is_open_for_signup(self, request):
        return False

    def is_reauthentication_required(self, *, app, **more):
        """Whoever came in during the last minutes was just asked, and is not asked again."""
        asked = [each["at"] for each in get_authentication_records(self.request, self.request.user)]
        if asked and time.time() - max(asked) < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **more)

    def render_mail(self, template_prefix, email, context, headers=None):
        """A mail has no ruby: it says the bare words."""
        mail = super().render_mail(template_prefix, email, context, headers)
        mail.subject, mail.body = plain(mail.subject), plain(mail.body)
        return mail


def invite(request, login) -> None:
    """招待 — a mail in the person's own language with the link that sets the first password."""
    adapter = get_adapter()
    language = login.person.party.language
    with translation.override(language if language in CODES else SOURCE):
        token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(login)
        key = f"{user_pk_to_url_str(login)}-{token}"
        url = adapter.get_reset_password_from_key_url(key)
        adapter.send_mail("account/email/invitation", login.email, {"url": url, "user": login})


def with_second_factor(logins) -> set[int]:
    """Those of these sign-ins that have a passkey or an authenticator."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    rows = Authenticator.objects.filter(user__in=[login.pk for login in logins], type__in=kinds)
    return set(rows.values_list("user_id", flat=True))


class LongEnough(MinimumLengthValidator):
    """パスワードの長さ — Django's rule in our words, so that it is said in every language."""

    def get_error_message(self):
        return _("パスワードは%(least)s文字以上にしてください。") % {"least": self.min_length}

    def get_help_text(self):
        return _("%(least)s文字以上にしてください。") % {"least": self.min_length}
