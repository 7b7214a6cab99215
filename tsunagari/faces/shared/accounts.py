"""サインイン — accounts are made by the federation, never by whoever comes along."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.password_validation import MinimumLengthValidator

from tsunagari.base.languages import gettext as _
from tsunagari.base.readings import plain


class Adapter(DefaultAccountAdapter):
    """Nobody signs up on their own; after signing in, /welcome/ finds the right door."""

    def is_open_for_signup(self, request):
        return False

    def render_mail(self, template_prefix, email, context, headers=None):
        """A mail has no ruby: it says the bare words."""
        mail = super().render_mail(template_prefix, email, context, headers)
        mail.subject, mail.body = plain(mail.subject), plain(mail.body)
        return mail


class LongEnough(MinimumLengthValidator):
    """パスワードの長さ — Django's rule in our words, so that it is said in every language."""

    def get_error_message(self):
        return _("パスワードは%(least)s文字以上にしてください。") % {"least": self.min_length}

    def get_help_text(self):
        return _("%(least)s文字以上にしてください。") % {"least": self.min_length}
