import json
import stat
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, transaction

import cast
from atelier.made import inspect, job_for, passport_of, weigh_out, work_until
from benchpin.atelier.passport import keys, queries
from benchpin.atelier.passport.models import Ownership, Passport
from benchpin.atelier.passport.services import PassportRefused, issue_passport
from benchpin.atelier.stock.models import Lot, Stone
from benchpin.smith.passport import verify

pytestmark = pytest.mark.django_db


def facts_of(passport: Passport) -> dict:
    return json.loads(passport.record)


def test_the_record_says_what_was_sold_weighed_done_and_measured(passport):
    facts = facts_of(passport)
    assert facts["piece"] == passport.piece.serial
    assert facts["metal"]["alloy"] == "18 ct yellow gold"
    assert facts["metal"]["fineness"] == 750
    assert facts["metal"]["hallmarked"] is True
    assert facts["engravings"] == [{"text": "Für Clara & Ben", "place": "inside the band", "typeface": "cinzel"}]
    assert (facts["stones"][0]["gem"], facts["stones"][0]["cut"]) == ("Blue sapphire", "Round")
    assert "Heated" in facts["stones"][0]["disclosure"]
    assert ["Engraving", "“Für Clara & Ben”"] in facts["specification"]["choices"]
    assert {hand["by"] for hand in facts["made_by"]["hands"]} == {"Ines Moreau", "Priya Nair"}
    assert [value["passes"] for value in facts["measured"]] == [True] * len(facts["measured"])
    assert "piece" in facts
    assert "Clara Bell" not in passport.record  # the piece, never the owner


def test_finished_is_the_day_it_passed_not_the_day_it_was_handed_over(passport):
    facts = facts_of(passport)
    assert (facts["finished_on"], facts["issued_on"]) == ("2026-11-23", "2026-11-25")


def test_a_day_is_the_workshops_day(workshop):
    late = datetime(2026, 9, 16, 0, 30, tzinfo=cast.LONDON)  # half past midnight in Birmingham, in UTC still the day before
    job = job_for(workshop, design="wedding_band", now=late - timedelta(days=1))
    work_until(job, "final_inspection", begin=late - timedelta(hours=8))
    inspect(job, at=late)
    passport = issue_passport(piece_id=job.piece_id, owner_name="Clara", owner_email="", user=None, now=late)
    facts = facts_of(passport)
    assert (facts["finished_on"], facts["issued_on"]) == ("2026-09-16", "2026-09-16")
    assert facts["made_by"]["hands"][-1]["on"] == "2026-09-16"


def test_metal_says_where_it_comes_from_only_with_the_paper(workshop):
    with_paper = job_for(workshop, "with", metal="au_y18")
    weigh_out(with_paper)
    [lot] = facts_of(passport_of(with_paper))["metal"]["lots"]
    assert lot["document"].startswith("VSB-CoC")
    assert "Recycled" in lot["origin"]

    Lot.objects.filter(alloy="pt_950_ru").update(provenance="Recycled, they say", document="")
    without = job_for(workshop, "without", metal="pt_950_ru")
    weigh_out(without)
    passport = passport_of(without)
    assert facts_of(passport)["metal"]["lots"][0].keys() == {"lot", "grams"}
    assert "they say" not in passport.record


def test_a_stone_says_where_it_comes_from_only_with_its_report(workshop):
    job = job_for(workshop, gem="sapphire", stone_width="6.0", stone_number="S-0312")
    stone = facts_of(passport_of(job))["stones"][0]
    assert (stone["stone"], stone["report"], stone["origin"]) == ("S-0312", "SSEF 138204", "Ceylon")
    assert stone["carats_each"] == "1.12"
    assert stone["treatment"] == "None"
    assert "disclosure" not in stone  # "heated, as is usual" would be untrue of this one

    Stone.objects.filter(number="S-0312").update(report_lab="", report_number="")
    again = job_for(workshop, "again", gem="sapphire", stone_width="6.0", stone_number="S-0312")
    assert "origin" not in facts_of(passport_of(again))["stones"][0]


def test_asking_again_returns_the_same_passport(passport):
    again = issue_passport(
        piece_id=passport.piece_id, owner_name="Somebody else", owner_email="", user=None, now=passport.issued_at
    )
    assert again == passport
    assert Ownership.objects.get().owner_name == "Clara Bell"


def test_a_piece_that_has_not_passed_has_no_passport(workshop):
    job = job_for(workshop, design="wedding_band")
    with pytest.raises(PassportRefused, match="has not passed"):
        issue_passport(piece_id=job.piece_id, owner_name="Clara", owner_email="", user=None, now=cast.NOW)
    inspect(job, at=work_until(job, "final_inspection"), surface="no")
    with pytest.raises(PassportRefused):
        issue_passport(piece_id=job.piece_id, owner_name="Clara", owner_email="", user=None, now=cast.NOW)


def test_the_signature_speaks_for_the_stored_text_and_for_no_other(passport, key_file):
    assert verify(passport.record, passport.signature, keys.signing_key().public)
    assert queries.speaks_true(passport)
    passport.record = passport.record.replace("750", "999")
    assert not queries.speaks_true(passport)
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600


def test_the_key_is_made_once_even_by_two_at_the_same_moment(key_file):
    start, made = Barrier(4), []

    def first_use():
        start.wait()
        keys._key.__wrapped__(key_file)
        made.append(keys._key.__wrapped__(key_file).id)

    threads = [Thread(target=first_use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1
    assert [file.name for file in key_file.parent.iterdir()] == ["passport_key"]  # no draft is left


def test_a_piece_has_one_present_owner(ownership):
    with pytest.raises(IntegrityError), transaction.atomic():
        Ownership.objects.create(passport=ownership.passport, owner_name="Ben", token="another", since=ownership.since)


def test_codes_are_long_and_hard_to_misread(workshop):
    codes = {passport_of(job_for(workshop, f"line-{n}", design="wedding_band")).code for n in range(3)}
    assert len(codes) == 3
    assert all(len(code) == 16 and not set(code) & set("ILOU") for code in codes)
