"""困ったこと — how a report is shown to the school and to the desk."""

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.consents.queries import shown
from tsunagari.programmes.exchange.class_exchange.models import Incident
from tsunagari.programmes.exchange.class_exchange.rules.writing import NEXT

KINDS = {
    "mean": _("いやなことを言われた・された"),
    "private": _("名前や住所などを聞かれた"),
    "adult": _("先生やおとなのことで困っている（先生には見えません）"),
    "sick": _("気分が悪い・けがをした"),
    "technical": _("つながらない・聞こえない"),
    "other": _("そのほか"),
}


def kind_words(kind: str) -> str:
    """What kind of trouble it is, in the reader's language."""
    return gettext(KINDS.get(kind, KINDS["other"]))


def incident_page(request, incident: Incident, frame: str) -> dict:
    """What the page of one report shows."""
    steps = list(incident.steps.all())
    people = [step.by_id for step in steps if step.by_id]
    names = shown([*people, incident.reported_by_id], to=request.viewer)
    following = NEXT.get(incident.state)
    return {
        "frame": frame,
        "incident": incident,
        "kind": kind_words(incident.kind),
        "reporter": names.get(incident.reported_by_id, ""),
        "steps": [{"step": step, "who": names.get(step.by_id, "")} for step in steps],
        "next": gettext(Incident.State(following).label) if following else "",
    }
