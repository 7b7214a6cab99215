from datetime import timedelta

from tests.cast import TODAY, viewer
from tests.cast_talent import make_body, make_case
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.roles.models import Role
from tsunagari.programmes.talent.people.actions import cases

LATER = TODAY + timedelta(days=7)


def reads(person, login, on=TODAY) -> bool:
    return bool(shown([person], to=viewer(login, on=on))[person.pk])


def test_the_bodies_of_a_case_read_the_name_and_no_others(
    linh_case, linh, mori_login, tran_login, okada_login, bui_login
):
    assert reads(linh, mori_login)
    assert reads(linh, tran_login)
    assert not reads(linh, okada_login)
    assert not reads(linh, bui_login)


def test_a_body_that_was_named_by_mistake_reads_it_no_more(
    linh_case, linh, sato, tran_login, bui_login
):
    right = viewer(bui_login).body
    cases.change(linh_case, seen=linh_case.version, by=sato, on=LATER, sending=right)

    assert reads(linh, bui_login, LATER)
    assert not reads(linh, tran_login, LATER)


def test_the_office_has_no_part_that_would_show_workers_to_each_other(
    linh, federation, sato, linh_viewer, mai
):
    office = federation.party.organisation
    make_case(linh, by=sato, supervisor=office, company=make_body("流山製作所", "company"))
    make_case(mai, by=sato, supervisor=office)

    assert not Role.objects.filter(party=linh.pk, body=office).exists()
    assert shown([mai], to=linh_viewer)[mai.pk] == ""
