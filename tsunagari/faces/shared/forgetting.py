"""忘れる — every subject that holds personal data forgets one person, together or not at all."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.awards import forgetting as awards
from tsunagari.governance.fund.calls import forgetting as calls
from tsunagari.governance.fund.council import forgetting as council
from tsunagari.governance.fund.gifts import forgetting as gifts
from tsunagari.governance.fund.hometown import forgetting as hometown
from tsunagari.governance.fund.payments import forgetting as payments
from tsunagari.governance.fund.vouchers import forgetting as vouchers
from tsunagari.kernel.approvals import forgetting as approvals
from tsunagari.kernel.consents import forgetting as consents
from tsunagari.kernel.duties import forgetting as duties
from tsunagari.kernel.ledger import forgetting as ledger
from tsunagari.kernel.notices import forgetting as notices
from tsunagari.kernel.papers import forgetting as papers
from tsunagari.kernel.parties import forgetting as parties
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.reviews import forgetting as reviews
from tsunagari.kernel.roles import forgetting as roles
from tsunagari.kernel.texts import forgetting as texts
from tsunagari.kernel.words import forgetting as words
from tsunagari.programmes.community.afterwards import forgetting as afterwards
from tsunagari.programmes.community.events import forgetting as events
from tsunagari.programmes.community.gatherings import forgetting as gatherings
from tsunagari.programmes.community.shifts import forgetting as shifts
from tsunagari.programmes.exchange.class_exchange import forgetting as class_exchange
from tsunagari.programmes.exchange.schools import forgetting as schools
from tsunagari.programmes.talent.advice import forgetting as advice
from tsunagari.programmes.talent.costs import forgetting as costs
from tsunagari.programmes.talent.documents import forgetting as documents
from tsunagari.programmes.talent.guide import forgetting as guide
from tsunagari.programmes.talent.housekeeping import forgetting as housekeeping
from tsunagari.programmes.talent.orders import forgetting as orders
from tsunagari.programmes.talent.people import forgetting as people
from tsunagari.programmes.talent.proposals import forgetting as proposals
from tsunagari.programmes.talent.safety import forgetting as safety
from tsunagari.programmes.talent.settlement import forgetting as settlement
from tsunagari.programmes.talent.visits import forgetting as visits


def why_not_forget(party: Party) -> list[Reason]:
    """Every reason not to forget a party now."""
    if not party.is_person:
        return [Reason(_("団体は消せません。人のコードを入力してください。"), rule="body")]
    if party.forgotten_on and not papers.left(party):
        return [
            Reason(
                _("この人の情報は %(day)s に消してあります。"),
                {"day": party.forgotten_on.isoformat()},
                rule="gone",
            )
        ]
    return [
        *class_exchange.why_not_forget(party),
        *safety.why_not_forget(party),
        *advice.why_not_forget(party),
        *housekeeping.why_not_forget(party),
        *gifts.why_not_forget(party),
        *payments.why_not_forget(party),
    ]


@transaction.atomic
def forget(party: Party, *, on: date, by=None) -> dict[str, int]:
    """個人の情報を消す — from every subject, duplicates of the person too; answers the counts.

    The record of it says only how much went; the person's code, ties and proofs stay.
    """
    party = Party.objects.select_for_update().get(pk=party.pk)
    refuse_if(why_not_forget(party))
    counts: dict[str, int] = {}
    for one in [party, *Party.objects.filter(same_as=party)]:
        for subject, gone in _forget_one(one, on, by).items():
            counts[subject] = counts.get(subject, 0) + gone
    records.add(by=by, did="party.forgotten", about=party, on=on, **counts)
    return counts


def _forget_one(party: Party, on: date, by) -> dict[str, int]:
    answers, scans = consents.forget(party, on=on)
    return {
        "roles": roles.forget(party, on=on, by=by),
        "case_papers": documents.forget(party, on=on),
        "cases": people.forget(party, on=on),
        "candidate": orders.forget(party, on=on),
        "consultations": advice.forget(party, on=on),
        "help_calls": safety.forget(party, on=on),
        "home_visits": housekeeping.forget(party, on=on),
        "supports": settlement.forget(party, on=on),
        "proposals": proposals.forget(party, on=on),
        "council": council.forget(party, on=on),
        "costs": costs.forget(party, on=on),
        "visits": visits.forget(party, on=on),
        "tables": gatherings.forget(party, on=on),
        "event_photos": afterwards.forget(party, on=on),
        "bookings": events.forget(party, on=on),
        "helps": shifts.forget(party, on=on),
        "writings": class_exchange.forget(party, on=on),
        "school": schools.forget(party, on=on),
        "gifts": gifts.forget(party, on=on),
        "gift_receipts_kept": gifts.kept(party, on=on),
        "vouchers": vouchers.forget(party, on=on),
        "vouchers_kept": vouchers.kept(party, on=on),
        "notices": notices.forget(party, on=on),
        "translations": texts.forget(party, on=on),
        "guide": guide.forget(party, on=on),
        "approvals": approvals.forget(party, on=on),
        "payments": payments.forget(party, on=on),
        "duties": duties.forget(party, on=on),
        "books": ledger.forget(party, on=on),
        "hometown": hometown.forget(party, on=on),
        "awards": awards.forget(party, on=on),
        "words": words.forget(party, on=on),
        "applications": calls.forget(party, on=on),
        "reviews": reviews.forget(party, on=on),
        "consents": answers,
        "papers": papers.forget(party, on=on, also=scans),
        "papers_kept": papers.kept(party, on=on),
        "party": parties.forget(party, on=on),
        "records": sum(records.erase_details(party, on, by=by).values()),
    }
