"""住所 — every door, once per language: /desk/ is Japanese, /en/desk/ English."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from tsunagari.faces.api.urls import api
from tsunagari.faces.shared import entrances
from tsunagari.faces.shared.addresses import by_word
from tsunagari.faces.shared.views import components

urlpatterns = [
    path("api/v1/", api.urls),
    path("healthz", entrances.health),
    *i18n_patterns(
        by_word(path("", include("tsunagari.faces.portal.urls"))),
        by_word(path("desk/", include("tsunagari.faces.desk.urls"))),
        by_word(path("partner/", include("tsunagari.faces.partner.urls"))),
        path("council/", include("tsunagari.faces.council.urls")),
        path("me/", include("tsunagari.faces.mypage.urls")),
        # The office changes addresses, on record; nobody adds one of their own.
        path("accounts/email/", entrances.nowhere),
        path("accounts/confirm-email/", entrances.nowhere),
        path("accounts/", include("allauth.urls")),
        path("welcome/", entrances.welcome, name="welcome"),
        path("components/", components, name="components"),
        prefix_default_language=False,
    ),
]

handler400 = "tsunagari.faces.shared.errors.bad_request"
handler403 = "tsunagari.faces.shared.errors.forbidden"
handler404 = "tsunagari.faces.shared.errors.not_found"
handler500 = "tsunagari.faces.shared.errors.server"
