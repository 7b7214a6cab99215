"""設定 — one file; differences between machines are environment variables.

TSUNAGARI_DATA   folder of the database, the key file, uploads and outgoing mail  (./data)
DATABASE_URL     postgres://user:password@host/name   (default: SQLite in TSUNAGARI_DATA)
TSUNAGARI_ORIGIN address people use, e.g. https://example.jp   (http://127.0.0.1:PORT)
TSUNAGARI_KEYS   keys of sealed numbers, id:base64 of 32 bytes, the newest first  (numbers.key in
                 TSUNAGARI_DATA, made at the first number)
TSUNAGARI_ANALYSER  off: no analyser of Japanese words, which saves 100 MB; readings come from the table
SMTP_URL         smtp://user:password@host:587   (default: mails are written to a folder)
"""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import django.conf.locale
from whitenoise.compress import Compressor

from tsunagari.base.keys import kept_once
from tsunagari.base.languages import LANGUAGES as OUR_LANGUAGES

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("TSUNAGARI_DATA") or Path.cwd() / "data").resolve()
PORT = int(os.environ.get("PORT") or 8000)
ORIGIN = os.environ.get("TSUNAGARI_ORIGIN") or f"http://127.0.0.1:{PORT}"
_ORIGIN = urlsplit(ORIGIN)


SECRET_KEY = os.environ.get("TSUNAGARI_SECRET") or kept_once(
    DATA / "secret.key", lambda: secrets.token_urlsafe(48)
)
SEALING_KEYS = os.environ.get("TSUNAGARI_KEYS", "")
SEALING_FILE = DATA / "numbers.key"
DEBUG = False
ALLOWED_HOSTS = [_ORIGIN.hostname, "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ORIGIN]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "tsunagari.faces.shared",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    "ninja",
    "tsunagari.kernel.parties",
    "tsunagari.kernel.papers",
    "tsunagari.kernel.records",
    "tsunagari.kernel.words",
    "tsunagari.kernel.roles",
    "tsunagari.kernel.consents",
    "tsunagari.kernel.ties",
    "tsunagari.kernel.meetings",
    "tsunagari.kernel.duties",
    "tsunagari.kernel.notices",
    "tsunagari.kernel.texts",
    "tsunagari.kernel.imports",
    "tsunagari.kernel.approvals",
    "tsunagari.kernel.reviews",
    "tsunagari.kernel.ledger",
    "tsunagari.programmes.exchange.schools",
    "tsunagari.programmes.exchange.class_exchange",
    "tsunagari.programmes.talent.people",
    "tsunagari.programmes.talent.documents",
    "tsunagari.programmes.talent.orders",
    "tsunagari.programmes.talent.safety",
    "tsunagari.programmes.talent.advice",
    "tsunagari.programmes.talent.costs",
    "tsunagari.programmes.talent.visits",
    "tsunagari.programmes.talent.guide",
    "tsunagari.programmes.talent.housekeeping",
    "tsunagari.programmes.talent.settlement",
    "tsunagari.programmes.talent.proposals",
    "tsunagari.programmes.community.classes",
    "tsunagari.governance.fund.vouchers",
    "tsunagari.governance.fund.hometown",
    "tsunagari.governance.fund.awards",
    "tsunagari.governance.fund.gifts",
    "tsunagari.governance.fund.council",
    "tsunagari.governance.fund.payments",
    "tsunagari.governance.fund.calls",
    "tsunagari.programmes.community.events",
    "tsunagari.programmes.community.doors",
    "tsunagari.programmes.community.shifts",
    "tsunagari.programmes.community.gatherings",
    "tsunagari.programmes.community.afterwards",
    "tsunagari.programmes.community.attendance",
    "tsunagari.governance.participation",
    "tsunagari.faces.desk",
    "tsunagari.faces.partner",
    "tsunagari.faces.council",
    "tsunagari.faces.mypage",
    "tsunagari.faces.portal",
    "tsunagari.faces.api",
    "tsunagari.faces.console",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages shrink to a quarter; its padding of random length keeps secrets from being guessed by size.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tsunagari.faces.shared.middleware.readings",
    "django.middleware.csrf.CsrfViewMiddleware",
    "tsunagari.faces.shared.middleware.sensible",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tsunagari.faces.shared.middleware.first_run",
    "tsunagari.faces.shared.middleware.private_pages",
    "tsunagari.faces.shared.middleware.found",
]

