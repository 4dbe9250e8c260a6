"""A product's page: works as a plain form, refuses in words, and says one thing everywhere."""

import gzip
import re

import pytest

from atelier.catalogue.askers import counted_studs
from atelier.shop.shopfront import make_stone, offer
from benchpin.atelier.catalogue import building
from benchpin.atelier.catalogue.models import Listing
from benchpin.atelier.shop.models import BasketLine
from benchpin.designs import STUD_EARRINGS, specify
from benchpin.smith.errors import DesignError, DesignRefused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workshop", "clock")]


def test_the_plain_form_answers_without_javascript(client):
    page = client.get("/p/the-wren/?metal=pt_950_ru&size=US:7")
    text = page.content.decode()
    assert page.status_code == 200
    assert re.search(r'name="metal" value="pt_950_ru"[^>]*checked', text)
    assert offer(metal="pt_950_ru", size="US:7").anatomy.description in text


def test_the_lines_shown_add_up_to_the_price_shown(client):
    text = client.get("/p/the-wren/quote?engraving=Always").content.decode()
    amounts = [int(cell.replace(",", "").replace(".", "")) for cell in re.findall(r"<td>£([\d,.]+)</td>", text)]
    *lines, total = amounts
    assert len(lines) >= 4
    assert sum(lines) == total == offer(engraving="Always").price_cents


def test_a_change_asks_for_the_offer_alone_and_moves_the_address(client):
    answer = client.get("/p/the-wren/quote?metal=ag_925&gem=amethyst")
    assert b"<html" not in answer.content
    assert answer["HX-Push-Url"].startswith("/p/the-wren/?metal=ag_925&gem=amethyst")
    assert client.get(answer["HX-Push-Url"]).context["offer"].price_cents == answer.context["offer"].price_cents


def test_what_cannot_be_made_is_refused_beside_its_field_and_nothing_is_lost(client):
    answers = "cut=princess&band_width=1.6&engraving=Always"
    answer = client.get(f"/p/the-wren/quote?{answers}")
    assert answer.status_code == 422
    assert "HX-Push-Url" not in answer
    assert re.search(r'id="error-band_width"[^>]*>A stone of 6 mm needs a band of at least 1.8 mm', answer.content.decode())
    page = client.get(f"/p/the-wren/?{answers}")
    assert page.status_code == 422
    assert re.search(r'name="cut" value="princess"[^>]*checked', page.content.decode())
    assert 'value="Always"' in page.content.decode()


@pytest.mark.parametrize("answers", ["stone_width=7.0", "metal=plutonium", "band_width=abc", "size=UK:QQ", "engraving=a%0Ab"])
def test_what_is_not_offered_or_not_readable_is_a_422_never_a_500(client, answers):
    assert client.get(f"/p/the-wren/quote?{answers}").status_code == 422


def test_what_is_no_option_is_left_alone(client):
    assert client.get("/p/the-wren/?utm_source=post&price=1").status_code == 200


@pytest.mark.parametrize(
    ("answers", "may_withdraw"),
    [
        ({}, True),
        ({"size": "UK:R"}, True),
        ({"metal": "pt_950_ru", "stone_width": "5.5"}, True),
        ({"engraving": "Always"}, False),
        ({"band_width": "2.4"}, False),
    ],
)
def test_what_may_be_returned_is_decided_for_each_configuration(client, answers, may_withdraw):
    page = client.get("/p/the-wren/quote", answers)
    assert page.context["offer"].withdrawal.may_withdraw is may_withdraw
    assert page.context["offer"].withdrawal.reason in page.content.decode()


def test_a_stone_from_the_safe_is_named_with_its_report_and_changes_the_price(client, workshop):
    stone = make_stone(workshop)
    text = client.get("/p/the-wren/").content.decode()
    assert all(words in text for words in (stone.number, "GIA report 2201", "0.83 ct"))
    chosen = client.get(f"/p/the-wren/quote?stone={stone.number}")
    assert chosen.context["offer"].anatomy.stones[0].carats == 0.83
    assert f"stone={stone.number}" in chosen["HX-Push-Url"]
    assert client.get("/p/the-wren/quote?stone=S-9999").status_code == 422


def test_the_model_may_be_kept_for_ever(client):
    address = client.get("/p/the-wren/").context["glb"]
    model = client.get(address)
    assert model["Cache-Control"] == "public, max-age=31536000, immutable"
    assert gzip.decompress(model.content)[:4] == b"glTF"
    assert client.get("/p/the-wren/piece.glb?band_width=1.6").status_code == 422


