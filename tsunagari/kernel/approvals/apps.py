"""承認 — registers this folder with Django, its words and its triggers with the kernel."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "tsunagari.kernel.approvals"
    label = "approvals"
    verbose_name = "承認"

    def ready(self):
        from tsunagari.kernel.approvals.words import RECORDS
        from tsunagari.kernel.records import triggers, words

        words.register(RECORDS)
        # What somebody said stays said; only the words of it can be forgotten.
        triggers.protect(
            {
                "approvals_approval": (
                    "UPDATE OF about_kind, about_key, digest, by_id, on_behalf_id, said, at",
                    "DELETE",
                )
            }
        )
