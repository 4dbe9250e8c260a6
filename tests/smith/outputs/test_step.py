"""STEP of what is exact: the section of a plain band turned about the finger, by Pappus and by a kernel of boundaries."""

from importlib.util import find_spec
from math import pi
from pathlib import Path

import numpy as np
import pytest

from benchpin.designs import WEDDING_BAND, specify
from benchpin.designs.design import Design
from benchpin.smith.outputs import StepUnavailable, step
from benchpin.smith.piece import Piece


def piece(design: Design, **choices: str) -> Piece:
    return specify(design, choices).piece


PROFILES = ("court", "d", "flat", "flat_court", "knife", "comfort")


def turned_mm3(section: np.ndarray) -> float:
    """The volume of a (z, r) section turned about Z: Pappus, by the shoelace formula."""
    z, r = section.T
    z2, r2 = np.roll(z, -1), np.roll(r, -1)
    return abs(2 * pi * float(((r + r2) * (z * r2 - z2 * r)).sum()) / 6)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_section_of_a_plain_band_encloses_what_its_solid_does(profile):
    made = piece(WEDDING_BAND, profile=profile)
    (band,) = made.draft.parts
    assert turned_mm3(band.revolved) == pytest.approx(band.solid.volume(), rel=1e-3)


def test_a_band_with_milgrain_is_refused_naming_what_is_not_exact():
    with pytest.raises(StepUnavailable, match="No STEP of this piece: milgrain would be triangles"):
        step(piece(WEDDING_BAND, detail="milgrain", band_width="5.0"))


@pytest.mark.skipif(find_spec("build123d") is not None, reason="the optional kernel is installed")
def test_without_the_optional_kernel_the_refusal_says_how_to_get_it():
    with pytest.raises(StepUnavailable, match="pip install"):
        step(piece(WEDDING_BAND))


@pytest.mark.skipif(find_spec("build123d") is None, reason="needs the optional kernel")
@pytest.mark.parametrize("profile", PROFILES)
def test_a_written_file_read_back_has_the_volume_and_the_size_of_the_band(profile, tmp_path: Path):
    import build123d

    made = piece(WEDDING_BAND, profile=profile, band_width="5.0")
    path = tmp_path / "band.step"
    path.write_bytes(step(made))
    read = build123d.import_step(str(path))
    assert read.volume == pytest.approx(made.cast_volume_mm3, rel=1e-3)
    wide, long = read.bounding_box().size.X, read.bounding_box().size.Z
    assert long == pytest.approx(5.0, abs=0.01)
    assert wide == pytest.approx(2 * made.cast.bounding_box()[3], abs=0.05)  # the mesh, area-true, stands a little outside
