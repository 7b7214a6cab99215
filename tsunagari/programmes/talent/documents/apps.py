"""案件の書類 — registers this folder with Django, its words, and what it knows of accepted papers."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "tsunagari.programmes.talent.documents"
    label = "case_documents"
    verbose_name = "案件の書類"

    def ready(self):
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.notices import wordings
        from tsunagari.kernel.records import words
        from tsunagari.programmes.talent.documents import notices, queries
        from tsunagari.programmes.talent.documents.duties import FACTS, RULES
        from tsunagari.programmes.talent.documents.papers.prepared import TITLES
        from tsunagari.programmes.talent.documents.words import records
        from tsunagari.programmes.talent.people import evidence

        words.register(records(TITLES))
        wordings.register(*notices.KINDS)
        rulebook.register(*RULES)
        rulebook.name_facts(FACTS)
        evidence.register(queries.accepted)