ROOT_URLCONF = "tsunagari.urls"
WSGI_APPLICATION = "tsunagari.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "tsunagari.faces.shared.folding.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "tsunagari.faces.shared.templatetags.house",
                "tsunagari.faces.shared.templatetags.clocks",
                "tsunagari.faces.shared.templatetags.words",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "tsunagari.faces.shared.context.page",
            ],
        },
    }
]
FORM_RENDERER = "tsunagari.faces.shared.forms.Renderer"


def _database(url: str) -> dict:
    """A Django database from DATABASE_URL; the options are those proved in our trials."""
    if not url:
        return {
            "ENGINE": "tsunagari.base.sqlite",
            "NAME": DATA / "tsunagari.sqlite3",
            # Opening the file anew costs as much as four hellos.
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA busy_timeout=20000;PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
                    "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-65536;"
                    "PRAGMA journal_size_limit=67108864;PRAGMA recursive_triggers=ON;"
                    "PRAGMA secure_delete=ON;"
                ),
            },
        }
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if parts.scheme.startswith("sqlite"):
        return _database("") | {"NAME": unquote(parts.path)}
    return {
        "ENGINE": "tsunagari.base.postgres",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "parties.Login"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "tsunagari.faces.shared.accounts.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/welcome/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "tsunagari.faces.shared.accounts.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "tsunagari.faces.shared.passkeys.Add",
    "edit_webauthn": "tsunagari.faces.shared.passkeys.Edit",
}
MFA_TOTP_ISSUER = "Tsunagari"
# Phones' clocks drift, and people type slowly: the code of the half minute before still counts.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _ORIGIN.scheme == "http"

# One file cache that all workers share: the rate limits of the sign-in page count in it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "cache",
        # With few places, counts of wrong passwords would be thrown out by other people's.
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    }
}
SESSION_ENGINE = "tsunagari.faces.shared.session_store"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tsunagari.faces.shared.errors.csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

if _ORIGIN.scheme == "https":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Behind it wrong passwords and card numbers are counted by the line they come from.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SECURE_HSTS_SECONDS = 31_536_000
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# Django knows neither やさしい日本語 nor Filipino.
django.conf.locale.LANG_INFO |= {
    "ja-easy": {
        "bidi": False,
        "code": "ja-easy",
        "name": "Easy Japanese",
        "name_local": "やさしい日本語",
    },
    "fil": {"bidi": False, "code": "fil", "name": "Filipino", "name_local": "Filipino"},
}
LANGUAGE_CODE = "ja"
LANGUAGES = OUR_LANGUAGES
LOCALE_PATHS = [HERE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("TSUNAGARI_STATIC") or DATA / "static"
MEDIA_ROOT = DATA / "papers"
# Compressing what no page asks for took most of the first start: source maps, unhashed names.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tsunagari.faces.shared.static.Storage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_HANDLERS = ["tsunagari.faces.shared.uploads.InMemory"]

_SMTP = urlsplit(os.environ.get("SMTP_URL", ""))
if _SMTP.hostname:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _SMTP.hostname, _SMTP.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (
        unquote(_SMTP.username or ""),
        unquote(_SMTP.password or ""),
    )
    EMAIL_USE_TLS = _SMTP.scheme != "smtp+plain"
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("TSUNAGARI_MAIL_FROM") or "tsunagari@localhost"

SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "tsunagari.faces.shared.logs.Discreet",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        # Wrong addresses and wrong host names are everyday; anybody could fill the disk with them.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
