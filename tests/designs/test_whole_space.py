"""Every design over its whole space of options: what is asked for is refused with a sentence, or is sound.

Drawn with fixed dice. `FUZZ_CONFIGURATIONS` is how many of each design: few by default, about 70 for a night's run.
"""

import io
import os
import random
from dataclasses import dataclass, field

import numpy as np
import pytest
import trimesh

from benchpin.designs import ALL, sampling, specify
from benchpin.smith.errors import DesignRefused
from benchpin.smith.geometry import intersection_volume_mm3
from benchpin.smith.materials import METALS

PER_DESIGN = int(os.environ.get("FUZZ_CONFIGURATIONS", "8"))
MOST_DRAWS = 60  # for one that its rules let through
MOST_REFUSED = 0.25  # of those, by what is measured on the solid


@dataclass
class Found:
    made: int = 0
    refused: list[str] = field(default_factory=list)


def drawn(design, dice):
    """A configuration its rules let through; each refusal on the way is a sentence beside an option of the design."""
    options = {option.key for option in design.options}
    for _ in range(MOST_DRAWS):
        try:
            return specify(design, sampling.by_dice(design, dice))
        except DesignRefused as refused:
            for error in refused.errors:
                assert error.field in options
                assert str(error).endswith(".")
    raise AssertionError(f"{design.key}: no configuration in {MOST_DRAWS} draws can be made")


@pytest.mark.parametrize("design", ALL, ids=lambda design: design.key)
def test_whatever_is_drawn_is_refused_with_a_sentence_or_is_sound(design):
    dice, found = random.Random(f"{design.key} {PER_DESIGN}"), Found()
    while found.made + len(found.refused) < PER_DESIGN:
        piece = drawn(design, dice).piece
        try:
            anatomy = piece.anatomy
        except DesignRefused as refused:
            found.refused += [str(error) for error in refused.errors[:1]]
            continue
        found.made += 1
        assert all(check.passes for check in piece.checks)
        assert anatomy.gross_mass_g > 0
        sound_castings(piece)
        clear_stones(piece)
        true_model(piece)
    assert len(found.refused) <= max(1, MOST_REFUSED * PER_DESIGN), found.refused


def sound_castings(piece):
    """Watertight for another library, of the mass that was said, one body each."""
    for casting, part in zip(piece.castings, piece.anatomy.parts, strict=True):
        assert len(casting.solid.decompose()) == 1
        assert part.mass_g == pytest.approx(
            casting.solid.volume() * METALS[part.alloy].density_g_cm3 / 1000, rel=1e-3, abs=1e-3
        )
    if piece.castings:
        read = trimesh.load(io.BytesIO(piece.stl()), file_type="stl")
        own = [casting for casting in piece.castings if casting.alloy == piece.alloy]
        volume = sum(casting.solid.volume() * len(casting.frames) for casting in own)
        assert read.volume == pytest.approx(volume, rel=5e-4)


def clear_stones(piece):
    """No stone within metal: its own check, stone by stone, for the first and last of each set."""
    for stones in piece.draft.stones:
        for frame in (stones.frames[0], stones.frames[-1]):
            stone = stones.stone.solid().transform(np.ascontiguousarray(frame))
            for casting in piece.castings:
                for place in casting.frames[:3]:
                    assert intersection_volume_mm3(casting.solid.transform(place), stone) < 1e-3


def true_model(piece):
    """The same bytes again, and no larger than a phone wants; words and chains take more."""
    model = piece.preview_glb()
    assert model == piece.preview_glb()
    more = piece.anatomy.engravings or piece.anatomy.kind in ("necklace", "bracelet")
    assert len(model) < (700_000 if more else 330_000)
