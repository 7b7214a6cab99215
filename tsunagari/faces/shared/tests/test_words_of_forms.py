"""入力の文 — what a form says when something is wrong, in the reader's language."""

import re
from urllib.parse import urlencode

import pytest
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import override

from tsunagari.faces.shared.forms import DayField, YenField, newer
from tsunagari.faces.shared.passkeys import Add, Edit
from tsunagari.faces.shared.templatetags.house import faults, named_faults

JAPANESE = re.compile("[぀-ヿ㐀-鿿]")


class Short(forms.Form):
    name = forms.CharField(label="Name", max_length=3)
    age = forms.IntegerField(label="Age", min_value=1)


def said(data, language):
    with override(language):
        form = Short(data)
        form.full_clean()
        return [sentence for field in form for sentence in faults(field)]


def test_a_text_that_is_too_long_says_by_how_much():
    assert said({"name": "abcde", "age": 2}, "ja") == [
        "Nameは3文字までにしてください（いまは5文字）。"
    ]


@pytest.mark.parametrize(
    ("language", "label", "sentence"),
    [
        ("ja", "だれですか", "「だれですか」を入力してください。"),
        ("en", "Who was it?", "“Who was it?”"),
    ],
)
def test_a_question_that_was_not_answered_stands_in_quotation_marks(language, label, sentence):
    class Asking(forms.Form):
        who = forms.CharField(label=label)

    with override(language):
        form = Asking({})
        assert sentence in faults(form["who"])[0]


@pytest.mark.parametrize(
    ("language", "labels", "starts"),
    [
        ("ja", ["はじめの日", "終わりの日"], ["はじめの日：", "終わりの日："]),
        ("en", ["First day", "Until when?"], ["First day: ", "“Until when?”: "]),
    ],
)
def test_a_mistake_that_two_fields_share_names_each_of_them_in_the_summary(
    language, labels, starts
):
    class Span(forms.Form):
        one, two = DayField(label=labels[0]), DayField(label=labels[1])

    with override(language):
        form = Span({"one_y": "2026", "one_m": "1", "two_y": "2026", "two_m": "1"})
        at_fields = [*faults(form["one"]), *faults(form["two"])]
        told = [*named_faults(form["one"]), *named_faults(form["two"])]

    assert told == [start + at_fields[0] for start in starts]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_names_its_field_already_stands_in_the_summary_as_it_is(language):
    with override(language):
        form = Short({"name": "abcde", "age": ""})
        assert [named_faults(field) for field in form] == [faults(field) for field in form]


@pytest.mark.parametrize("language", ["en", "fil"])
@pytest.mark.parametrize("data", [{}, {"name": "abcde", "age": "x"}, {"name": "a", "age": 0}])
def test_readers_without_japanese_read_no_japanese(data, language):
    sentences = said(data, language)

    assert sentences
    assert [sentence for sentence in sentences if JAPANESE.search(sentence)] == []


@pytest.mark.parametrize("language", ["en", "fil"])
@pytest.mark.parametrize("password", ["short", "password1234"])
def test_a_password_is_refused_in_the_readers_language(password, language):
    with override(language), pytest.raises(ValidationError) as refused:
        validate_password(password)

    assert [text for text in refused.value.messages if JAPANESE.search(text)] == []


@pytest.mark.parametrize("form", [Add, Edit])
def test_a_passkey_form_calls_its_fields_in_our_words(form):
    with override("ja"):
        labels = [str(field.label) for name, field in form.base_fields.items() if field.label]

    assert labels[0] == "名前"
    assert all(map(JAPANESE.search, labels))


@pytest.mark.parametrize("typed", ["210000", "210,000", "２１０，０００円", " ¥210,000 "])
def test_a_sum_is_read_as_people_write_it(typed):
    assert YenField().clean(typed) == 210_000


def test_what_is_no_sum_is_asked_for_again():
    for typed in ("²", "二十万", "21万", "1.5"):
        with pytest.raises(ValidationError):
            YenField().clean(typed)


class Known(forms.Form):
    done = forms.ChoiceField(label="Done", choices=[("", "Not yet"), ("a", "A")], required=False)
    was = forms.BooleanField(label="Was", required=False)
    has = forms.BooleanField(label="Has", required=False)
    version = forms.IntegerField(required=False)


def told(stored, **typed):
    form = Known(QueryDict(urlencode(typed)))
    assert form.is_valid()
    with override("en"):
        return newer(form, stored, 2)


def test_what_was_typed_by_nobody_is_not_told_as_changed():
    assert told({"done": None, "was": None, "has": False}) == []


def test_what_somebody_else_changed_is_told_in_words():
    stored = {"done": "a", "was": True, "has": None}

    assert told(stored, has="on") == [("Done", "A"), ("Was", "Yes"), ("Has", "No")]
