"""The same questions to every page: colleagues may, strangers get 404, who is not signed in is asked to; GET is not POST."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

PAGES_OF_A_JOB = [
    "/workshop/jobs/{n}/",
    "/workshop/jobs/{n}/drawing.svg",
    "/workshop/jobs/{n}/files/stl",
    "/workshop/jobs/{n}/files/3mf",
    "/workshop/jobs/{n}/files/glb",
    "/workshop/jobs/{n}/traveller/",
    "/workshop/jobs/{n}/inspection/",
]
OTHER_PAGES = ["/workshop/", "/workshop/bench/", "/stock/", "/stock/lots/G18Y-014/"]
ACTIONS = [
    "/workshop/jobs/{n}/operations/{step}/start/",
    "/workshop/jobs/{n}/operations/{step}/start/undo/",
    "/workshop/jobs/{n}/operations/{step}/finish/",
    "/workshop/jobs/{n}/weighings/",
    "/workshop/jobs/{n}/photos/",
    "/workshop/jobs/{n}/inspection/",
]
MANAGERS_ONLY = ["/workshop/jobs/{n}/cost-sheet/", "/stock/receive/"]


def at(address: str, job) -> str:
    return address.format(n=job.number, step=job.operations.order_by("sequence").first().pk)


@pytest.mark.parametrize("address", [*PAGES_OF_A_JOB, *OTHER_PAGES])
def test_whoever_works_here_may_see_it(at_bench, office, in_charge, job, address):
    for colleague in (at_bench, office, in_charge):
        assert colleague.get(at(address, job)).status_code == 200


@pytest.mark.parametrize("address", PAGES_OF_A_JOB + MANAGERS_ONLY[:1])
def test_a_job_is_not_there_for_strangers(strangers, job, address):
    for name, stranger in strangers.items():
        assert stranger.get(at(address, job)).status_code == 404, name


@pytest.mark.parametrize("address", OTHER_PAGES)
def test_the_workshop_is_not_there_for_customers(strangers, job, address):
    assert strangers["a customer"].get(address).status_code == 404


def test_lists_hold_only_ones_own_workshop(strangers, job):
    other = strangers["another workshop's artisan"]
    assert job.number not in other.get("/workshop/").content.decode()
    assert "G18Y-014" not in other.get("/stock/").content.decode()
    assert other.get("/stock/lots/G18Y-014/").status_code == 404


@pytest.mark.parametrize("address", [*PAGES_OF_A_JOB, *OTHER_PAGES, *MANAGERS_ONLY])
def test_nobody_signed_in_is_asked_to_sign_in(client, job, address):
    response = client.get(at(address, job))
    assert response.status_code == 302
    assert response["Location"].startswith("/account/sign-in/?next=")


@pytest.mark.parametrize("address", MANAGERS_ONLY)
def test_prices_and_purchases_are_the_managers(at_bench, office, in_charge, job, address):
    assert in_charge.get(at(address, job)).status_code == 200
    assert at_bench.get(at(address, job)).status_code == 404
    assert office.get(at(address, job)).status_code == 404


@pytest.mark.parametrize("address", ACTIONS)
def test_strangers_can_do_nothing_to_a_job(strangers, job, address):
    before = list(job.operations.values())
    for name, stranger in strangers.items():
        assert stranger.post(at(address, job)).status_code == 404, name
    assert list(job.operations.values()) == before


@pytest.mark.parametrize("address", ACTIONS[:-1])
def test_what_changes_something_is_posted(at_bench, job, address):
    assert at_bench.get(at(address, job)).status_code == 405


@pytest.mark.parametrize("address", PAGES_OF_A_JOB[:-1] + OTHER_PAGES)
def test_what_is_looked_at_is_not_posted(at_bench, job, address):
    assert at_bench.post(at(address, job)).status_code == 405


@pytest.mark.parametrize("address", [*PAGES_OF_A_JOB, *MANAGERS_ONLY[:1]])
def test_a_job_that_does_not_exist(in_charge, job, address):
    assert in_charge.get(address.format(n="J-9999")).status_code == 404


def test_what_is_not_a_file_or_a_step_of_this_job(at_bench, job):
    assert at_bench.get(f"/workshop/jobs/{job.number}/files/exe").status_code == 404
    assert at_bench.post(f"/workshop/jobs/{job.number}/operations/999999/start/").status_code == 404
    assert at_bench.get(f"/workshop/jobs/{job.number}/photos/999999/").status_code == 404
    assert at_bench.get("/stock/lots/none/").status_code == 404


def test_every_form_is_guarded_against_other_sites(artisan, job):
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(artisan)
    for address in ACTIONS:
        assert guarded.post(at(address, job)).status_code == 403
