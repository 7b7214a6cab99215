"""公開 — addresses of the public pages."""

from django.urls import path

from tsunagari.faces.portal import call_urls, door_urls, event_urls, give_urls
from tsunagari.faces.portal.views import (
    ask,
    calculators,
    demo,
    fund_decisions,
    funds,
    furigana,
    guide,
    home,
    hometown,
    proposals,
    start,
    words,
)

app_name = "portal"
urlpatterns = [
    # Asked for by everybody in the same second: they are found first.
    *event_urls.PATHS,
    path("", home.show, name="home"),
    path("start/", start.start, name="start"),
    path("demo/", demo.show, name="demo"),
    path("demo/enter/", demo.enter, name="demo_enter"),
    path("calculators/", calculators.listed, name="calculators"),
    path("calculators/<slug:name>/", calculators.show, name="calculator"),
    path("calculators/<slug:name>/json/", calculators.ask, name="calculator_json"),
    path("exchange/", home.exchange, name="exchange"),
    path("proposals/", proposals.listed, name="proposals"),
    path("proposals/<int:pk>/", proposals.show, name="proposal"),
    path("proposals/tables/<int:pk>/", proposals.table, name="count_table"),
    path("proposals/tables/<int:pk>.csv", proposals.sheet, name="count_table_csv"),
    path("fund/", funds.listed, name="funds"),
    path("fund/<int:pk>/", funds.show, name="fund"),
    path("fund/decisions/", fund_decisions.listed, name="fund_decisions"),
    path("fund/decisions/<int:number>/", fund_decisions.show, name="fund_decision"),
    path("fund/decisions/<int:number>/minutes.pdf", fund_decisions.pdf, name="fund_decision_pdf"),
    path("hometown/", hometown.listed, name="hometown"),
    path("accessibility/", home.accessibility, name="accessibility"),
    path("privacy/", home.privacy, name="privacy"),
    path("help/", home.help_, name="help"),
    path("guide/", guide.listed, name="guide"),
    path("guide/<slug:code>/", guide.show, name="guide_page"),
    path("guide/<slug:code>/print/", guide.printed, name="guide_print"),
    path("guide/<slug:code>/mistake/", guide.mistake, name="guide_mistake"),
    *door_urls.PATHS,
    path("ask/", ask.ask, name="ask"),
    path("ask/find/", ask.find, name="ask_find"),
    path("ask/<slug:secret>/", ask.asked, name="asked"),
    path("ask/<slug:secret>/answer/", ask.answer, name="asked_answer"),
    path("ask/<slug:secret>/photo/<int:pk>/", ask.photo, name="asked_photo"),
    *call_urls.PATHS,
    *give_urls.PATHS,
    path("furigana/", furigana.switch, name="furigana"),
    path("words/", words.listed, name="words"),
    path("words/<slug:name>/", words.show, name="word"),
]
