"""A customer's own hand: uploaded as SVG, read by the server, refused with a sentence beside its field."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from benchpin.atelier.catalogue.models import Listing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workshop")]

SIGNATURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40">'
    b'<path d="M5 20C20 0 40 40 60 20S90 0 95 20" stroke="black" stroke-width="2" fill="none"/></svg>'
)
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0L1 1"/>&b;</svg>'
)


@pytest.fixture
def address() -> str:
    """Where the drawing for an engraved disc is sent."""
    disc = Listing.objects.get(slug="the-wren")
    disc.pk, disc.slug, disc.design_key, disc.preset, disc.offered = None, "letter-disc", "engraved_disc", {}, {}
    disc.save()
    return "/p/letter-disc/drawings/engraving_hand/"


def upload(client, address: str, content: bytes, *, script: bool = True, chosen: str = ""):
    file = SimpleUploadedFile("hand.svg", content, content_type="image/svg+xml")
    headers = {"Accept": "application/json" if script else "text/html"}
    return client.post(f"{address}?{chosen}", {"drawing": file}, headers=headers)


def test_a_drawing_becomes_one_short_text_that_fits_an_address(client, address):
    said = upload(client, address, SIGNATURE).json()
    assert said["refusal"] == ""
    assert 0 < len(said["text"]) < 3000


def test_without_a_script_the_page_comes_back_with_the_drawing_and_all_that_was_chosen(client, address):
    answer = upload(client, address, SIGNATURE, script=False, chosen="metal=ag_925")
    assert answer.status_code == 302
    assert "metal=ag_925" in answer["Location"]
    assert "engraving_hand=" in answer["Location"]
    assert client.get(answer["Location"].split("#")[0]).status_code == 200


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "not a readable SVG"), (BOMB, ""), (b"\x89PNG\r\n", ""), (b" " * 600_000, "larger than 500 kB")],
)
def test_what_is_no_drawing_is_refused_with_a_sentence(client, address, content, says):
    answer = upload(client, address, content)
    assert answer.json()["text"] == ""
    assert says in answer.json()["refusal"]
    assert answer.json()["refusal"].endswith(".")
    page = upload(client, address, content, script=False, chosen="metal=ag_925")
    assert page.status_code == 422
    assert "metal=ag_925" in page.content.decode()


def test_only_where_a_hand_may_be_engraved_is_a_drawing_taken(client, address):
    assert upload(client, address.replace("engraving_hand", "metal"), SIGNATURE).status_code == 404
    assert client.get(address).status_code == 405
