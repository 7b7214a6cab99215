"""見た目 — the stylesheet keeps its promises, and every template can be drawn."""

import gzip
import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils.translation import override

from tsunagari.faces.shared import forms, furigana, views
from tsunagari.faces.shared.icons import SHAPES
from tsunagari.faces.shared.static import SCRIPTS, join_css, join_js
from tsunagari.faces.shared.templatetags import house

SHARED = Path(__file__).resolve().parent.parent
STATIC = SHARED / "static"
CSS = STATIC / "tn" / "css"
TEMPLATES = SHARED / "templates"
ROLE = re.compile(r"(--[\w-]+):\s*([^;]+);")
CODE = "\n".join(file.read_text() for file in [*SHARED.glob("*.py"), *TEMPLATES.rglob("*.html")])


def _values() -> dict[str, str]:
    return dict(ROLE.findall((CSS / "tokens.css").read_text() + (CSS / "roles.css").read_text()))


def _colour(name: str) -> str:
    value = _values()[name]
    found = re.fullmatch(r"var\((--[\w-]+)\)", value)
    return _colour(found[1]) if found else value


def _light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(name: str, on: str) -> float:
    dark, light = sorted((_light(_colour(name)), _light(_colour(on))))
    return round((light + 0.05) / (dark + 0.05), 1)


# 1. The stylesheet


def test_every_variable_that_a_component_uses_is_a_token_or_a_role():
    known = set(_values())

    used = {
        name
        for file in CSS.glob("*.css")
        for name in re.findall(r"var\((--[\w-]+)", file.read_text())
    }

    assert used - known == set()


def test_components_use_roles_and_not_the_agencys_tokens():
    used = {
        (file.name, name)
        for file in CSS.glob("*.css")
        if file.name not in ("tokens.css", "roles.css")
        for name in re.findall(r"var\((--[\w-]+)", file.read_text())
        if not name.startswith("--tn-")
    }

    assert used == set()


