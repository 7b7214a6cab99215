"""枠 — what stands around a page is drawn once for many; it never says what belongs to somebody else."""

import re

NAME = re.compile(r'<span class="tn-avatar"[^>]*>.*?</span><span class="tn-label">([^<]*)</span>')
LINKS = re.compile(r'<a href="([^"]+)"')


def test_readers_of_different_roles_and_languages_each_get_their_own_frame(
    staff_client, yamada_client, maria_client
):
    readers = [
        (staff_client, "", "/desk/", "佐藤 恵"),
        (yamada_client, "", "/partner/", "山田 進"),
        (maria_client, "/en", "/partner/", "Santos Maria"),
        (staff_client, "/en", "/desk/calendar/", "佐藤 恵"),
        (yamada_client, "/ja-easy", "/partner/classes/", "山田 進"),
        (staff_client, "", "/desk/", "佐藤 恵"),
    ]

    for client, prefix, path, name in readers:
        page = client.get(f"{prefix}{path}?q=a%26b").content.decode()
        nav = page.split('id="nav"')[1].split("</nav>")[0]
        addresses = LINKS.findall(nav)
        face = path.split("/")[1]
        theirs = {other for _client, _prefix, _path, other in readers} - {name}

        assert NAME.findall(page) == [name]
        assert not [other for other in theirs if other in page]
        own = [one for one in addresses if one.startswith(f"{prefix}/{face}/")]
        assert len(own) > 2
        assert not re.search(r"/(desk|partner|council)/", "".join({*addresses} - {*own}))
        assert f'href="{prefix}{path}"' in nav.split('aria-current="page"')[0].rsplit("<a ")[-1]
        for code in ("", "/vi", "/fil"):
            assert f'<a href="{code}{path}?q=a%26b"' in page


def test_an_inner_page_has_one_link_up_to_the_list_it_belongs_to(staff_client):
    up = 'class="tn-breadcrumb" data-up'
    inner = staff_client.get("/en/desk/events/new/").content.decode()
    [way] = re.findall(rf"<nav {up}.*?</nav>", inner, re.S)

    assert LINKS.findall(way) == ["/en/desk/events/"]
    assert "Events" in way
    assert up not in staff_client.get("/desk/events/").content.decode()
