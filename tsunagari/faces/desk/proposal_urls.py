"""施策提言（事務局） — addresses of the tables and of the proposals that rest on them."""

from django.urls import path

from tsunagari.faces.desk.views import count_tables, proposals

PATHS = [
    path("proposals/", proposals.listed, name="proposals"),
    path("proposals/new/", proposals.new, name="new_proposal"),
    path("proposals/tables/", count_tables.build, name="build_table"),
    path("proposals/<int:pk>/", proposals.show, name="proposal"),
    path("proposals/<int:pk>/edit/", proposals.edit, name="edit_proposal"),
    path("proposals/<int:pk>/letter.pdf", proposals.letter, name="proposal_letter"),
    path("proposals/<int:pk>/paper.pdf", proposals.paper, name="proposal_paper"),
    path("proposals/<int:pk>/check/", proposals.check, name="check_proposal"),
    path("proposals/<int:pk>/reopen/", proposals.reopen, name="reopen_proposal"),
    path("proposals/<int:pk>/publish/", proposals.publish, name="publish_proposal"),
    path("proposals/<int:pk>/send/", proposals.send, name="send_proposal"),
    path("proposals/<int:pk>/ask/", proposals.ask, name="ask_proposal"),
    path("proposals/<int:pk>/answer/", proposals.answer, name="answer_proposal"),
    path("proposals/<int:pk>/withdraw/", proposals.withdraw, name="withdraw_proposal"),
]
