"""会社と団体の矛盾 — facts of a company or a body that cannot be true together."""

from collections.abc import Iterator
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.rules.facts import Body, Host
from tsunagari.programmes.talent.law.rules.fields import FIELDS
from tsunagari.programmes.talent.law.rules.touched import FIELD, HOST_PEOPLE
from tsunagari.programmes.talent.law.rules.untrue import Contradiction, fault


def of_host(host: Host) -> Iterator[Contradiction]:
    if host.staff is not None and host.staff < 0:
        words = _("常勤の職員の数（%(staff)s人）が0より小さいです。直してください。")
        yield fault(words, (), "staff", staff=host.staff)
    for number, person in enumerate(host.people):
        if person.ends and person.ends < person.starts:
            words = _(
                "ここで働く人の、終わりの日（%(ends)s）が、はじまりの日（%(starts)s）より前です。"
            )
            facts = {"ends": person.ends, "starts": person.starts}
            yield fault(words, HOST_PEOPLE, f"people.{number}.ends", **facts)
    for field in host.fields:
        if field not in FIELDS:
            words = _("「%(field)s」という分野はありません。分野の記号を直してください。")
            yield fault(words, FIELD, "fields", field=field)


def of_body(body: Body, as_of: date) -> Iterator[Contradiction]:
    for number, licence in enumerate(body.licences):
        if licence.ends < licence.starts:
            words = _("許可・登録の終わり（%(ends)s）が、はじまり（%(starts)s）より前です。")
            kind = licence.kind.lower()
            touched = (f"{kind}_licence", f"{kind}_licence_end")
            yield fault(
                words, touched, f"licences.{number}.ends", ends=licence.ends, starts=licence.starts
            )
    for number, staff in enumerate(body.staff):
        for name in ("full_time", "managers", "officers"):
            if (count := getattr(staff, name)) < 0:
                words = _("常勤の職員の数（%(staff)s人）が0より小さいです。直してください。")
                yield fault(words, (), f"staff.{number}.{name}", staff=count)
    for name in ("offices", "holders"):
        for number, one in enumerate(getattr(body, name)):
            if one.ends and one.ends < one.starts:
                words = _("「%(id)s」の終わり（%(ends)s）が、はじまり（%(starts)s）より前です。")
                facts = {"id": one.id, "ends": one.ends, "starts": one.starts}
                yield fault(words, _of_office(name), f"{name}.{number}.ends", **facts)
    since, until = body.supports_from, body.supports_until
    if until and (since is None or until < since):
        words = _(
            "委託の終わり（%(ends)s）に合う、はじまりの日がありません。日付を直してください。"
        )
        yield fault(words, ("rso_years", "rso_support_end"), "supports_until", ends=until)
    for number, office in enumerate(body.offices):
        if office.kind == "SSO" and office.outside == "director":
            words = _(
                "監理支援機関には外部監査人がいります（外部役員では足りません）。外部監査人として計算しました。"
            )
            yield fault(words, (), f"offices.{number}.outside")
        for day in (*office.outside_audits, *office.accompanied):
            if day > as_of:
                words = _(
                    "%(on)s はまだ来ていない日なのに、外部監査が済んだとあります。数えずに計算しました。"
                )
                found = fault(words, (), f"offices.{number}", on=day)
                yield found._replace(untrue=(("", day),))
    for number, holder in enumerate(body.holders):
        for day in holder.courses:
            if day > as_of:
                words = _(
                    "%(on)s はまだ来ていない日なのに、講習が済んだとあります。数えずに計算しました。"
                )
                found = fault(words, (), f"holders.{number}.courses", on=day)
                yield found._replace(untrue=(("", day),))


def _of_office(name: str) -> tuple[str, ...]:
    if name == "holders":
        roles = ("manager", "outside_auditor", "outside_director")
        return tuple(f"{kind}_course_{role}" for kind in ("so", "sso") for role in roles)
    ends = ("office", "outside_auditor", "outside_director", "outside_accompany")
    return tuple(f"{kind}_{end}" for kind in ("so", "sso") for end in ends)
