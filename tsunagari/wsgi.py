"""入口 — what the web server calls.

Python looks through everything it holds for what nobody needs, now and then, in the middle of
somebody's request: a fifth of a second. Once what stays is loaded, it passes that by.
"""

import gc
import os
from importlib import import_module
from itertools import count

from django.core.signals import request_finished
from django.core.wsgi import get_wsgi_application
from django.dispatch import receiver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tsunagari.settings")
application = get_wsgi_application()
# Only now can what belongs to the product be imported.
import_module("tsunagari.faces.shared.turns").lend()

LOADED = 50  # requests, after which templates and words have been read
_answered = count(1)


@receiver(request_finished)
def _settle(**_said) -> None:
    if next(_answered) == LOADED:
        request_finished.disconnect(_settle)
        gc.collect()
        gc.freeze()
