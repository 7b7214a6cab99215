"""入口 — the product with a hello of its own, for a server of several processes."""

from django.conf import settings

from tsunagari.wsgi import application

settings.ROOT_URLCONF = "bench._hello_urls"

__all__ = ["application"]
