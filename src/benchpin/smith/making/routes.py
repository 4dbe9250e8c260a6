"""Ways through the workshop, put together from operations by what the piece is."""

from benchpin.smith.anatomy import Anatomy
from benchpin.smith.hallmark import hallmark_required
from benchpin.smith.making.operations import operation
from benchpin.smith.making.route import Route
from benchpin.smith.materials import metal

__all__ = ["cast_route"]


def cast_route(anatomy: Anatomy) -> Route:
    """The route of a piece that is cast: which operations apply follows from the piece alone.

    Order: fittings are soldered before stones are set (heat); struck marks before the final polish; plating after it.
    """
    alloy = metal(anatomy.alloy)
    applies = {
        "print_wax": True,
        "cast": True,
        "clean_up": True,
        "size": anatomy.ring_size is not None,
        "assemble": any(finding.joined for finding in anatomy.findings),
        "prepolish": True,
        "hallmark": hallmark_required(anatomy.alloy, anatomy.metal_mass_g),
        "set_stones": bool(anatomy.stones),
        "engrave": anatomy.engraving is not None,
        "final_polish": True,
        "plate": alloy.rhodium_plated,
        "final_inspection": True,
        "pack": True,
    }
    return Route(operations=tuple(operation(key, anatomy) for key, does in applies.items() if does))
