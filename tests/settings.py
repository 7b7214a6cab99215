"""設定（試験） — the product's settings with a fast password hash and a throw-away folder."""

import os
import tempfile

os.environ.setdefault("TSUNAGARI_DATA", tempfile.mkdtemp(prefix="tsunagari-test-"))

from tsunagari.settings import *
from tsunagari.settings import DATA, DATABASES, STATIC_ROOT

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, so that threads and the browser's server share it as they would in earnest.
    DATABASES["default"]["TEST"] = {"NAME": DATA / "test.sqlite3"}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
