"""お知らせ — the office hears of a report at once, at any hour; the message itself says nothing."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices.wordings import NoticeKind
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles import queries as roles

KINDS = (
    NoticeKind(
        "help.asked",
        _("いそいで確認してください"),
        _("はたらく人から、助けを求める知らせがありました。今日のうちに安全を確かめてください。"),
        urgent=True,
    ),
)


def tell_office(incident, *, on, at) -> None:
    """Everybody of the federation's office."""
    for party in roles.people_of(federation().party.organisation, "staff", on=on):
        notices.tell(
            to=party,
            kind="help.asked",
            key=f"help:{incident.pk}:{party.pk}",
            facts={"path": f"/desk/help-calls/{incident.pk}/"},
            about=incident,
            at=at,
        )