def test_plain_colours_stand_only_in_the_tokens_and_roles():
    coloured = {
        file.name
        for file in CSS.glob("*.css")
        if re.search(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", file.read_text(), re.IGNORECASE)
    }

    assert coloured - {"tokens.css", "roles.css"} == set()


@pytest.mark.parametrize(
    ("role", "on", "contrast"),
    [
        ("--tn-ink", "--tn-surface", 17.4),
        ("--tn-ink-2", "--tn-surface", 8.5),
        ("--tn-ink-3", "--tn-surface", 5.7),
        ("--tn-ink-3", "--tn-quiet-tint", 5.1),
        ("--tn-control", "--tn-surface", 5.7),
        ("--tn-action", "--tn-surface", 11.1),
        ("--tn-action-hover", "--tn-surface", 14.2),
        ("--tn-action-active", "--tn-surface", 18.0),
        ("--tn-ok", "--tn-ok-tint", 7.3),
        ("--tn-warn", "--tn-warn-tint", 7.3),
        ("--tn-late", "--tn-surface", 5.8),
        ("--tn-late", "--tn-late-tint", 5.1),
        ("--tn-note", "--tn-note-tint", 6.4),
        ("--tn-focus", "--tn-focus-ring", 14.7),
    ],
)
def test_the_contrast_of_a_role_is_the_one_we_measured(role, on, contrast):
    assert _contrast(role, on) == contrast


@pytest.mark.parametrize("programme", ["exchange", "talent", "community", "fund", "quiet"])
def test_programme_colours_can_be_read_on_their_tint(programme):
    assert _contrast(f"--tn-{programme}", f"--tn-{programme}-tint") >= 4.5


def test_the_joined_stylesheet_holds_every_part_and_stays_small():
    sheet = (STATIC / "tn" / "tn.css").read_text()

    joined = join_css(sheet, lambda name: (STATIC / name).read_text())

    assert "@import" not in joined
    assert joined.count("{") == joined.count("}")
    assert {file.name for file in CSS.glob("*.css")} == set(re.findall(r"css/([\w-]+\.css)", sheet))
    assert len(gzip.compress(joined.encode(), 9)) <= 24 * 1024


def test_collectstatic_joins_the_stylesheet_and_hashes_its_name(settings, tmp_path):
    from django.contrib.staticfiles.storage import storages
    from django.core.management import call_command

    settings.STATIC_ROOT = tmp_path
    storages._storages = {}

    call_command("collectstatic", interactive=False, verbosity=0)

    [hashed] = list((tmp_path / "tn").glob("tn.*.css"))
    assert "@import" not in hashed.read_text()
    assert (hashed.parent / (hashed.name + ".gz")).exists()


def test_our_scripts_stay_within_20_kilobytes_and_what_a_phone_loads_within_8_packed():
    sizes = {file.name: file.stat().st_size for file in (STATIC / "tn" / "js").glob("*.js")}
    joined = {
        name: join_js((STATIC / name).read_text(), lambda part: (STATIC / part).read_text())
        for name in SCRIPTS
    }
    away = {
        "store.js",
        "carried.js",
        "queue.js",
        "turns.js",
        "keeper.js",
        "own.js",
        "own-worker.js",
        # On pages of others, and where a phone at a door reads no codes by itself.
        "embed.js",
        "embedded.js",
        "qr.js",
    }
    away |= {name for name in sizes if name.startswith(("visit", "door"))}

    assert sum(sizes[name] for name in sizes.keys() - away) <= 20 * 1024
    # The page of a door has a budget of its own: it is kept on the phone and reads codes.
    for name, text in joined.items():
        assert "import '" not in text, name
        assert (
            len(gzip.compress(text.encode(), 9)) <= (60 if name.endswith("door.js") else 8) * 1024
        ), name


# 2. The templates


@pytest.mark.parametrize(
    "name", sorted(str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*.*"))
)
def test_every_template_compiles(name):
    assert get_template(name)


def test_no_template_needs_what_the_security_policy_forbids():
    forbidden = re.compile(r"\sstyle=|\son\w+=\"|<style|javascript:|<script(?![^>]*(src=|json))")

    found = {
        str(file.relative_to(TEMPLATES))
        for file in TEMPLATES.rglob("*.html")
        if forbidden.search(file.read_text())
    }

    assert found == set()


def test_our_sign_in_pages_stand_before_those_of_the_package():
    for name in ("account/login.html", "mfa/index.html", "account/email/base_message.txt"):
        assert Path(get_template(name).template.origin.name) == TEMPLATES / name


def test_every_icon_that_is_drawn_exists():
    named = set(re.findall(r"""\{% icon "([\w-]+)\"""", CODE)) | set(
        re.findall(r"""\bicon="([\w-]+)\"""", CODE)
    )

    assert named - set(SHAPES) == set()


def _draw(source: str, **context) -> str:
    return " ".join(get_template_from(source).render(Context(context)).split())


def get_template_from(source: str) -> Template:
    from django_cotton.compiler_regex import CottonCompiler

    return Template(CottonCompiler().process(source))


def test_the_style_page_draws_every_component(client):
    request = RequestFactory().get("/components/")
    request.user = None

    page = views.components(request).content.decode()
    inbox = views.components(RequestFactory().get("/components/?frame=inbox")).content.decode()

    shown = (TEMPLATES / "shared" / "components.html").read_text() + (
        TEMPLATES / "shared" / "inbox.html"
    ).read_text()
    bases = {"ja", "date-tile", "field", "errors", "aside", "grid", "stack"}
    bases |= {"easy-check", "easy-button"}  # what they show comes from the analyser
    missing = {
        file.stem.replace("_", "-")
        for file in (TEMPLATES / "cotton").glob("*.html")
        if f"<c-{file.stem.replace('_', '-')}" not in shown
    }
    assert missing - bases == set()
    assert "<c-" not in page + inbox
    assert page.count("<h1") == inbox.count("<h1") == 1


def test_what_people_typed_stays_text_in_components():
    evil = '"><script>alert(1)</script>'

    drawn = _draw(
        '<c-button href="{{ x }}" title="{{ x }}" :data-a="x">{{ x }}</c-button>'
        '<c-card title="{{ x }}" :href="x">{{ x }}</c-card>',
        x=evil,
    )

    assert "<script>" not in drawn
    assert drawn.count("&quot;&gt;&lt;script&gt;") == 7


def test_a_component_does_not_take_an_attribute_from_the_page_around_it():
    drawn = _draw("<c-card>{{ slot }}</c-card><c-banner>a</c-banner>", title="Page", href="/x/")

    assert "Page" not in drawn
    assert "/x/" not in drawn


# 3. Tags and filters


def test_readings_become_ruby_and_all_else_stays_text():
    assert furigana.ruby("{在留|ざいりゅう}カード<b>{a|b}") == (
        "<ruby>在留<rt>ざいりゅう</rt></ruby>カード&lt;b&gt;{a|b}"
    )


def test_a_page_shows_ruby_in_text_and_bare_words_in_attributes_and_titles():
    page = '<title>{在留|ざいりゅう}</title><p title="{在留|ざいりゅう}">{在留|ざいりゅう}</p>'

    assert furigana.in_page(page) == (
        '<title>在留</title><p title="在留"><tn-words><ruby>在留<rt>ざいりゅう</rt></ruby></tn-words></p>'
    )


@pytest.mark.parametrize(
    ("amount", "form", "words"),
    [
        (12300, "text", "12,300円"),
        (-1200, "table", "−¥1,200"),
        (0, "table", "¥0"),
        (None, "text", ""),
    ],
)
def test_money_is_said_in_yen(amount, form, words):
    with override("ja"):
        assert house.yen(amount, form) == words


@pytest.mark.parametrize(
    ("path", "code", "there"),
    [
        ("/desk/people/?q=a", "en", "/en/desk/people/?q=a"),
        ("/vi/desk/people/", "ja", "/desk/people/"),
        ("/ja-easy/", "fil", "/fil/"),
        ("/identity/", "id", "/id/identity/"),
    ],
)
def test_the_language_menu_stays_on_the_page(path, code, there):
    assert house.in_language(RequestFactory().get(path), code) == there


def test_a_link_keeps_the_filters_and_changes_one():
    request = RequestFactory().get("/x/?school=1&state=open&after=m")

    said = Template("{% query_with after=None state='done' %}").render(
        Context({"request": request})
    )

    assert said == "school=1&amp;state=done"


def test_every_press_has_a_key_of_its_own():
    one, other = (re.search('value="([0-9a-f]{32})"', house.press())[1] for _press in "ab")

    assert one != other


# 4. Forms


class _Meeting(forms.forms.Form):
    name = forms.forms.CharField(label="氏名")
    agreed = forms.forms.BooleanField(label="確かめました")
    day = forms.DayField(label="面談の日")


def test_a_faulty_form_says_the_same_sentence_in_the_summary_and_at_the_field():
    form = _Meeting({"day_y": "2026", "day_m": "11", "day_d": "31"})

    with override("ja"):
        drawn = _draw('<c-errors :form="form" />{{ form }}', form=form)

    assert "3つの項目を直してください" in drawn
    assert drawn.count("＊氏名を入力してください。") == 2
    assert drawn.count("＊「確かめました」にチェックをつけてください。") == 2
    assert 'href="#id_day_y"' in drawn


@pytest.mark.parametrize(
    "typed",
    [
        ("2026", "11", "24"),
        ("令和8", "11", "24"),
        ("Ｒ８", "１１", "２４"),
        ("2026年", "11月", "24日"),
        ("2026-11-24", "", ""),
    ],
)
def test_a_day_is_read_as_people_write_it(typed):
    form = _Meeting(dict(zip(("day_y", "day_m", "day_d"), typed, strict=True)))

    form.is_valid()

    assert str(form.cleaned_data["day"]) == "2026-11-24"


def test_fields_say_whether_they_are_needed():
    with override("ja"):
        assert str(_Meeting()).count("※必須") == 3
