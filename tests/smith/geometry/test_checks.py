"""What is measured on a solid, and what is refused for it."""

import numpy as np
import pytest

from benchpin.smith.anatomy import Engraving
from benchpin.smith.checks import LIMITS, faults, require_sound
from benchpin.smith.errors import DesignRefused
from benchpin.smith.geometry import (
    Band,
    Bezel,
    Chain,
    Clasp,
    Head,
    Probe,
    Survey,
    band_probes,
    band_solid,
    bezel_probes,
    bezel_solid,
    claw_probes,
    closed_row,
    cut_stone,
    hanging_way,
    head_parts,
    jump_ring,
    laid,
    link_solid,
    moved_by,
    survey,
    together,
    unite,
)

FRAME = np.eye(3, 4)
HERE = (FRAME.tobytes(),)
WORDS = Engraving(text="Clara", typeface="cinzel", place="inside the band", letter_height_mm=1.2, depth_mm=0.15, method="laser")


def band(thickness_mm=1.8, width_mm=4.0):
    return Band(
        inner_diameter_mm=17.0,
        width_mm=width_mm,
        thickness_mm=thickness_mm,
        profile="court",
        width_top_mm=width_mm,
        thickness_top_mm=thickness_mm,
    )


def measured(part, probes=()):
    return survey(((part, HERE),), (), tuple(probes))


def found(survey, alloy="au_y18", **more):
    return [fault.check for fault in faults(survey, alloy=alloy, field="stone_width", **more)]


@pytest.mark.parametrize("thickness_mm", [1.3, 1.8, 2.6])
def test_rays_read_the_bands_own_thickness_and_width(thickness_mm):
    made = band(thickness_mm, 5.0)
    walls = dict.fromkeys(("plain_band", "shank_width"), ())
    for probe, mm in measured(band_solid(made, 256, 9), band_probes(made, "plain_band")).walls:
        walls[probe.rule] += (mm,)
    assert walls["plain_band"] == pytest.approx([thickness_mm] * 3, abs=0.01)
    assert walls["shank_width"] == pytest.approx([5.0] * 2, abs=0.01)


@pytest.mark.parametrize("claws", [4, 6])
@pytest.mark.parametrize("cut", ["round", "oval"])
def test_a_ray_across_a_claw_at_its_seat_reads_its_wire(cut, claws):
    head = Head(cut=cut, stone_width_mm=6.0, claws=claws, foot_mm=0.8, below_culet_mm=1.0, least_wire_mm=0.7)
    walls = measured(together(head_parts(head, 0.005)), claw_probes(head, FRAME, 0.005)).walls
    assert [mm for _, mm in walls] == pytest.approx([head.wire_mm] * claws, rel=0.03)


def test_a_bezels_wall_is_what_it_is_said_to_be_less_the_setters_clearance():
    bezel = Bezel(cut="oval", stone_width_mm=6.0)
    walls = measured(bezel_solid(bezel, 0.005), bezel_probes(bezel, FRAME)).walls
    assert [mm for _, mm in walls] == pytest.approx([bezel.wall_mm - 0.02] * 2, abs=0.01)


def test_a_thin_band_is_refused_beside_its_option_with_the_metals_own_limit():
    thin = band(1.4)
    survey_of_thin = measured(band_solid(thin, 128, 9), band_probes(thin, "plain_band"))
    assert found(survey_of_thin, "au_y18") == []
    (fault,) = faults(survey_of_thin, alloy="ag_925", field="stone_width")  # said once, though thin all round
    assert (fault.check, fault.field, fault.limit) == ("plain_band", "band_thickness", 1.6)
    assert fault.figure == pytest.approx(1.4, abs=0.01)
    assert "Sterling silver" in fault.message
    assert "at least 1.6 mm" in fault.message


def test_words_need_metal_under_them():
    probe = Probe(rule="plain_band", field="band_thickness", start_mm=(0.0, 0.0, 0.0), end_mm=(1.0, 0.0, 0.0))
    thick, thin = (Survey(bodies=1, overlap_mm3=0.0, walls=((probe, mm),)) for mm in (1.6, 0.84))
    assert found(thick, engravings=(WORDS,)) == []
    assert "under_engraving" in found(thin, engravings=(WORDS,))


def test_a_piece_in_two_is_refused():
    ring = jump_ring(3.0, 1.0, 0.02)
    apart = unite([ring, ring.translate((10.0, 0.0, 0.0))])
    assert found(measured(apart)) == ["one_body"]
    with pytest.raises(DesignRefused) as refused:
        require_sound(measured(apart), alloy="au_y18", field="stone_width")
    assert refused.value.errors[0].field == "stone_width"


def test_metal_where_the_stone_sits_is_refused():
    ring = jump_ring(3.0, 1.0, 0.02)
    overlapping = survey(((ring, HERE),), ((ring.translate((0.5, 0.0, 0.0)), HERE),), ())
    assert overlapping.overlap_mm3 > 1
    assert found(overlapping) == ["stone_clear_of_metal"]
    touching = survey(((ring, HERE),), ((ring.translate((0.0, 0.0, 1.1)), HERE),), ())
    assert found(touching) == []


def test_stones_that_nearly_touch_are_refused():
    stone = cut_stone("round", 2.0).solid()
    for gap_mm, expected in ((0.02, ["stone_spacing"]), (0.2, [])):
        frames = tuple(moved_by(x, 0, 0).tobytes() for x in (0.0, 2.0 + gap_mm, 4.0 + 2 * gap_mm))
        apart = survey((), ((stone, frames),), ())
        assert apart.stone_gap_mm == pytest.approx(gap_mm, abs=0.01)
        assert [check for check in found(apart) if check != "one_body"] == expected


def test_links_that_jam_are_refused_and_links_with_play_are_not():
    chain = Chain(kind="cable", width_mm=1.8)
    link = link_solid(chain.pattern[0], 0.02)
    frames = laid(closed_row(chain, Clasp(kind="bolt_ring", chain_width_mm=1.8), 400.0), hanging_way)["link_0"]
    free = survey(((link, tuple(frame.tobytes() for frame in frames)),), (), ())
    assert free.jam_mm3 == 0
    assert found(free) == []
    tight = survey(((link, (FRAME.tobytes(), moved_by(1.0, 0, 0).tobytes())),), (), ())
    assert found(tight) == ["moving_parts"]


def test_where_no_metal_is_no_wall_is_read():
    probe = Probe(rule="claw", field="claws", start_mm=(0.0, 0.0, -5.0), end_mm=(0.0, 0.0, 5.0))
    assert measured(jump_ring(3.0, 1.0, 0.02), [probe]).walls[0][1] == 0.0


def test_every_limit_tells_its_source_and_what_would_work():
    for name, limit in LIMITS.wall.items():
        assert limit.source, name
        assert limit.works.startswith("Choose"), name
        assert min(limit.gold, limit.platinum, limit.silver) > 0, name
