"""お知らせ — registers this folder with Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "tsunagari.kernel.notices"
    label = "notices"
    verbose_name = "お知らせ"

    def ready(self):
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.notices import handing, wordings
        from tsunagari.kernel.notices.duties import RULES
        from tsunagari.kernel.notices.words import RECORDS
        from tsunagari.kernel.records import words

        words.register(RECORDS)
        rulebook.register(*RULES)
        wordings.register(handing.KIND, handing.BACK)
