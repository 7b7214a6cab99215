"""見やすさの物差し — what does not stand out is found, however it is drawn, and nothing else."""

import pytest

from tests.journeys.conftest import AXE
from tests.journeys.contrast import CONTRAST

FAINT = {
    "words": "<p style='color: #777'>words</p>",
    "words of the page itself": "<style>body { color: #777 }</style>words",
    "large words": "<p style='color: #959595; font-size: 24px'>words</p>",
    "bold words that are not large": "<b style='color: #949494; font-size: 18px'>words</b>",
    "the ground of somebody above": "<div style='background: #c00'><p><b>words</b></p></div>",
    "a colour that lets through": "<p style='color: rgb(0 0 0 / 50%)'>words</p>",
    "a layer that lets through": "<div style='background: #000'><p style='background: "
    "rgb(255 255 255 / 40%)'>words</p></div>",
    "faded": "<div style='opacity: 0.5'><p>words</p></div>",
    "faded with its ground": "<div style='opacity: 0.4'><p style='background: #000; color: #fff'>words",
    "a mixed colour": "<p style='color: color-mix(in srgb, #000 40%, #fff)'>words</p>",
    "a field": "<input style='color: #999' aria-label='x' value='x'>",
    "a choice": "<select style='color: #999' aria-label='x'><option>words</select>",
    "a box": "<textarea style='color: #999' aria-label='x'>words</textarea>",
    "a button": "<input type='submit' style='color: #999; background: #fff' value='x'>",
}
# Axe leaves these to somebody who looks.
LEFT_OPEN = {
    "a button that is switched off": "<button disabled style='color: #999; background: #fff'>x",
    "a closed disclosure": "<details><summary>x</summary><p style='color: #999'>x</p></details>",
    "no box of its own": "<p style='display: contents; color: #999'>x</p>",
    "the same colour": "<p style='color: #fff'>x</p>",
    "words before": "<style>p::before { content: 'x'; color: #999 }</style><p></p>",
    "words after": "<style>p::after { content: 'x'; opacity: 0.4 }</style><p>x</p>",
    "what stands in an empty field": "<style>::placeholder { color: #999 }</style>"
    "<input aria-label='x' placeholder='x'>",
    "words of a chart": "<svg><text y='20' fill='#999'>x</text></svg>",
    "a gradient": "<p style='background: linear-gradient(#fff, #000)'>x</p>",
    "a picture": "<div style='background-image: url(data:image/png;base64,AA)'><p>x</p></div>",
    "a picture behind a layer": "<div style='background-image: linear-gradient(#fff, #fff)'>"
    "<p style='background: rgb(255 255 255 / 90%)'>x</p></div>",
}
CLEAR = {
    "words": "<p style='color: #767676'>x</p>",
    "large words": "<p style='color: #949494; font-size: 24px'>x</p>",
    "large bold words": "<b style='color: #949494; font-size: 18.67px'>x</b>",
    "a ground of its own": "<div style='background: #000'><p style='background: #fff'>x</p></div>",
    "its own ground on a picture": "<div style='background: linear-gradient(#fff, #000)'>"
    "<p style='background: #fff'>x</p></div>",
    "switched off": "<fieldset disabled><button style='opacity: 0.4; color: #000'>x</button></fieldset>",
    "nothing to read": "<style>p::before { content: '›'; color: #999 }</style><p></p>",
    "not drawn": "<p style='display: none; color: #999'>x</p>",
    "hidden": "<p style='visibility: hidden; color: #999'>x</p>",
    "let through wholly": "<div style='opacity: 0'><p style='color: #999'>x</p></div>",
    "what stands in no field": "<style>::placeholder { opacity: 0 }</style>"
    "<input aria-label='x' placeholder='x' style='color: #000'>",
}


@pytest.fixture(scope="module")
def page(chromium):
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def axe(page) -> int:
    rules = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
    return len(AXE.run(page, options=rules).response["violations"])


@pytest.mark.parametrize("text", FAINT.values(), ids=FAINT)
def test_what_axe_finds_is_found(page, text):
    page.set_content(text)

    assert axe(page) == 1
    assert len(page.evaluate(CONTRAST)) == 1


@pytest.mark.parametrize("text", LEFT_OPEN.values(), ids=LEFT_OPEN)
def test_what_axe_leaves_open_is_found_too(page, text):
    page.set_content(text)

    assert axe(page) == 0
    assert len(page.evaluate(CONTRAST)) == 1


@pytest.mark.parametrize("text", CLEAR.values(), ids=CLEAR)
def test_what_stands_out_is_no_fault(page, text):
    page.set_content(text)

    assert page.evaluate(CONTRAST) == []


def test_each_pair_of_colours_is_said_once_with_its_ratio(page):
    page.set_content("<p style='color: #777'>x</p>" * 3 + "<p style='color: #999'>y</p>")

    assert page.evaluate(CONTRAST) == [
        '4.48 to 1: <p style="color: #777">x</p>',
        '2.85 to 1: <p style="color: #999">y</p>',
    ]


def test_a_colour_that_cannot_be_measured_is_no_silence(page):
    page.set_content("<p style='color: oklch(0.9 0.1 100)'>x</p>")

    with pytest.raises(Exception, match="cannot be measured"):
        page.evaluate(CONTRAST)
