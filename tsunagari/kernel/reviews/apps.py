"""審査 — registers this folder with Django, and its words with the records."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "tsunagari.kernel.reviews"
    label = "reviews"
    verbose_name = "審査"

    def ready(self):
        from tsunagari.kernel.records import triggers, words
        from tsunagari.kernel.reviews.words import RECORDS

        words.register(RECORDS)
        # What was declared, and what was locked first, is never overwritten.
        triggers.protect({"reviews_interest": ("UPDATE OF member_id, entry_id, kind, at",)})
