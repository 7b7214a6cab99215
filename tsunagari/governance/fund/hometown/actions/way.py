"""案件の道 — lead, eligibility, offer, the municipality's answer, payment to it, its receipt."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.hometown import queries
from tsunagari.governance.fund.hometown.actions.base import locked, note, save, stepped
from tsunagari.governance.fund.hometown.models import Disclosure, Dispatch, Donation, Project
from tsunagari.governance.fund.hometown.rules import credits, eligibility, steps
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.records import actions as records

TOLD = ("yen", "head_office", "blue_return", "no_return", "linked", "name_shown")
NO_PLAN = _("事業の名前と、計画の名前を入力してください。")
NO_SOURCE = _("何で確かめたか（資料や、たずねた課）を入力してください。")


@transaction.atomic
def note_project(town: Organisation, *, area: str, title: str, plan: str, by, on: date) -> Project:
    """寄附を使う事業を登録する — nothing about it is confirmed yet."""
    reasons = steps.why_not_open(
        company_is_town=False, town_is_municipality="municipality" in town.kinds
    )
    if not (title.strip() and plan.strip() and area.strip()):
        reasons.append(Reason(NO_PLAN, rule="title", field="title"))
    refuse_if(reasons)
    made = Project.objects.create(
        town=town, area=area.strip()[:40], title=title.strip()[:200], plan=plan.strip()[:200]
    )
    records.add(by=by, did="hometown.project", about=made, concerns=[town.party], on=on)
    return made


@transaction.atomic
def confirm_project(
    project: Project,
    *,
    certified: str,
    excluded: str,
    until_day: date | None,
    source: str,
    by,
    on: date,
) -> Project:
    """事業のことを確かめる — certified, not excluded, until when; with the source."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    known = {certified, excluded} != {eligibility.UNKNOWN}
    refuse_if(
        [Reason(NO_SOURCE, rule="source", field="source")] if known and not source.strip() else []
    )
    project.certified, project.excluded, project.until_day = certified, excluded, until_day
    project.source, project.confirmed_on = source.strip()[:300], on if known else None
    project.version += 1
    project.save()
    records.add(
        by=by,
        did="hometown.project_changed",
        about=project,
        concerns=[project.town.party],
        on=on,
        certified=certified,
        excluded=excluded,
    )
    return project


@transaction.atomic
def open_case(
    company: Organisation, project: Project, *, yen: int, by, on: date, kind: str = "money"
) -> Donation:
    """相談を始める — a company thinks of giving to the municipality of a project."""
    reasons = steps.why_not_open(
        company_is_town="company" not in company.kinds,
        town_is_municipality="municipality" in project.town.kinds,
    )
    refuse_if(reasons + credits.why_not_estimate(donation=yen, on=on))
    made = Donation.objects.create(
        company=company, project=project, kind=kind, yen=yen, begun_on=on
    )
    note(made, "opened", by=by, on=on, yen=yen)
    return made


@transaction.atomic
def tell(donation: Donation, *, seen: int, by, on: date, **told) -> Donation:
    """会社のことを書く — head office, blue return, no return, links; until the offer is handed in."""
    donation = locked(donation)
    reasons = steps.why_not_step(
        state=donation.state, to=steps.CHECKED, seen=seen, version=donation.version
    )
    refuse_if(reasons + credits.why_not_estimate(donation=told.get("yen", donation.yen), on=on))
    changed = [name for name in TOLD if name in told and told[name] != getattr(donation, name)]
    for name in changed:
        setattr(donation, name, told[name])
    save(donation, *changed)
    note(donation, "told", by=by, on=on)
    return donation


@transaction.atomic
def keep_estimate(donation: Donation, *, question: dict, answer: dict, by, on: date) -> Donation:
    """見積もりを残す — what was asked and answered, with the day and the version of the rules."""
    donation = locked(donation)
    donation.estimate = {"question": question, "answer": answer}
    save(donation, "estimate")
    note(donation, "estimated", by=by, on=on, version=answer["version"])
    return donation


@transaction.atomic
def check(donation: Donation, *, seen: int, by, on: date) -> Donation:
    """対象かどうかを確かめる — every point is met, or nobody can know it but the municipality."""
    donation = stepped(donation, steps.CHECKED, seen=seen)
    facts = queries.facts_of(donation, on)
    own = eligibility.open_points(facts, "head_office", "blue_return", "no_return", "linked")
    refuse_if([*eligibility.why_not(facts), *own])
    donation.checked_on = on
    save(donation, "state", "checked_on")
    note(donation, "checked", by=by, on=on, unknown=len(eligibility.open_points(facts)))
    return donation


@transaction.atomic
def disclose(donation: Donation, *, words: str, by, on: date) -> Disclosure:
    """つながりを届ける — the donor has a contract with the project; the municipality reports at once."""
    donation = locked(donation)
    reasons = steps.why_not_disclose(words=words, state=donation.state)
    if queries.is_disclosed(donation):
        reasons.append(Reason(_("つながりの届けは、もう出ています。"), rule="once"))
    refuse_if(reasons)
    made = Disclosure.objects.create(donation=donation, words=words.strip(), disclosed_on=on)
    donation.linked = eligibility.YES
    save(donation, "linked")
    note(donation, "disclosed", by=by, on=on)
    return made


