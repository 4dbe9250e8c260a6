import pytest

from atelier.made import ENGRAVED, job_for, passport_of, weigh_out
from benchpin.atelier.passport import keys
from benchpin.atelier.passport.models import Ownership, Passport


@pytest.fixture(autouse=True)
def key_file(settings, tmp_path):
    """A key of the test's own."""
    settings.PASSPORT_KEY_FILE = str(tmp_path / "keys" / "passport_key")
    keys._key.cache_clear()
    yield tmp_path / "keys" / "passport_key"
    keys._key.cache_clear()


@pytest.fixture
def passport(workshop) -> Passport:
    """Of an engraved solitaire with a sapphire, of metal weighed out of a lot with its paper."""
    job = job_for(workshop, **ENGRAVED)
    weigh_out(job)
    return passport_of(job)


@pytest.fixture
def ownership(passport) -> Ownership:
    return passport.ownerships.get()
