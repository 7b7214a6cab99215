"""入口 — the product with a hello of its own, for a server of several processes."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tsunagari.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.ROOT_URLCONF = "bench._hello_urls"
application = get_wsgi_application()
