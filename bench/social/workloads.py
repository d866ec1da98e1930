"""All queries of the social benchmark that are timed, in the order of their groups."""
from fresh import FRESH
from further import FURTHER
from lsqb import LSQB, VARIANTS
from questions import CYCLES, PATHS, POINT, PROPERTIES, RECOMMEND
from unseen import UNSEEN
from varied import VARIED
from wider import WIDER

TIMED = (LSQB + VARIANTS + PATHS + PROPERTIES + CYCLES + RECOMMEND + VARIED + UNSEEN + FRESH + FURTHER + WIDER
         + [POINT])
