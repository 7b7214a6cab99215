"""申請 — begun, kept as it is typed, sent as often as one likes until midnight, taken back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if, why_stale
from tsunagari.governance.fund.calls import following, mails, queries
from tsunagari.governance.fund.calls.models import (
    Application,
    Attachment,
    Call,
    CostLine,
    Sent,
)
from tsunagari.governance.fund.calls.rules import steps
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.forgetting import drop
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.reviews import actions as reviews

State = Application.State
MOST_LINES, MOST_FILES = 30, 12
# With those that were taken out of the draft after they were sent.
MOST_KEPT = 3 * MOST_FILES
KIND = "application"


@transaction.atomic
def begin(
    call: Call, *, applicant, channel: str, by, on: date, at: datetime, **known
) -> Application:
    """申請を始める — one draft an applicant and call; who comes back goes on writing it.

    `known` is what we know of the applicant already: name, kind, town, mail.
    """
    call = Call.objects.select_for_update().get(pk=call.pk)
    rows = call.applications.filter(applicant=applicant).exclude(state=State.WITHDRAWN)
    if standing := rows.order_by("-pk").first():
        return standing
    refuse_if(_why_not_begin(call, at))
    made = _made(call, channel, on, at, applicant=applicant, **known)
    records.add(by=by, did="application.begun", about=made, concerns=[applicant], on=on)
    return made


@transaction.atomic
def begin_by_mail(call: Call, email: str, *, on: date, at: datetime) -> Application:
    """メールのリンクで始める — a new body needs no account.

    The same mail address gets a new link to the same draft.
    """
    email = email.strip().lower()
    call = Call.objects.select_for_update().get(pk=call.pk)
    rows = call.applications.filter(channel=Application.Channel.LINK, mailed_to=email)
    standing = rows.exclude(state=State.WITHDRAWN).select_for_update().first()
    if standing is None:
        refuse_if(_why_not_begin(call, at))
        standing = _made(call, Application.Channel.LINK, on, at, mailed_to=email, email=email)
        records.add(by=None, did="application.begun", about=standing, on=on)
    else:
        standing.link += 1
        standing.save(update_fields=["link"])
    mails.send_link(standing)
    return standing


def open_by(secret: str) -> Application | None:
    """リンクで開く — the newest link, once it is opened, ends those before it."""
    found = queries.by_secret(secret)
    if found and found.link_used < found.link and secret == queries.secret_of(found):
        newer = Application.objects.filter(pk=found.pk, link_used__lt=found.link)
        newer.update(link_used=found.link)
    return found


def _made(call: Call, channel: str, on: date, at: datetime, **known) -> Application:
    return Application.objects.create(
        call=call, channel=channel, started_on=on, saved_at=at, **known
    )


def _why_not_begin(call: Call, at: datetime) -> list[Reason]:
    return steps.why_not_write(state=steps.DRAFT, call_state=call.state, last=call.deadline, at=at)


@transaction.atomic
def keep(
    application: Application,
    fields: Mapping,
    *,
    at: datetime,
    lines: Iterable[tuple[str, str, int]] | None = None,
    seen: int | None = None,
) -> Application:
    """下書きをしまう — whatever is typed so far; with `lines` the budget is these.

    `seen` is the version that was on the screen: two windows do not overwrite each other in silence.
    """
    application = _locked(application)
    refuse_if(queries.why_not_write(application, at) + _why_not_seen(application, seen))
    for name, value in fields.items():
        setattr(application, name, value)
    if lines is not None:
        _write_lines(application, list(lines))
    application.saved_at = at
    _store(application, "saved_at", *fields)
    return application


def _why_not_seen(application: Application, seen: int | None) -> list[Reason]:
    return [] if seen is None else why_stale(seen, application.version)


def _write_lines(application: Application, lines: list) -> None:
    words = _("予算の行は %(most)s行までにしてください。")
    too_many = [Reason(words, {"most": MOST_LINES}, rule="lines")]
    refuse_if(too_many if len(lines) > MOST_LINES else [])
    application.lines.all().delete()
    CostLine.objects.bulk_create(
        CostLine(application=application, place=place, category=kind, words=said[:200], yen=yen)
        for place, (kind, said, yen) in enumerate(lines, 1)
    )


@transaction.atomic
def attach(
    application: Application, kind: str, data: bytes, *, name: str, by, on: date, at: datetime
) -> Attachment:
    """書類をつける — a PDF or a photograph; the place where it was taken is gone."""
    application = _locked(application)
    refuse_if(queries.why_not_write(application, at))
    kept = application.files.exclude(paper=None).count()
    refuse_if(_why_not_more(application) or _too_many(kept, MOST_KEPT))
    paper = papers.keep(
        data, name=name, kind=KIND, on=on, about=application, of=application.applicant
    )
    made = Attachment.objects.create(application=application, paper=paper, kind=kind)
    application.saved_at = at
    _store(application, "saved_at")
    return made


@transaction.atomic
def detach(attachment: Attachment, *, at: datetime) -> None:
    """書類をはずす — out of the draft; what was sent with it keeps it."""
    application = _locked(attachment.application)
    refuse_if(queries.why_not_write(application, at))
    attachment.gone = True
    attachment.save(update_fields=["gone"])
    if not _was_sent(attachment):
        _drop(attachment)
    _store(application)


@transaction.atomic
def restore_file(attachment: Attachment, *, at: datetime) -> None:
    """はずしたのを取り消す — while the file is still there."""
    application = _locked(attachment.application)
    refuse_if(queries.why_not_write(application, at) or _why_not_more(application))
    Attachment.objects.filter(pk=attachment.pk).exclude(paper=None).update(gone=False)


def _why_not_more(application: Application) -> list[Reason]:
    return _too_many(len(queries.files_of(application)), MOST_FILES)


def _too_many(many: int, most: int) -> list[Reason]:
    words = _("書類は %(most)sつまでにしてください。")
    return [Reason(words, {"most": most}, rule="files", field="file")] if many >= most else []


def _was_sent(attachment: Attachment) -> bool:
    sendings = attachment.application.sendings.values_list("content", flat=True)
    return any(
        one["file"] == attachment.pk for content in sendings for one in content.get("files", ())
    )


def _drop(attachment: Attachment) -> None:
    paper, attachment.paper = attachment.paper, None
    attachment.save(update_fields=["paper"])
    if paper:
        blob = paper.blob
        paper.delete()
        drop(blob)


@transaction.atomic
def send(application: Application, *, by, on: date, at: datetime, seen: int | None = None) -> Sent:
    """申請を出す — the whole as it stands now; sending again replaces what counts, until midnight."""
    application = _locked(application)
    refuse_if(queries.why_not_write(application, at) or _why_not_seen(application, seen))
    refuse_if(queries.missing(application))
    content = queries.content_of(application)
    before = queries.latest(application)
    digest = queries.digest_of(content)
    if before and before.digest == digest and application.state == State.SENT:
        return before
    sent = Sent.objects.create(
        application=application,
        number=before.number + 1 if before else 1,
        content=content,
        digest=digest,
        asked_yen=application.asked_yen,
        at=at,
    )
    application.state, application.fix_by = State.SENT, None
    _store(application, "state", "fix_by")
    _record("application.sent", application, by=by, on=on, at=at, number=sent.number, digest=digest)
    mails.tell(application, "application.received", at=at)
    following.follow(application.call, on=on, by=by)
    return sent


@transaction.atomic
def withdraw(application: Application, *, by, on: date) -> Application:
    """取り下げる — until it is decided; whoever judges opens it no more."""
    application = _locked(application)
    refuse_if(steps.why_not_withdraw(state=application.state))
    application.state = State.WITHDRAWN
    _store(application, "state")
    if entry := queries.entry_of(application):
        reviews.withdraw(entry, by=by, on=on)
    _record("application.withdrawn", application, by=by, on=on)
    following.follow(application.call, on=on, by=by)
    return application


@transaction.atomic
def restore(application: Application, *, by, on: date, at: datetime) -> Application:
    """取り下げを取り消す — while it could still be sent; it is what it was before."""
    # Under the lock under which one begins.
    Call.objects.select_for_update().get(pk=application.call_id)
    application = _locked(application)
    call = application.call
    still = call.state == Call.State.PUBLISHED and steps.until_midnight(call.deadline, at)
    refuse_if(
        steps.why_not_restore(
            open_now=still and application.state == State.WITHDRAWN,
            another=_others(application).exists(),
        )
    )
    application.state = State.SENT if queries.latest(application) else State.DRAFT
    _store(application, "state")
    _record("application.restored", application, by=by, on=on)
    following.follow(call, on=on, by=by)
    return application


def _others(application: Application):
    """What else the same applicant, or the same mail address, has standing in the call."""
    rows = application.call.applications.exclude(state=State.WITHDRAWN).exclude(pk=application.pk)
    same = Q(applicant__isnull=False, applicant=application.applicant_id)
    return rows.filter(same | (Q(mailed_to=application.mailed_to) & ~Q(mailed_to="")))


@transaction.atomic
def drop_drafts(*, on: date) -> int:
    """出されなかった下書きを消す — some time after the deadline; how many there were."""
    days = queries.figure("days_to_keep_drafts", on)
    rows = Application.objects.filter(state=State.DRAFT).select_related("call")
    old = [one for one in rows if (on - one.call.deadline).days > days]
    for one in old:
        for file in one.files.all():
            _drop(file)
        one.delete()
    if old:
        records.add(by=None, did="application.drafts_dropped", on=on, count=len(old))
    return len(old)


def _locked(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related(
        "call__review", "call__fund", "applicant"
    )
    return rows.get(pk=application.pk)


def _store(application: Application, *fields: str) -> None:
    application.version += 1
    application.save(update_fields=[*fields, "version"])


def _record(did: str, application: Application, *, by, on: date, at=None, **facts) -> None:
    concerns = [application.applicant] if application.applicant else []
    records.add(by=by, did=did, about=application, concerns=concerns, on=on, at=at, **facts)
