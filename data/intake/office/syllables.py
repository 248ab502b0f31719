"""Which letters make a Vietnamese syllable, to tell text in a wrong encoding from a right one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_KEPT = 20_000

_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu "
    "im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt "
    "oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua "
    "uân uâng uât uây uc uê uênh uêch ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych "
    "uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm "
    "yên yêng yêt yêu"
)
_LONGEST_FIRST = sorted(_RHYMES.split(), key=len, reverse=True)
_SYLLABLE = re.compile(f"{_ONSET}(?:{'|'.join(_LONGEST_FIRST)})")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ABBREVIATION = re.compile("[A-ZĐ]+")
_VOWEL = re.compile("[aeiouyAEIOUY]")
_UNITS = frozenset({"km", "kg", "m", "cm", "mm", "ml", "g", "tr", "t"})

# Rhymes that are another word when an ư before them is lost: mười and mời, người and ngời. Where
# ư itself bears the tone it is another letter in TCVN3, so only words without a tone lose it.
_LOST_BEFORE_O = re.compile(f"{_ONSET}ơ[imnpt]")
_LOST_ALONE = re.compile(f"{_ONSET}[aiu]")


@lru_cache(_KEPT)
def is_syllable(word: str) -> bool:
    """True for a word that Vietnamese could have; capitals make no difference.

    Example:
        >>> is_syllable("Huyện"), is_syllable("HuyÖn"), is_syllable("Mờng")
        (True, False, False)
    """
    letters = _without_tone(word)
    return len(_TONE.findall(_parted(word))) <= 1 and _SYLLABLE.fullmatch(letters) is not None


def is_abbreviation(word: str) -> bool:
    """True for capitals alone: UBND, HĐND, QĐ."""
    return _ABBREVIATION.fullmatch(word) is not None


def may_have_lost_a_letter(word: str) -> bool:
    """True for a word that would be another one with the letter ư that tools drop from TCVN3.

    Example:
        >>> may_have_lost_a_letter("mời"), may_have_lost_a_letter("Hng")
        (True, True)
        >>> may_have_lost_a_letter("Huyện"), may_have_lost_a_letter("UBND")
        (False, False)
    """
    if is_abbreviation(word) or word.casefold() in _UNITS:
        return False
    letters = _without_tone(word)
    if _LOST_BEFORE_O.fullmatch(letters):
        return True
    toneless = letters == unicodedata.normalize("NFC", word.casefold())
    return toneless and bool(_LOST_ALONE.fullmatch(letters) or not _has_vowel(word))


def _has_vowel(word: str) -> bool:
    return _VOWEL.search(_parted(word)) is not None


def _parted(word: str) -> str:
    return unicodedata.normalize("NFD", word)


def _without_tone(word: str) -> str:
    return unicodedata.normalize("NFC", _TONE.sub("", _parted(word.casefold())))
