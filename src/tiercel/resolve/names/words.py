"""How alike two words of names are, letter by letter, and by their consonants where the scripts differ."""

from functools import lru_cache

from rapidfuzz.distance import OSA

from tiercel.normal.company_names import Word
from tiercel.normal.latin import has_characters, skeleton

# Below this share of letters in common two words are different words, not one with a slip.
SLIP = 0.7
SAME_SOUND, NEARLY_SAME_SOUND = 0.95, 0.8
SHORT = 3
# One slip in so short a word, by its length; a second one makes another word of it.
_SHORT_SLIP = {(2, 1): 0.5, (3, 1): 0.66}


def alike(one: Word, other: Word, *, by_sound: bool = False) -> float:
    """How alike two words are, in [0, 1]; 0 where they are different words.

    by_sound  whether consonants alone may tell in one script too, as for people: "Husayn" is "Hussein"

    Numbers are alike only when they are equal: "Fund 2" is not "Fund 3".
    """
    if one.text == other.text:
        return 1.0
    if one.is_number or other.is_number:
        return 0.0
    fit = _alike(one.text, one.latin, other.text, other.latin)
    if fit or not by_sound or has_characters(one.text) or has_characters(other.text):
        return fit
    return _by_sound_alone(one.latin, other.latin)


@lru_cache(maxsize=200_000)
def _alike(one: str, one_latin: str, other: str, other_latin: str) -> float:
    if one.isascii() == other.isascii() or _one_script(one, other):
        return _by_letters(one, other) if has_characters(one) else _by_letters(one_latin, other_latin)
    return max(_by_letters(one_latin, other_latin), _by_sound(one_latin, other_latin))


def _by_letters(one: str, other: str) -> float:
    if one == other:
        return 1.0
    longest = max(len(one), len(other))
    slips = OSA.distance(one, other)
    if longest <= SHORT:
        return _SHORT_SLIP.get((longest, slips), 0.0)
    share = 1 - slips / longest
    return share if share >= SLIP else 0.0


def _by_sound(one: str, other: str) -> float:
    ours, theirs = skeleton(one), skeleton(other)
    # One script may write the first vowel and the other not.
    if ours.removeprefix("a") == theirs.removeprefix("a") and len(ours.removeprefix("a")) > 1:
        return SAME_SOUND
    longest = max(len(ours), len(theirs))
    if longest >= 4 and OSA.distance(ours, theirs) == 1:
        return NEARLY_SAME_SOUND
    return 0.0


def _by_sound_alone(one: str, other: str) -> float:
    ours, theirs = (skeleton(word).removeprefix("a") for word in (one, other))
    return NEARLY_SAME_SOUND if ours == theirs and len(ours) >= SHORT else 0.0


def _one_script(one: str, other: str) -> bool:
    """Whether both are of one block of a thousand characters, which tells the scripts of names apart."""
    return bool(one) and bool(other) and ord(one[0]) >> 10 == ord(other[0]) >> 10
