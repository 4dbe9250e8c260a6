"""The API says of a design and a configuration what the pages and the library say."""

import json

import msgspec
import pytest

from atelier.shop.shopfront import offer
from benchpin.atelier.catalogue.models import Listing
from benchpin.designs import ALL, SOLITAIRE, specify
from benchpin.designs.possible import possible
from benchpin.designs.schema import design_schema

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workshop", "clock")]
CONFIGURE = "/api/designs/solitaire/configure"


def test_every_design_is_listed_with_the_address_of_its_options(client):
    listed = client.get("/api/designs/").json()
    assert [one["key"] for one in listed] == [design.key for design in ALL]
    assert client.get(listed[0]["url"]).json()["name"] == listed[0]["name"]


def test_a_design_is_its_schema(client):
    assert client.get("/api/designs/solitaire/").json() == json.loads(msgspec.json.encode(design_schema(SOLITAIRE)))


def test_a_configuration_says_what_it_is_and_what_else_it_could_be(client):
    answer = client.get(CONFIGURE, {"stone_width": "7", "size": "us 7"}).json()
    spec = specify(SOLITAIRE, {"stone_width": "7", "size": "us 7"})
    assert answer["specification"] == spec.hash
    assert answer["choices"] == dict(spec.choices)
    assert answer["shown"] == dict(spec.shown())
    assert answer["mass"]["metal_g"] == pytest.approx(spec.piece.anatomy.metal_mass_g, abs=1e-4)
    assert answer["description"] == spec.piece.anatomy.description
    narrow, wide = answer["possibilities"]["band_width"]
    assert (narrow["until"], narrow["allowed"], wide["value"], wide["allowed"]) == ("1.9", False, "2.0", True)
    assert narrow["why"].startswith("A stone of 7 mm needs a band of at least 2 mm.")
    assert (answer["price"], answer["ready_on"]) == (None, None)


def test_what_cannot_be_made_is_a_422_with_what_would_mend_it(client):
    answer = client.get(CONFIGURE, {"stone_width": "7.0", "band_width": "1.8"})
    said = answer.json()
    assert answer.status_code == 422
    assert [refusal["option"] for refusal in said["refusals"]] == ["band_width"]
    assert [run["value"] for run in said["possibilities"]["band_width"] if run["allowed"]] == ["2.0"]
    assert (said["specification"], said["mass"], said["price"]) == (None, None, None)


def test_what_cannot_be_read_is_refused_and_the_rest_is_answered(client):
    said = client.get(CONFIGURE, {"stone_width": "wide"}).json()
    assert [refusal["option"] for refusal in said["refusals"]] == ["stone_width"]
    assert len(said["possibilities"]) == len(SOLITAIRE.options)


def test_of_a_listing_the_price_and_the_day_are_those_of_its_page(client):
    said = client.get(CONFIGURE, {"listing": "the-wren", "metal": "pt_950_ru"}).json()
    shown = offer(metal="pt_950_ru")
    assert said["price"]["cents"] == shown.price_cents == sum(cents for _, cents in said["price"]["lines"])
    assert said["ready_on"] == shown.promised_on.isoformat() == said["promise"]["days"]["95"]
    assert said["promise"]["likely_on"] <= said["ready_on"]
    assert said["promise"]["reasons"] == list(shown.quote.reasons)


def test_what_a_listing_does_not_offer_is_refused(client):
    answer = client.get(CONFIGURE, {"listing": "the-wren", "stone_width": "7.0"})
    assert answer.status_code == 422
    assert answer.json()["refusals"] == [{"option": "stone_width", "message": "We do not offer stone width 7.0 mm."}]


def test_the_same_can_be_asked_in_json_and_as_a_form_without_a_token(client):
    asked = {"metal": "ag_925", "band_thickness": "2.0"}
    by_address = client.get(CONFIGURE, asked).json()
    assert client.post(CONFIGURE, asked).json() == by_address
    assert client.post(CONFIGURE, json.dumps(asked), content_type="application/json").json() == by_address


@pytest.mark.parametrize("body", ["[]", "{", '{"metal": 3}', '{"metal": null}', '"metal"', b"\xff"])
def test_what_is_not_an_object_of_texts_is_a_400_with_the_reason(client, body):
    answer = client.post(CONFIGURE, body, content_type="application/json")
    assert answer.status_code == 400
    assert "JSON object of texts" in answer.json()["error"]


def test_what_is_not_there_is_not_found(client):
    Listing.objects.filter(slug="the-vyse").update(published=False)
    assert client.get("/api/designs/tiara/").status_code == 404
    assert client.get("/api/designs/wedding_band/configure", {"listing": "the-vyse"}).status_code == 400
    assert client.get(CONFIGURE, {"listing": "the-caroline"}).status_code == 400
    assert client.delete(CONFIGURE).status_code == 405


def test_possibilities_are_those_of_the_engine(client):
    said = client.get("/api/designs/stud_earrings/configure", {"claws": "6"}).json()["possibilities"]
    known = possible(next(design for design in ALL if design.key == "stud_earrings"), {"claws": "6"})
    assert {key: [(run["value"], run["allowed"]) for run in runs] for key, runs in said.items()} == {
        key: [(run.value, run.allowed) for run in runs] for key, runs in known.items()
    }
