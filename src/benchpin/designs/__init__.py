"""Room 2: what can be made. Each design is defined once; all else is derived."""

from benchpin.designs.bangle import BANGLE
from benchpin.designs.bezel_pendant import BEZEL_PENDANT
from benchpin.designs.bezel_solitaire import BEZEL_SOLITAIRE
from benchpin.designs.chain import CHAIN
from benchpin.designs.charm import CHARM
from benchpin.designs.claw_pendant import CLAW_PENDANT, HALO_PENDANT
from benchpin.designs.cuff import CUFF
from benchpin.designs.design import Choices, Design, Specification, specify
from benchpin.designs.drop_earrings import DROP_EARRINGS
from benchpin.designs.engraved_bar import ENGRAVED_BAR
from benchpin.designs.engraved_disc import ENGRAVED_DISC
from benchpin.designs.eternity import ETERNITY
from benchpin.designs.halo_ring import HALO_RING
from benchpin.designs.hinged_bangle import HINGED_BANGLE
from benchpin.designs.hoop_earrings import HOOPS, HUGGIES
from benchpin.designs.id_bracelet import ID_BRACELET
from benchpin.designs.locket import LOCKET
from benchpin.designs.name_necklace import NAME_NECKLACE
from benchpin.designs.own import KEY_PREFIX, own_design
from benchpin.designs.signet import SIGNET
from benchpin.designs.solitaire import SOLITAIRE
from benchpin.designs.station_necklace import STATION_NECKLACE
from benchpin.designs.stud_earrings import STUD_EARRINGS
from benchpin.designs.tennis_bracelet import TENNIS_BRACELET
from benchpin.designs.three_stone import THREE_STONE
from benchpin.designs.twisted_band import TWISTED_BAND
from benchpin.designs.wedding_band import WEDDING_BAND

__all__ = [
    "ALL",
    "BANGLE",
    "BEZEL_PENDANT",
    "BEZEL_SOLITAIRE",
    "CHAIN",
    "CHARM",
    "CLAW_PENDANT",
    "CUFF",
    "DROP_EARRINGS",
    "ENGRAVED_BAR",
    "ENGRAVED_DISC",
    "ETERNITY",
    "HALO_PENDANT",
    "HALO_RING",
    "HINGED_BANGLE",
    "HOOPS",
    "HUGGIES",
    "ID_BRACELET",
    "LOCKET",
    "NAME_NECKLACE",
    "SIGNET",
    "SOLITAIRE",
    "STATION_NECKLACE",
    "STUD_EARRINGS",
    "TENNIS_BRACELET",
    "THREE_STONE",
    "TWISTED_BAND",
    "WEDDING_BAND",
    "Choices",
    "Design",
    "Specification",
    "by_key",
    "specify",
]

ALL: tuple[Design, ...] = (
    SOLITAIRE,
    HALO_RING,
    THREE_STONE,
    BEZEL_SOLITAIRE,
    ETERNITY,
    WEDDING_BAND,
    TWISTED_BAND,
    SIGNET,
    BEZEL_PENDANT,
    ENGRAVED_BAR,
    ENGRAVED_DISC,
    LOCKET,
    NAME_NECKLACE,
    STATION_NECKLACE,
    CLAW_PENDANT,
    HALO_PENDANT,
    CHAIN,
    BANGLE,
    CUFF,
    HINGED_BANGLE,
    ID_BRACELET,
    TENNIS_BRACELET,
    CHARM,
    STUD_EARRINGS,
    HOOPS,
    HUGGIES,
    DROP_EARRINGS,
)


def by_key(key: str) -> Design:
    """A design that is built in, or a jeweller's own. Raises KeyError for one that is not (or no longer) made."""
    if key.startswith(KEY_PREFIX):
        return own_design(key)
    return {design.key: design for design in ALL}[key]
