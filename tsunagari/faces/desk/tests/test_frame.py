"""枠 — nine entries at most, each page in one place, the group of the open page is open."""

import re
from dataclasses import replace

from tsunagari.faces.desk import frame
from tsunagari.faces.shared.frames import Entry, Group, entries

GROUP = re.compile(r"<details name=\"nav\"( open)?><summary>.*?<span>(.*?)</span>")
HERE = re.compile(r'<a href="([^"]+)" aria-current="page">')


def test_nine_entries_at_most_stand_on_the_left():
    under_every_list = 2

    assert len(frame.ENTRIES) + under_every_list <= 9


def test_every_page_belongs_to_one_entry():
    listed = [
        e for one in frame.ENTRIES for e in (one.entries if isinstance(one, Group) else [one])
    ]
    names = [n for e in listed for n in {e.address.removeprefix("desk:"), *e.covers}]

    assert sorted(names) == sorted(set(names))


def test_the_group_of_the_open_page_is_open_and_the_page_is_marked(staff_client):
    page = staff_client.get("/desk/schools/").content.decode()

    nav = page.split('id="nav"')[1].split("</nav>")[0]
    assert [words for is_open, words in GROUP.findall(nav) if is_open] == ["国際交流"]
    assert HERE.findall(nav) == ["/desk/schools/"]


def test_a_group_without_entries_is_not_drawn(rf):
    request = rf.get("/desk/")
    request.resolver_match = None
    empty = Group("yen", "お金", [])
    full = replace(empty, entries=[Entry("desk:settings", "settings", "設定")])

    assert entries(request, [empty]) == []
    [drawn] = entries(request, [full])
    assert (drawn["text"], drawn["open"]) == ("お金", False)
    assert [one["href"] for one in drawn["entries"]] == ["/desk/settings/"]