def test_a_changed_engine_gives_the_model_a_new_address(client, monkeypatch):
    before = client.get("/p/the-wren/").context["glb"]
    monkeypatch.setattr("benchpin.atelier.shop.addresses.engine_version", lambda: "the next one")
    assert client.get("/p/the-wren/").context["glb"] != before


def test_only_what_is_published_is_found(client):
    Listing.objects.filter(slug="the-wren").update(published=False)
    for address in ("/p/the-wren/", "/p/the-wren/quote", "/p/the-wren/piece.glb", "/p/nothing/", "/bracelets/x/"):
        assert client.get(address).status_code == 404


def test_adding_takes_choices_and_nothing_else_from_the_browser(client):
    answer = client.post("/p/the-wren/basket/", {"metal": "au_y9", "price_cents": "1", "promised_on": "2026-11-24"})
    line = BasketLine.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/basket/")
    assert line.price_cents == offer(metal="au_y9").price_cents
    assert client.get("/p/the-wren/basket/").status_code == 405
    assert client.post("/p/the-wren/basket/", {"band_width": "1.6"}).status_code == 422


def test_a_page_asks_the_database_a_handful_of_questions(client, django_assert_max_num_queries):
    client.get("/p/the-wren/")
    with django_assert_max_num_queries(18):  # a dozen for the outlook, which is made anew inside a test's transaction
        client.get("/p/the-wren/")


def test_the_window_shows_each_piece_with_its_price_and_day(client):
    home = client.get("/")
    shown = offer("the-vyse")
    assert [card.slug for card in home.context["cards"]] == ["the-wren", "the-vyse", "the-warstone", "the-caroline"]
    assert home.context["cards"][1].price_cents == shown.price_cents
    assert [card.slug for card in client.get("/rings/").context["cards"]] == ["the-wren", "the-vyse"]
    assert "No bracelets at the moment" in client.get("/bracelets/").content.decode()


def test_an_empty_house_still_opens_its_door(client, workshop):
    Listing.objects.all().delete()
    assert "The window is being dressed" in client.get("/").content.decode()


SOFT = "Rubbing metal over a small emerald may break it. Choose 5 mm or wider, or another stone."


def test_what_does_not_go_with_the_rest_is_shown_before_it_is_chosen_with_the_reason(client):
    text = client.get("/p/the-warstone/?stone_width=4.5").content.decode()
    assert re.search(rf'<li id="why-gem-emerald" data-values="emerald"><b>Emerald:</b> {SOFT}</li>', text)
    chip = re.search(r'<label class="chip chip--impossible">\s*<input ([^>]*value="emerald"[^>]*)>', text)[1]
    assert 'aria-describedby="why-gem-emerald"' in chip
    assert "disabled" not in chip  # in reach of keyboard and screen reader, and of who has no script

    emerald = client.get("/p/the-warstone/?gem=emerald&stone_width=6.0").content.decode()
    assert f'data-values="4.0|4.5"><b>4.0 mm to 4.5 mm:</b> {SOFT}' in emerald


def test_what_becomes_possible_by_a_change_is_no_longer_marked(client):
    marked = client.get("/p/the-warstone/quote?stone_width=4.5").content.decode()
    free = client.get("/p/the-warstone/quote?stone_width=5.0").content.decode()
    assert 'id="why-gem-emerald"' in marked
    assert 'id="why-gem-emerald"' not in free
    assert '<ul class="option__impossible" id="impossible-gem" hidden hx-swap-oob="true">' in free


def test_what_is_wrong_already_is_not_held_against_every_other_choice(client):
    page = client.get("/p/the-warstone/?gem=emerald&stone_width=4.5")
    barred = {asked.option.key: asked.barred for asked in page.context["options"]}
    assert barred["metal"] == barred["cut"] == barred["gem"] == frozenset()
    assert 'id="error-stone_width"' in page.content.decode()


def test_what_an_earlier_build_found_on_the_solid_is_said_before_it_is_chosen_again(client, settings, tmp_path):
    settings.BUILDS_ROOT = tmp_path / "builds"
    with counted_studs(tmp_path / "journal", refusal=DesignError("cut", "Its corners would be bare. Choose round.")):
        specification = specify(STUD_EARRINGS, {"cut": "princess"})
        with pytest.raises(DesignRefused):
            building.anatomy_of(specification)
    text = client.get("/p/the-caroline/").content.decode()
    assert "<b>Princess:</b> Its corners would be bare. Choose round." in text
