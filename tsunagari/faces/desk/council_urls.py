"""基金評議会（事務局） — addresses of its members, articles, meetings, items and minutes."""

from django.urls import path

from tsunagari.faces.desk.views import council, council_live, council_minutes

ROOT = "fund-council"
MEETING, ITEM = f"{ROOT}/meetings/<int:pk>", f"{ROOT}/items/<int:pk>"
PATHS = [
    path(f"{ROOT}/", council.home, name="council"),
    path(f"{ROOT}/members/", council.members, name="council_members"),
    path(f"{ROOT}/members/new/", council.new_member, name="new_council_member"),
    path(f"{ROOT}/members/<int:pk>/end/", council.end_member, name="end_council_member"),
    path(f"{ROOT}/articles/", council.articles, name="council_articles"),
    path(f"{ROOT}/articles/new/", council.new_articles, name="new_council_articles"),
    path(f"{ROOT}/decisions/<int:pk>/board/", council.board, name="council_board"),
    path(f"{ROOT}/meetings/new/", council.call, name="new_council_meeting"),
    path(f"{MEETING}/", council_live.meeting, name="council_meeting"),
    path(f"{MEETING}/attend/", council_live.attend, name="council_attend"),
    path(f"{MEETING}/cancel/", council_live.cancel, name="cancel_council_meeting"),
    path(f"{MEETING}/items/new/", council_live.new_item, name="new_council_item"),
    path(f"{MEETING}/minutes/", council_minutes.show, name="council_minutes"),
    path(f"{MEETING}/minutes/edit/", council_minutes.edit, name="edit_council_minutes"),
    path(f"{MEETING}/minutes/signers/", council_minutes.signers, name="council_signers"),
    path(f"{MEETING}/minutes/publish/", council_minutes.publish, name="publish_council_minutes"),
    path(f"{MEETING}/minutes/minutes.pdf", council_minutes.pdf, name="council_paper"),
    path(f"{MEETING}/minutes/public.pdf", council_minutes.public_pdf, name="council_public_paper"),
    path(f"{MEETING}/do/<str:act>/", council_live.press, name="council_press"),
    path(f"{ITEM}/", council_live.item, name="council_item"),
    path(f"{ITEM}/recuse/", council_live.recuse, name="council_recuse"),
    path(f"{ITEM}/aloud/", council_live.aloud, name="council_aloud"),
    path(f"{ITEM}/drop/", council_live.drop_item, name="drop_council_item"),
    path(f"{ITEM}/do/<str:act>/", council_live.press_item, name="press_council_item"),
]
