"""Chains by themselves: length, weight, movement, route."""

import random

import pytest

from benchpin.designs import specify
from benchpin.designs.chain import CHAIN
from benchpin.designs.strand import CHAIN_NAMES, CLASP_NAMES
from benchpin.smith.errors import DesignRefused
from benchpin.smith.materials import METALS
from benchpin.smith.outputs import OUTPUTS


def drawn(number):
    """Chains drawn with fixed dice; widths their kind is not made in are left out."""
    dice, found = random.Random("chain"), []
    while len(found) < number:
        raw = {
            "chain": dice.choice(list(CHAIN_NAMES)),
            "clasp": dice.choice(list(CLASP_NAMES)),
            "chain_width": f"{dice.randint(6, 30) / 5:.1f}",
            "chain_length": str(10 * dice.randint(35, 90)),
        }
        try:
            found.append(specify(CHAIN, raw))
        except DesignRefused:
            continue
    return found


@pytest.mark.parametrize("spec", drawn(24), ids=lambda s: "-".join(list(s.choices.values())[1:]))
def test_links_rings_and_clasp_move_freely(spec):
    survey = spec.piece.survey
    assert survey.bodies == 1
    assert survey.jam_mm3 == 0
    assert 0.03 <= survey.play_mm <= max(0.1, 0.03 * spec.choices.mm("chain_width"))  # a wide chain has more play
    assert spec.piece.anatomy.findings  # judged sound


@pytest.mark.parametrize("kind", CHAIN_NAMES)
def test_a_chain_weighs_its_links_and_not_its_clasp(kind):
    piece = specify(CHAIN, {"chain": kind, "chain_width": "2.0"}).piece
    sold = next(finding for finding in piece.anatomy.findings if finding.key == "chain")
    drawn_mm3 = sum(part.solid.volume() * len(part.frames) for part in piece.draft.parts if part.bought is sold)
    assert sold.mass_g == pytest.approx(METALS["au_y18"].mass_g(drawn_mm3), rel=0.05)
    assert sold.length_mm == 450
    assert [finding.key for finding in piece.anatomy.findings] == ["chain", "jump_ring", "clasp"]


def test_a_longer_chain_has_as_much_more_metal_as_its_length():
    short, long = (specify(CHAIN, {"chain_length": length}).piece.anatomy.findings[0].mass_g for length in ("450", "900"))
    clasp_mm = 20.0  # takes no links
    assert long / short == pytest.approx((900 - clasp_mm) / (450 - clasp_mm), rel=0.01)


def test_nothing_of_a_chain_is_cast():
    spec = specify(CHAIN, {})
    assert spec.piece.castings == ()
    keys = [operation.key for operation in spec.route.operations]
    assert keys == ["cut_chain", "assemble", "hallmark", "final_polish", "final_inspection", "pack"]
    files = {key for key, output in OUTPUTS.items() if output.applies(spec.piece.anatomy)}
    assert not files & {"stl", "3mf"}
    assert "Chain width: 3 ± 0.1 mm" in spec.piece.drawing_svg()


def test_a_whole_chain_is_sent_as_one_link_and_its_places():
    assert len(specify(CHAIN, {"chain": "snake", "chain_width": "1.2", "chain_length": "900"}).piece.preview_glb()) < 350_000


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ({"chain": "figaro", "chain_width": "1.4"}, "2 mm or wider"),
        ({"chain": "box", "chain_width": "4.0"}, "3 mm or less"),
        ({"chain": "snake", "chain_width": "6.0"}, "too heavy"),
    ],
)
def test_a_width_a_kind_is_not_made_in_is_refused(raw, says):
    with pytest.raises(DesignRefused) as refused:
        specify(CHAIN, raw)
    assert says in str(refused.value.errors[0])
    assert refused.value.errors[0].field == "chain_width"
