"""利益相反と点数（事務局） — who has declared what, what our books show, and how far scores lie apart."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.call_forms import WhyForm
from tsunagari.faces.desk.views.fund_calls import entries_of, own
from tsunagari.faces.shared import scores
from tsunagari.faces.shared.tell import put_on
from tsunagari.governance.fund.calls.actions import council as actions
from tsunagari.governance.fund.calls.models import Call
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.reviews import queries as reviews
from tsunagari.kernel.reviews.models import Finding, Interest


def interests(request, pk):
    """申告の一覧 — every application by every member; what was found and not cleared stands out."""
    call = own(request, pk)
    entries = list(entries_of(request, call))
    members = reviews.members(call.review, on=request.viewer.on)
    said, found = reviews.declarations(entries), reviews.findings(entries)
    named = {row.member_id for rows in found.values() for row in rows}
    names = shown([*members, *sorted(named - set(members))], to=request.viewer)
    away = {pk: who & set(members) for pk, who in reviews.recused_all(entries).items()}
    context = {
        "call": call,
        "members": [names.get(member) or "—" for member in members],
        "rows": [
            {
                "entry": entry,
                "cells": [_cell(said[entry.pk].get(m), m in away[entry.pk]) for m in members],
                "recused": len(away[entry.pk]),
            }
            for entry in entries
        ],
        "interests": [
            {
                "row": row,
                "who": names.get(row.member_id) or "—",
                "entry": entry,
                "kind": _(row.get_kind_display()),
            }
            for entry in entries
            for row in said[entry.pk].values()
            if row.kind != Interest.Kind.NONE
        ],
        "findings": [
            {
                "row": row,
                "who": names.get(row.member_id) or "—",
                "entry": entry,
                "why": scores.why_words(row.why),
            }
            for entry in entries
            for row in found[entry.pk]
        ],
    }
    return render(request, "desk/calls/interests.html", context)


def _cell(interest: Interest | None, away: bool) -> dict:
    if interest is None:
        return {"tone": "late" if away else "warn", "words": _("回避") if away else _("まだ")}
    return {"tone": "late" if away else "ok", "words": _("回避") if away else _("なし")}


def ask_again(request, pk):
    """申告しなおしてもらう — with the reason."""
    row = get_object_or_404(_visible(request, Interest).filter(current=True), pk=pk)

    def act(why):
        actions.ask_again(row, why, by=request.viewer, on=request.viewer.on)

    words = {
        "title": _("申告しなおしてもらう"),
        "lead": _("押しまちがいなどのとき。新しく申告するまで、この委員は申請を開けません。"),
        "done": _("申告しなおすようにしました。"),
    }
    return _why(request, row.entry, act, words)


def clear(request, pk):
    """見つかった関係を確かめる — none after all, with the reason; or standing again."""
    row = get_object_or_404(_visible(request, Finding), pk=pk)
    if request.method == "POST" and "undo" in request.POST:
        actions.stand(row, by=request.viewer, on=request.viewer.on)
        messages.success(request, _("見つかった関係にもどしました。"))
        return redirect("desk:fund_interests", _call(row.entry).pk)

    def act(why):
        actions.clear(row, why, by=request.viewer, on=request.viewer.on)

    words = {
        "title": _("利益相反ではないと確かめる"),
        "lead": scores.why_words(row.why),
        "done": _("確かめたことを記録しました。"),
    }
    return _why(request, row.entry, act, words)


def _visible(request, model):
    rows = model.objects.select_related("entry__call", "member")
    return rows.filter(entry__in=reviews.of(request.viewer))


def _call(entry) -> Call:
    return get_object_or_404(Call, review=entry.call_id)


def _why(request, entry, act, words):
    call = _call(entry)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data["why"])
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, words["done"])
            return redirect("desk:fund_interests", call.pk)
    context = words | {"form": form, "entry": entry, "call": call}
    status = 422 if form.errors else 200
    return render(request, "desk/calls/why.html", context, status=status)


def spread(request, pk):
    """点数の散らばりと順位 — once they are open; the office sees none before either."""
    call = own(request, pk)
    ranked = reviews.ranking(entries_of(request, call), on=request.viewer.on)
    criteria = reviews.criteria(call.review)
    tables = [
        {"entry": sheet.entry, "table": scores.table(sheet, criteria, request.viewer)}
        for _place, sheet in ranked
        if sheet.open and sheet.values
    ]
    context = {"call": call, "rows": scores.ranked(ranked), "tables": tables}
    return render(request, "desk/calls/scores.html", context)


def sheet(request, pk):
    """The ranking as CSV; taking it out is a record."""
    call = own(request, pk)
    ranked = reviews.ranking(entries_of(request, call), on=request.viewer.on)
    records.add(by=request.viewer, did="application.exported", about=call, on=request.viewer.on)
    return scores.csv_answer(call.code, ranked)
