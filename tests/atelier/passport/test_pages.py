import json

import icalendar
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from atelier.made import job_for, passport_of
from benchpin.atelier.passport.keys import signing_key
from benchpin.atelier.passport.models import Passport
from benchpin.smith.passport import SignedRecord, SigningKey, read_record_file

pytestmark = pytest.mark.django_db

PUBLIC = ["/passport/{code}/", "/passport/{code}/certificate.pdf", "/passport/{code}/record.json", "/passport/{code}/piece.glb"]


def page(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("address", [*PUBLIC, "/passport/{code}/drawing.svg"])
def test_who_has_the_code_sees_the_piece_and_never_the_owner(client, passport, address):
    response = client.get(address.format(code=passport.code))
    assert response.status_code == 200
    for secret in ("Clara Bell", "customer@example.com", passport.ownerships.get().token):
        assert secret.encode() not in response.content


@pytest.mark.parametrize("address", PUBLIC)
def test_a_code_that_was_never_issued_is_not_there(client, workshop, address):
    assert client.get(address.format(code="0" * 16)).status_code == 404


@pytest.mark.parametrize("address", [*PUBLIC, "/passport/of/{token}/", "/passport/of/{token}/care.ics"])
def test_passports_are_only_looked_at(client, ownership, address):
    assert client.post(address.format(code=ownership.passport.code, token=ownership.token)).status_code == 405


def test_the_public_page_says_what_the_record_says(client, passport):
    text = page(client.get(f"/passport/{passport.code}/"))
    for fact in ("This passport is genuine.", "18 ct yellow gold", escape("Für Clara & Ben"), "Ines Moreau", "VSB-CoC-2291"):
        assert fact in text
    assert "Monday 23 November 2026" in text


def test_a_record_changed_in_the_database_is_called_out(client, passport):
    Passport.objects.filter(pk=passport.pk).update(record=passport.record.replace("750", "999"))
    text = page(client.get(f"/passport/{passport.code}/"))
    assert "Do not trust this passport." in text
    assert "This passport is genuine." not in text
    assert "Not genuine." in page(client.post("/passport/check/", {"code": passport.code}))


def test_the_owners_page_is_for_the_owner(client, ownership):
    response = client.get(f"/passport/of/{ownership.token}/")
    text = page(response)
    assert "Clara Bell" in text
    assert "no-store" in response["Cache-Control"]
    assert "Have the setting checked" in text
    assert client.get("/passport/of/somebody-elses/").status_code == 404


def test_who_sold_the_piece_on_is_no_longer_its_owner(client, ownership):
    ownership.until = ownership.since
    ownership.save()
    assert client.get(f"/passport/of/{ownership.token}/").status_code == 404
    assert client.get(f"/passport/{ownership.passport.code}/").status_code == 200


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ({"gem": "emerald"}, "draw the oil out of an emerald"),
        ({"gem": "amethyst"}, "amethyst may fade"),
        ({"metal": "au_w18_pd"}, "Its white plating is rhodium"),
        ({"metal": "ag_925", "design": "wedding_band"}, "anti-tarnish strip"),
    ],
)
def test_care_follows_from_what_the_piece_is_made_of(client, workshop, choices, says):
    token = passport_of(job_for(workshop, **choices)).ownerships.get().token
    assert says in page(client.get(f"/passport/of/{token}/"))


def test_care_dates_are_entries_that_repeat(client, ownership):
    response = client.get(f"/passport/of/{ownership.token}/care.ics")
    calendar = icalendar.Calendar.from_ical(response.content)
    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    check = events[f"Have the setting checked: {ownership.passport.piece.name}"]
    assert check["rrule"] == {"FREQ": ["MONTHLY"], "INTERVAL": [6]}
    assert check["dtstart"].dt.isoformat() == "2027-05-25"  # six months after it was handed over on 25 November
    assert len({str(event["uid"]) for event in events.values()}) == len(events) >= 3
    assert ownership.token not in response.content.decode()


def test_care_dates_stay_on_days_every_month_has(client, ownership):
    ownership.since = ownership.since.replace(month=8, day=31)
    ownership.save()
    calendar = icalendar.Calendar.from_ical(client.get(f"/passport/of/{ownership.token}/care.ics").content)
    assert {event["dtstart"].dt.day for event in calendar.walk("VEVENT")} == {28}


def test_the_pages_keep_to_few_queries(client, passport, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        client.get(f"/passport/{passport.code}/")


@pytest.mark.parametrize("typed", ["{code}", " {lower} ", "{grouped}", "{misread}"])
def test_a_code_is_known_however_it_was_typed(client, passport, typed):
    code = passport.code
    grouped = "-".join(code[i : i + 4] for i in range(0, 16, 4))
    misread = code.replace("0", "O").replace("1", "l")
    answer = page(
        client.post("/passport/check/", {"code": typed.format(code=code, lower=code.lower(), grouped=grouped, misread=misread)})
    )
    assert "Genuine." in answer
    assert passport.piece.serial in answer


def test_an_unknown_code_is_no_genuine_piece(client, workshop):
    answer = client.post("/passport/check/", {"code": "0000 0000 0000 0000"})
    assert answer.status_code == 200
    assert "Not genuine." in page(answer)


def test_the_record_file_is_genuine_pasted_or_uploaded(client, passport):
    file = client.get(f"/passport/{passport.code}/record.json")
    assert read_record_file(page(file)).is_whole()
    assert "Genuine." in page(client.post("/passport/check/", {"record": page(file)}))
    assert "Genuine." in page(client.post("/passport/check/", {"file": SimpleUploadedFile("record.json", file.content)}))


def test_a_changed_record_is_found_and_the_true_one_shown(client, passport):
    file = page(client.get(f"/passport/{passport.code}/record.json"))
    answer = page(client.post("/passport/check/", {"record": file.replace("18 ct", "22 ct")}))
    assert "Not genuine." in answer
    assert "it has been changed" in answer
    assert f"/passport/{passport.code}/" in answer


def test_a_record_signed_with_somebody_elses_key_is_not_ours(client, passport):
    forger = SigningKey.new()
    record = json.dumps({"piece": "HW-2026-99999", "code": 7})
    forged = SignedRecord(record=record, signature=forger.sign(record), public_key=forger.public).as_file()
    answer = page(client.post("/passport/check/", {"record": forged}))
    assert "Not genuine." in answer
    assert "never signed" in answer


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Enter the code on the certificate"),
        ({"record": "{"}, "This is not a record file"),
        ({"file": SimpleUploadedFile("record.json", b"\xff\xfe")}, "This is not a record file"),
        ({"file": SimpleUploadedFile("record.json", b"1" * 40_001)}, "too long to be a record"),
    ],
    ids=["nothing", "half a record", "no text", "too long"],
)
def test_what_cannot_be_checked_is_said_beside_its_field(client, workshop, given, says):
    answer = client.post("/passport/check/", given)
    assert answer.status_code == 422
    assert says in page(answer)
    assert "enuine." not in page(answer)


def test_the_published_key_is_on_the_check_page(client, workshop):
    assert signing_key().public in page(client.get("/passport/check/"))
