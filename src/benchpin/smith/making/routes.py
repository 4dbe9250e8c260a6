"""Ways through the workshop, put together from operations by what the piece is."""

from benchpin.smith.anatomy import Anatomy
from benchpin.smith.hallmark import hallmark_required
from benchpin.smith.making.operations import loose_parts, operation, second_alloy
from benchpin.smith.making.route import Route
from benchpin.smith.materials import coat, metal

__all__ = ["assembled_route", "cast_route"]


def cast_route(anatomy: Anatomy) -> Route:
    """The route of a piece that is cast: which operations apply follows from the piece alone.

    Order: metals and fittings are soldered, enamel is fired before stones are set (heat); struck marks before the final
    polish; plating and blackening after it.
    """
    alloy = metal(anatomy.alloy)
    methods = {engraving.method for engraving in anatomy.engravings}
    coats = {coat(coating.coat).operation for coating in anatomy.coatings}
    two_metals = second_alloy(anatomy) != anatomy.alloy
    applies = {
        "print_wax": True,
        "cast": True,
        "cast_second": two_metals,
        "clean_up": True,
        "size": anatomy.ring_size is not None,
        "assemble": any(finding.joined for finding in anatomy.findings),
        "join_metals": two_metals,
        "enamel": "enamel" in coats,
        "prepolish": True,
        "hallmark": hallmark_required(anatomy.alloy, anatomy.metal_mass_g),
        "set_stones": bool(anatomy.stones),
        "link_up": loose_parts(anatomy) > 0,
        "engrave": "laser" in methods,
        "engrave_hand": "hand" in methods,
        "final_polish": True,
        "plate": alloy.rhodium_plated,
        "plate_gold": "plate_gold" in coats,
        "blacken": "blacken" in coats,
        "final_inspection": True,
        "pack": True,
    }
    return Route(operations=tuple(operation(key, anatomy) for key, does in applies.items() if does))


def assembled_route(anatomy: Anatomy) -> Route:
    """The route of a piece of bought parts alone, such as a chain: cut to length, closed, finished."""
    applies = {
        "cut_chain": any(finding.length_mm for finding in anatomy.findings),
        "assemble": any(finding.joined for finding in anatomy.findings),
        "hallmark": hallmark_required(anatomy.alloy, anatomy.metal_mass_g),
        "final_polish": True,
        "plate": metal(anatomy.alloy).rhodium_plated,
        "final_inspection": True,
        "pack": True,
    }
    return Route(operations=tuple(operation(key, anatomy) for key, does in applies.items() if does))
