from importlib.resources import files

import pytest

from benchpin.smith.materials import CUTS, FINISHES, GEMS, METALS, MaterialError, read_alloys, read_gems
from benchpin.smith.materials.view import viewer_table

METALS_TOML = files("benchpin.smith.materials").joinpath("metals.toml").read_text("utf-8")
GEMS_TOML = files("benchpin.smith.materials").joinpath("gems.toml").read_text("utf-8")

# Densities as dealers and refiners print them, not those our table holds (Rio Grande, AU Enterprises, JewelCraft), g/cm3.
PRINTED_DENSITY = {"au_y18": 15.58, "au_r18": 15.18, "au_w18_pd": 16.44, "ag_925": 10.36, "pt_950_ru": 20.70, "au_y9": 11.4}


@pytest.mark.parametrize("alloy", METALS.values(), ids=lambda alloy: alloy.id)
def test_densities_agree_with_the_elements_and_with_print(alloy):  # three roads to one number
    assert alloy.density_g_cm3 == pytest.approx(alloy.mixed_density_g_cm3, rel=0.015)
    assert alloy.density_g_cm3 == pytest.approx(PRINTED_DENSITY[alloy.id], rel=0.02)


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("density_g_cm3 = 15.5\n", "density_g_cm3 = 14.9\n", "a density of 14.9 g/cm³ contradicts the composition"),
        ("density_g_cm3 = 15.5\n", "density_g_cm3 = 1.55\n", "mix to 15.45 g/cm³"),
        ("density_g_cm3 = 15.5\n", "", "missing required field `density_g_cm3`"),
        ("Au = 75.0, Ag = 12.5, Cu = 12.5", "Au = 75.0, Ag = 12.5, Cu = 2.5", "adds up to 90 %"),
        ("Au = 75.0, Ag = 12.5, Cu = 12.5", "Au = 75.0, Ag = 12.5, Xx = 12.5", "no density is known for Xx"),
        (
            "Au = 75.0, Ag = 12.5, Cu = 12.5",
            "Au = 73.0, Ag = 14.5, Cu = 12.5",
            "730 parts of Au are less than the fineness 750",
        ),
        ('id = "au_y9"', 'id = "au_y18"', "the same id"),
        ('family = "yellow_gold"', 'family = "yellow"', "Invalid enum value 'yellow'"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(right, wrong, says):
    assert right in METALS_TOML
    with pytest.raises(MaterialError) as refusal:
        read_alloys(METALS_TOML.replace(right, wrong, 1))
    assert says in str(refusal.value)


def test_the_density_may_differ_by_three_percent_and_no_more():
    mixed = METALS["au_y18"].mixed_density_g_cm3
    for density, fits in ((mixed * 1.029, True), (mixed * 1.031, False), (mixed * 0.971, True), (mixed * 0.969, False)):
        text = METALS_TOML.replace("density_g_cm3 = 15.5\n", f"density_g_cm3 = {density}\n", 1)
        if fits:
            assert read_alloys(text)["au_y18"].density_g_cm3 == density
        else:
            with pytest.raises(MaterialError, match="contradicts"):
                read_alloys(text)


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("ri = [2.417, 2.419]", "ri = [2.419, 2.417]", "must rise"),
        ("view_tint = [0.055, 0.14, 0.78]", "view_tint = [55.0, 0.14, 0.78]", "from 0 to 1"),
        ('ultrasonic = "no"', 'ultrasonic = "maybe"', "Invalid enum value 'maybe'"),
    ],
)
def test_a_gem_out_of_nature_is_refused(right, wrong, says):
    assert right in GEMS_TOML
    with pytest.raises(MaterialError) as refusal:
        read_gems(GEMS_TOML.replace(right, wrong, 1))
    assert says in str(refusal.value)


@pytest.mark.parametrize("cut", CUTS.values(), ids=lambda cut: cut.id)
def test_our_polyhedra_weigh_what_the_trade_formula_says(cut):  # carats of diamond from the volume, and from L x W x D
    by_volume = cut.volume_over_lwd * GEMS["diamond"].sg / 1000 / 0.2
    assert by_volume == pytest.approx(cut.factor_diamond, rel=0.045)


def test_a_one_carat_round_diamond_is_six_and_a_half_millimetres_wide():
    width_mm, round_cut = 6.5, CUTS["round"]
    volume_mm3 = round_cut.volume_over_lwd * width_mm * width_mm * round_cut.depth_to_width * width_mm
    assert GEMS["diamond"].carats(volume_mm3) == pytest.approx(1.0, abs=0.03)


def test_every_row_tells_its_source():
    for table in (METALS, GEMS, CUTS, FINISHES):
        assert all(row.source for row in table.values())
    assert all(row.view_source for row in (*METALS.values(), *GEMS.values()))
    assert all("est" in alloy.shrinkage_source or "artistryofgold" in alloy.shrinkage_source for alloy in METALS.values())


def test_stones_are_sold_as_what_they_are():
    assert all("laboratory" in gem.disclosure for gem in GEMS.values() if gem.kind == "synthetic")
    assert all("laboratory" not in gem.disclosure for gem in GEMS.values() if gem.kind == "natural")
    assert "oil" in GEMS["emerald"].disclosure


def test_the_viewer_is_told_every_metal_stone_and_finish():
    table = viewer_table()

    assert table["metals"].keys() == METALS.keys()
    assert table["stones"]["diamond"] == {"ior": 2.418, "dispersion": 0.044, "tint": [1.0, 1.0, 1.0], "label": "Diamond"}
    assert sorted(table["finishes"].values()) == list(range(len(FINISHES)))
