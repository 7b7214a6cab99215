"""市町村からのお金 — the subsidy that the municipality pays, what it was used for, what is reported.

Only here a book is touched, and whoever pays is the municipality: the donor stands in no journal.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.hometown import evidence, page, queries
from tsunagari.governance.fund.hometown.actions.base import follow, locked, note, save, stepped
from tsunagari.governance.fund.hometown.models import Confirmation, Donation, Subsidy, Use
from tsunagari.governance.fund.hometown.rules import steps
from tsunagari.governance.fund.vouchers import uses
from tsunagari.kernel.ledger import books
from tsunagari.kernel.ledger.actions import Posting, post
from tsunagari.kernel.ledger.models import Earmark, Fund
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.models import Blob
from tsunagari.kernel.parties.models import Organisation

BANK, AHEAD, COMMISSION = "1120", "2120", "4400"
RECEIVED = _("%(town)sから（企業版ふるさと納税を財源とする%(kind)s）")


@transaction.atomic
def subsidise(
    donation: Donation,
    *,
    fund: Fund,
    kind: str,
    yen: int,
    received_on: date,
    seen: int,
    by,
    until_day: date | None = None,
    measure: str = "",
) -> Subsidy:
    """補助・委託を受ける — from the municipality, into an earmark; never more than was given."""
    donation = locked(donation)
    refuse_if(
        [
            *steps.why_not_step(
                state=donation.state, to=steps.FUNDED, seen=seen, version=donation.version
            ),
            *steps.why_not_subsidise(
                yen=yen,
                subsidised=donation.subsidised_yen,
                given=donation.yen,
                paid_on=donation.paid_on,
                on=received_on,
            ),
            *steps.why_not_day(received_on, "received_on", by.on, donation.paid_on),
        ]
    )
    town = donation.project.town
    returns = kind == Subsidy.Kind.SUBSIDY
    earmark = books.note_earmark(
        fund,
        kind=Earmark.Kind.GRANT,
        title=donation.project.title,
        from_day=received_on,
        until_day=until_day,
        giver=town.party,
        yen=yen,
        measure=measure,
        return_duty=returns,
        by=by,
        on=received_on,
    )
    donation.subsidised_yen += yen
    donation.state = Donation.State.FUNDED
    save(donation, "state", "subsidised_yen")
    record = note(donation, "funded", by=by, on=received_on, yen=yen, kind=kind)
    journal = _booked(fund, earmark, town, kind, yen, received_on, record, by)
    made = Subsidy.objects.create(
        donation=donation,
        kind=kind,
        yen=yen,
        received_on=received_on,
        earmark=earmark,
        journal=journal,
    )
    follow(donation, on=by.on, by=by)
    return made


def _booked(fund, earmark, town, kind, yen, on, record, by):
    """A subsidy is owed until it is spent (前受助成金); a commission is income."""
    other = AHEAD if kind == Subsidy.Kind.SUBSIDY else COMMISSION
    shared = {"fund": fund, "earmark": earmark, "grant": earmark, "party": town.party}
    shared["measure"] = earmark.measure
    facts = {"town": town.party.name.reveal(), "kind": Subsidy.Kind(kind).label}
    return post(
        fund.book,
        [Posting(BANK, yen, **shared), Posting(other, -yen, **shared)],
        on=on,
        words=RECEIVED % facts,
        because=record,
        by=by,
    )


@transaction.atomic
def use(
    donation: Donation,
    *,
    used_on: date,
    words: str,
    yen: int,
    file: bytes,
    name: str,
    by,
    payee: Organisation | None = None,
) -> Use:
    """使い道を記録する — with its voucher, counted nowhere else, within what was received."""
    donation = locked(donation)
    reasons = steps.why_not_use(
        yen=yen,
        used=donation.used_yen,
        subsidised=donation.subsidised_yen,
        to_donor=payee is not None and payee.pk == donation.company_id,
        disclosed=queries.is_disclosed(donation),
    )
    if donation.state != Donation.State.FUNDED:
        reasons.append(Reason(_("補助・委託を受けた案件だけに、使い道を書けます。"), rule="state"))
    if not words.strip():
        reasons.append(Reason(_("何に使ったかを入力してください。"), rule="words", field="words"))
    refuse_if(reasons + steps.why_not_day(used_on, "used_on", by.on))
    voucher = papers.keep(file, name=name, kind="voucher", on=used_on, about=donation)
    # Locked, so that two cases do not count the same voucher in the same moment.
    blob = Blob.objects.select_for_update().get(pk=voucher.blob_id)
    mark = (blob.sha256, yen, used_on)
    refuse_if(steps.why_not_again(uses.used([blob.sha256]).get(mark)))
    donation.used_yen += yen
    save(donation, "used_yen")
    made = Use.objects.create(
        donation=donation,
        on=used_on,
        words=words.strip()[:200],
        yen=yen,
        payee=payee,
        voucher=voucher,
    )
    evidence.take_in(made, by=by, on=by.on)
    note(donation, "used", by=by, on=used_on, yen=yen)
    return made


@transaction.atomic
def annul_use(use: Use, *, by, on: date) -> Use:
    """使い道を取り消す — it stays to be read, and no longer counts."""
    donation = locked(use.donation)
    use = Use.objects.select_for_update(of=("self",)).get(pk=use.pk)
    if use.annulled_on or donation.state != Donation.State.FUNDED:
        refuse_if([Reason(_("この使い道は、もう取り消せません。"), rule="state")])
    use.annulled_on = on
    use.save(update_fields=["annulled_on"])
    evidence.follow(use, by=by, on=on)
    donation.used_yen -= use.yen
    save(donation, "used_yen")
    note(donation, "annulled", by=by, on=on, yen=use.yen)
    return use


@transaction.atomic
def confirm(
    donation: Donation,
    *,
    year: int,
    indicators: Sequence[Sequence[str]],
    letter: bytes,
    sent_on: date,
    by,
) -> Confirmation:
    """年度の資料をわたす — the use and the indicators of a year that is over, once."""
    donation = locked(donation)
    reasons = steps.why_not_confirm(
        state=donation.state,
        year=year,
        years=queries.years_over(donation, by.on),
        done=donation.confirmations.filter(year=year).exists(),
    )
    refuse_if(reasons + steps.why_not_day(sent_on, "sent_on", by.on))
    paper = papers.keep(
        letter,
        name=f"hometown-report-{donation.pk}-{year}.pdf",
        kind="hometown_report",
        on=sent_on,
        about=donation,
    )
    made = Confirmation.objects.create(
        donation=donation,
        year=year,
        indicators=[list(row) for row in indicators],
        sent_on=sent_on,
        paper=paper,
    )
    note(donation, "confirmed", by=by, on=sent_on, year=year)
    return made


@transaction.atomic
def publish(donation: Donation, *, seen: int, by, on: date) -> Donation:
    """公表する — when every yen that was received has its use."""
    donation = stepped(donation, steps.PUBLISHED, seen=seen)
    if left := queries.left(donation):
        words = _(
            "使い道が書かれていないお金が%(yen)s円あります。使い道を書くか、市町村に返してください。"
        )
        refuse_if([Reason(words, {"yen": left}, rule="left")])
    donation.published_on = on
    save(donation, "state", "published_on")
    page.put_up(donation, by=by, on=on)
    note(donation, "published", by=by, on=on)
    return donation
