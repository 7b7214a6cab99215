"""パスキー — allauth's forms for passkeys, with labels in our own words."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class Add(AddWebAuthnForm):
    """パスキーを加える."""

    name = forms.CharField(label=_("名前"), required=False)
    passwordless = forms.BooleanField(
        label=_("パスワードなしで入れるようにする"),
        required=False,
        help_text=_("端末の指紋や顔、暗証番号で確かめます。"),
    )


class Edit(EditWebAuthnForm):
    """パスキーの名前を変える."""

    name = forms.CharField(label=_("名前"))
