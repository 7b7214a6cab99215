"""カメラの旅 — a helper's phone reads the code of a guest, also where the browser itself reads none."""

import io
import os

import pytest
import segno
from PIL import Image
from playwright.sync_api import expect

from tests import tools
from tests.journeys.conftest import FLAGS, PHONE
from tests.journeys.test_checkin import EVENT, rows

GUEST, DOOR = "見本 桜", "西口"
WIDE, HIGH = 640, 480


def seen_by_a_camera(text: str) -> bytes:
    """A film (YUV4MPEG2) of a hand that holds a code before a camera: a little aslant, a little grey."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=6, border=4)
    code = Image.open(out).convert("L").point(lambda light: 40 + light * 180 // 255)
    scene = Image.new("L", (WIDE, HIGH), 120)
    code = code.rotate(7, expand=True, fillcolor=120, resample=Image.Resampling.BICUBIC)
    code.thumbnail((HIGH - 60, HIGH - 60))
    scene.paste(code, ((WIDE - code.width) // 2 + 20, (HIGH - code.height) // 2))
    colourless = bytes([128]) * (WIDE * HIGH // 2)
    frame = b"FRAME\n" + scene.tobytes() + colourless
    return f"YUV4MPEG2 W{WIDE} H{HIGH} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 10


@pytest.fixture
def holding(chromium, site, tmp_path):
    """holding(text): a phone of a helper before whose camera somebody holds a code."""
    opened = []

    def enter(text: str):
        film = tmp_path / "code.y4m"
        film.write_bytes(seen_by_a_camera(text))
        flags = [
            *FLAGS,
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={film}",
            *([] if os.geteuid() else ["--no-sandbox"]),
        ]
        browser = chromium.browser_type.launch(executable_path=tools.browser(), args=flags)
        opened.append(browser)
        context = browser.new_context(
            viewport=PHONE,
            base_url=site.address,
            is_mobile=True,
            has_touch=True,
            locale="ja-JP",
            permissions=["camera"],
        )
        return context.new_page()

    yield enter
    for browser in opened:
        browser.close()


def test_a_code_held_before_the_camera_receives_its_guest_also_without_a_network(
    someone, site, holding, look
):
    office = someone("sato")
    office.goto("/desk/events/")
    office.get_by_role("link", name=EVENT).first.click()
    home = office.url
    office.get_by_role("link", name="受付", exact=True).click()
    office.get_by_role("link", name=DOOR).click()
    door = office.get_by_role("link", name="受付を始める").get_attribute("href")
    office.goto(f"{home}bookings/")
    office.get_by_role("link", name=GUEST).click()
    office.get_by_role("link", name="紙を印刷する").click()
    phone = holding(office.locator(".tn-secret").inner_text())
    phone.goto(door)
    expect(phone.locator("[data-scan]")).to_be_visible()
    expect(phone.locator("html")).to_have_attribute("data-kept", "yes")
    phone.context.set_offline(True)
    phone.reload()

    phone.get_by_role("button", name="カメラで読む").click()
    # Two people came with one code: both are in sight.
    group = phone.locator(".tn-door-group")
    expect(group).to_have_count(1, timeout=30_000)  # of all who are still to come
    expect(group).to_contain_text(GUEST)
    group.get_by_role("button", name="全員 来ました（2人）").click()

    expect(phone.locator("[data-said]")).to_contain_text(f"ようこそ、{GUEST}さん")
    look(phone, "camera")
    phone.get_by_role("button", name="カメラを止める").click()
    expect(phone.locator("[data-camera]")).to_be_hidden()
    phone.context.set_offline(False)
    expect(phone.locator("[data-sync]")).to_contain_text("すべて送りました")
    came = "select a.door from doors_arrival a join events_guest g on g.id = a.guest_id"
    assert (
        rows(site, f"{came} join events_booking b on b.id = g.booking_id where b.name = ?", GUEST)
        == [(DOOR,)] * 2
    )
