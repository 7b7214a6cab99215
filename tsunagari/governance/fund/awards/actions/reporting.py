"""変更と報告 — what the grantee asks for, writes and lists; what the office answers."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.awards import evidence, queries
from tsunagari.governance.fund.awards.actions.awarding import new_edition
from tsunagari.governance.fund.awards.actions.base import follow, locked, mine, note, save
from tsunagari.governance.fund.awards.models import Award, Change, Cost, Line, Report
from tsunagari.governance.fund.awards.rules import steps
from tsunagari.governance.fund.vouchers import actions as vouchers
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.texts import attaching

ANSWER = _("助成についての返事（%(title)s）")


# — changes —


@transaction.atomic
def ask_change(award: Award, *, words: str, lines: Mapping[str, int], by, on: date) -> Change:
    """変更を届ける — the same sum over other lines."""
    award = mine(award, by, steps.AGREED)
    refuse_if(
        steps.why_not_change(
            words=words,
            now=dict(award.lines.values_list("name", "yen")),
            asked=dict(lines),
            percent=award.shift_percent,
            open_one=award.changes.filter(state=Change.State.ASKED).exists(),
        )
    )
    made = Change.objects.create(
        award=award, words=words.strip(), lines=[[n, y] for n, y in lines.items()], asked_on=on
    )
    note(award, "change_asked", by=by, on=on)
    follow(award, on=on, by=by)
    return made


@transaction.atomic
def answer_change(change: Change, *, accept: bool, answer: str, by, on: date) -> Change:
    """変更に返事する — accepted, it is a new edition of the agreement."""
    award = locked(change.award)
    change = Change.objects.select_for_update(of=("self",)).get(pk=change.pk)
    reasons = steps.why_not_in(state=award.state, states=(steps.AGREED, steps.REPORTED))
    if change.state != Change.State.ASKED:
        reasons.append(Reason(_("この届けには、もう返事をしています。"), rule="state"))
    if not accept and not answer.strip():
        reasons.append(Reason(_("理由を書いてください。"), rule="answer", field="answer"))
    refuse_if(reasons)
    change.state = Change.State.ACCEPTED if accept else Change.State.DECLINED
    change.answered_on, change.answer = on, answer.strip()
    change.save(update_fields=["state", "answered_on", "answer"])
    _to_translate(award, change, "answer", change.answer, by=by, on=on)
    if accept:
        _move(award, change)
        new_edition(award, by=by, on=on)
    note(award, "change_answered", by=by, on=on, answer=change.state)
    follow(award, on=on, by=by)
    return change


def _to_translate(award: Award, row, field: str, words: str, *, by, on: date) -> None:
    """A person with an award reads it in their own language, or somebody has to translate it."""
    reader, name = attaching.reader_of(award.grantee), ANSWER % {"title": award.title}
    attaching.attach(row, field, words, reader=reader, name=name, on=on, by=by)


def _move(award: Award, change: Change) -> None:
    limits = dict(award.lines.values_list("name", "unit_limit"))
    award.lines.all().delete()
    Line.objects.bulk_create(
        Line(award=award, name=name, yen=yen, unit_limit=limits.get(name, 0))
        for name, yen in change.lines
    )


# — reports —


@transaction.atomic
def write(award: Award, *, words: str, other_income: int, by, on: date) -> Report:
    """報告を書く — kept as it is until it is sent."""
    award = mine(award, by, steps.AGREED)
    report, _new = Report.objects.select_for_update().get_or_create(award=award)
    report.words, report.other_income = words.strip(), other_income
    report.version += 1
    report.save(update_fields=["words", "other_income", "version"])
    note(award, "report_written", by=by, on=on)
    return report


@transaction.atomic
def add_cost(award: Award, *, file: bytes, name: str, by, on: date, **told) -> Cost:
    """費用を入れる — with its voucher; what does not count is said at the settlement."""
    award = mine(award, by, steps.AGREED)
    lines = list(award.lines.values_list("name", flat=True))
    reasons = steps.why_not_cost(
        yen=told["yen"], tax=told.get("tax", 0), line=told.get("line", ""), lines=lines
    )
    if told["on_day"] > on:
        words = _("%(day)s はまだ来ていません。今日までの日を入力してください。")
        reasons.append(Reason(words, {"day": told["on_day"]}, rule="day", field="on_day"))
    refuse_if(reasons)
    report, _new = Report.objects.get_or_create(award=award)
    paper = papers.keep(file, name=name, kind="voucher", on=on, about=award, of=award.grantee)
    told["on"] = told.pop("on_day")
    cost = Cost.objects.create(report=report, voucher=paper, **told)
    note(award, "cost_added", by=by, on=on, yen=cost.yen)
    return cost


@transaction.atomic
def drop_cost(cost: Cost, *, by, on: date) -> None:
    """費用を外す — until the report is sent."""
    award = mine(cost.report.award, by, steps.AGREED)
    yen = cost.yen
    cost.joined.update(joined_to=None)
    vouchers.cancel_of(cost, reason=_("報告から外した"), by=by, on=on)
    cost.delete()
    note(award, "cost_dropped", by=by, on=on, yen=yen)


@transaction.atomic
def send(award: Award, *, by, on: date) -> Report:
    """報告を出す — from now on the office has it; nothing in it changes until it is given back."""
    award = mine(award, by, steps.AGREED)
    report = queries.report_of(award)
    costs = report.costs.count() if report else 0
    refuse_if(steps.why_not_report(words=report.words if report else "", costs=costs))
    report.state, report.sent_on, report.returned_words = Report.State.SENT, on, ""
    report.save(update_fields=["state", "sent_on", "returned_words"])
    for cost in evidence.rows().filter(report=report):
        evidence.take_in(cost, by=by, on=on)
    attaching.detach(report, "returned_words", on=on, by=by)
    award.state = Award.State.REPORTED
    save(award, "state")
    note(award, "reported", by=by, on=on, costs=costs)
    follow(award, on=on, by=by)
    return report


@transaction.atomic
def give_report_back(award: Award, *, words: str, by, on: date) -> Report:
    """報告を返す — with what has to be mended."""
    award = locked(award)
    reasons = steps.why_not_in(state=award.state, states=(steps.REPORTED,))
    if not words.strip():
        said = _("直してほしいことを書いてください。")
        reasons.append(Reason(said, rule="words", field="words"))
    refuse_if(reasons)
    report = queries.report_of(award)
    report.state, report.sent_on, report.returned_words = Report.State.DRAFT, None, words.strip()
    report.save(update_fields=["state", "sent_on", "returned_words"])
    _to_translate(award, report, "returned_words", report.returned_words, by=by, on=on)
    award.state = Award.State.AGREED
    save(award, "state")
    note(award, "report_returned", by=by, on=on)
    follow(award, on=on, by=by)
    return report
