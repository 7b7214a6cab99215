"""公開 — addresses of the public pages."""

from django.urls import path

from tsunagari.faces.portal.views import calculators, demo, furigana, home, start, words

app_name = "portal"
urlpatterns = [
    path("", home.show, name="home"),
    path("start/", start.start, name="start"),
    path("demo/", demo.show, name="demo"),
    path("demo/enter/", demo.enter, name="demo_enter"),
    path("calculators/", calculators.listed, name="calculators"),
    path("calculators/<slug:name>/", calculators.show, name="calculator"),
    path("calculators/<slug:name>/json/", calculators.ask, name="calculator_json"),
    path("exchange/", home.exchange, name="exchange"),
    path("accessibility/", home.accessibility, name="accessibility"),
    path("privacy/", home.privacy, name="privacy"),
    path("help/", home.help_, name="help"),
    path("furigana/", furigana.switch, name="furigana"),
    path("words/", words.listed, name="words"),
    path("words/<slug:name>/", words.show, name="word"),
]
