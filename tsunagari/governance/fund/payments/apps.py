"""支払い — registers this folder with Django, and its words, duties and seals with the kernel."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "tsunagari.governance.fund.payments"
    label = "payments"
    verbose_name = "支払い"

    def ready(self):
        from tsunagari.governance.fund.payments import closing as before_closing
        from tsunagari.governance.fund.payments import sealed
        from tsunagari.governance.fund.payments.duties import FACTS, RULES
        from tsunagari.governance.fund.payments.words import RECORDS
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.ledger import closing
        from tsunagari.kernel.parties import numbers
        from tsunagari.kernel.records import triggers, words

        numbers.also_sealed(sealed)
        words.register(RECORDS)
        closing.register(before_closing.without_result)
        rulebook.register(*RULES)
        rulebook.name_facts(FACTS)
        # An account is replaced, never changed; a file and who took it out stay as they were.
        triggers.protect(
            {
                "payments_payeeaccount": (
                    "UPDATE OF party_id, code, bank_code, bank_name, branch_code, branch_name,"
                    " account_type, replaces_id, entered_as, entered_by_id, entered_on",
                    "DELETE",
                ),
                "payments_batch": (
                    "UPDATE OF source_id, pay_on, code, sha256, count, yen, prepared_by_id",
                    "DELETE",
                ),
                "payments_item": (
                    "UPDATE OF batch_id, request_id, account_id, position, yen",
                    "DELETE",
                ),
                "payments_download": ("UPDATE", "DELETE"),
                "payments_resultfile": ("UPDATE", "DELETE"),
            }
        )