@transaction.atomic
def pass_on(donation: Donation, *, by, on: date) -> Donation:
    """届けを市町村に伝える — on the day it is told."""
    donation = locked(donation)
    if not Disclosure.objects.filter(donation=donation, told_on=None).update(told_on=on):
        refuse_if([Reason(_("伝える届けがありません。"), rule="state")])
    note(donation, "passed_on", by=by, on=on)
    return donation


@transaction.atomic
def dispatch(
    donation: Donation,
    *,
    host: Organisation,
    work: str,
    from_day: date,
    until_day: date,
    cost_yen: int,
    by,
    on: date,
) -> Dispatch:
    """人材派遣の内容を書く — the host, the work, the days; its cost is within the donation."""
    donation = locked(donation)
    reasons = []
    if donation.kind != Donation.Kind.DISPATCH:
        reasons.append(Reason(_("人材派遣型の案件ではありません。"), rule="kind"))
    if until_day < from_day:
        words = _("終わりの日は、始まりの日より後にしてください。")
        reasons.append(Reason(words, rule="days", field="until_day"))
    if not 0 < cost_yen <= donation.yen:
        words = _("人件費は、寄附の額%(yen)s円までです。")
        reasons.append(Reason(words, {"yen": donation.yen}, rule="cost", field="cost_yen"))
    refuse_if(reasons)
    made, _new = Dispatch.objects.update_or_create(
        donation=donation,
        defaults={
            "host": host,
            "work": work.strip()[:200],
            "from_day": from_day,
            "until_day": until_day,
            "cost_yen": cost_yen,
        },
    )
    note(donation, "dispatched", by=by, on=on, yen=cost_yen)
    return made


@transaction.atomic
def offer(donation: Donation, *, offered_on: date, letter: bytes, seen: int, by) -> Donation:
    """申出書をとどけた — the prepared text is kept as it was; the municipality's own form counts."""
    refuse_if(steps.why_not_day(offered_on, "offered_on", by.on, donation.checked_on))
    donation = stepped(donation, steps.OFFERED, seen=seen)
    donation.offered_on = offered_on
    donation.offer = papers.keep(
        letter,
        name=f"hometown-offer-{donation.pk}.pdf",
        kind="hometown_offer",
        on=offered_on,
        about=donation,
    )
    save(donation, "state", "offered_on", "offer")
    note(donation, "offered", by=by, on=offered_on)
    return donation


@transaction.atomic
def accept(donation: Donation, *, answered_on: date, seen: int, by) -> Donation:
    """市町村が受け入れた — by now the plan is certified and the municipality not excluded."""
    refuse_if(steps.why_not_day(answered_on, "answered_on", by.on, donation.offered_on))
    donation = stepped(donation, steps.ACCEPTED, seen=seen)
    facts = queries.facts_of(donation, answered_on)
    unknown = eligibility.open_points(facts, "certified", "excluded")
    refuse_if([*eligibility.why_not(facts), *unknown])
    donation.answered_on = answered_on
    save(donation, "state", "answered_on")
    note(donation, "accepted", by=by, on=answered_on)
    return donation


@transaction.atomic
def decline(donation: Donation, *, answered_on: date, words: str, seen: int, by) -> Donation:
    """市町村が受け入れなかった — with what they said."""
    refuse_if(steps.why_not_day(answered_on, "answered_on", by.on, donation.offered_on))
    donation = stepped(donation, steps.DECLINED, seen=seen)
    donation.answered_on = donation.ended_on = answered_on
    save(donation, "state", "answered_on", "ended_on")
    note(donation, "declined", by=by, on=answered_on, words=words)
    return donation


@transaction.atomic
def note_payment(
    donation: Donation, *, payee: Organisation, paid_on: date, seen: int, by
) -> Donation:
    """市町村に入金した — the company paid the municipality; no book of ours takes part."""
    refuse_if(
        [
            *steps.why_not_paid_to(payee=payee.pk, town=donation.project.town_id),
            *steps.why_not_day(paid_on, "paid_on", by.on, donation.answered_on),
        ]
    )
    donation = stepped(donation, steps.PAID, seen=seen)
    refuse_if(eligibility.why_not(queries.facts_of(donation, paid_on)))
    donation.paid_on = paid_on
    save(donation, "state", "paid_on")
    note(donation, "paid", by=by, on=paid_on, yen=donation.yen)
    return donation


@transaction.atomic
def note_receipt(
    donation: Donation, *, receipt_on: date, file: bytes, name: str, seen: int, by
) -> Donation:
    """受領証が出た — the municipality's own receipt; a copy is kept, ours is none."""
    refuse_if(steps.why_not_day(receipt_on, "receipt_on", by.on, donation.paid_on))
    donation = stepped(donation, steps.RECEIPTED, seen=seen)
    donation.receipt_on = receipt_on
    donation.receipt = papers.keep(
        file, name=name, kind="hometown_receipt", on=receipt_on, about=donation
    )
    save(donation, "state", "receipt_on", "receipt")
    note(donation, "receipted", by=by, on=receipt_on)
    return donation


@transaction.atomic
def withdraw(donation: Donation, *, words: str, seen: int, by, on: date) -> Donation:
    """取りやめる — until the money has gone to the municipality; with a reason."""
    if not words.strip():
        refuse_if([Reason(_("取りやめる理由を書いてください。"), rule="why", field="words")])
    donation = stepped(donation, steps.WITHDRAWN, seen=seen)
    donation.ended_on = on
    save(donation, "state", "ended_on")
    note(donation, "withdrawn", by=by, on=on, words=words)
    return donation
