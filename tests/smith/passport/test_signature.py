import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchpin.smith.passport import SigningKey, canonical, verify

RECORD = canonical({"piece": "HW-2026-00041", "metal": {"fineness": 750, "grams": "3.35"}, "engraving": "für Clara"})


def test_a_record_is_signed_and_a_stranger_can_check_it():
    key = SigningKey.new()
    assert verify(RECORD, key.sign(RECORD), key.public)


@given(st.integers(min_value=0, max_value=len(RECORD) - 1))
def test_one_changed_letter_breaks_the_signature(place):
    key = SigningKey(b"\x01" * 32)
    changed = RECORD[:place] + ("x" if RECORD[place] != "x" else "y") + RECORD[place + 1 :]
    assert not verify(changed, key.sign(RECORD), key.public)


@given(st.integers(min_value=0, max_value=85), st.sampled_from("ABCxyz019_-!= "))
def test_one_changed_letter_of_the_signature_breaks_it(place, letter):
    key = SigningKey(b"\x01" * 32)
    signature = key.sign(RECORD)
    changed = signature[:place] + letter + signature[place + 1 :]
    assert verify(RECORD, changed, key.public) is (changed == signature)


def test_another_workshops_key_did_not_sign_it():
    assert not verify(RECORD, SigningKey.new().sign(RECORD), SigningKey.new().public)


@pytest.mark.parametrize("nonsense", ["", "not base64!", "AAAA", "ä" * 20])
def test_what_cannot_be_read_is_no_signature(nonsense):
    key = SigningKey.new()
    assert not verify(RECORD, nonsense, key.public)
    assert not verify(RECORD, key.sign(RECORD), nonsense)


def test_the_same_facts_give_the_same_letters_however_they_are_written():
    assert canonical({"b": 1, "a": "e\u0301"}) == canonical({"a": "\u00e9", "b": 1}) == '{"a":"é","b":1}'


def test_a_figure_with_a_point_must_be_text():
    with pytest.raises(TypeError, match=r"3\.35"):
        canonical({"grams": 3.35})


def test_the_key_agrees_with_the_published_test_vector():  # RFC 8032, 7.1, test 1: the empty message
    secret = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    published = (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
        "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    assert base64.urlsafe_b64decode(SigningKey(secret).sign("") + "==").hex() == published
