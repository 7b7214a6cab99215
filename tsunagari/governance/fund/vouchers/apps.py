"""証憑 — registers this folder with Django, its words with the kernel, and its triggers."""

from django.apps import AppConfig


class VouchersConfig(AppConfig):
    name = "tsunagari.governance.fund.vouchers"
    label = "vouchers"
    verbose_name = "証憑"

    def ready(self):
        from tsunagari.governance.fund.vouchers.words import RECORDS
        from tsunagari.kernel.records import triggers, words

        words.register(RECORDS)
        # A correction is a new edition: what stood is neither changed nor deleted.
        triggers.protect(
            {
                "vouchers_document": ("UPDATE", "DELETE"),
                "vouchers_edition": ("UPDATE", "DELETE"),
                "vouchers_attached": ("UPDATE", "DELETE"),
                "vouchers_told": ("UPDATE",),
            }
        )
