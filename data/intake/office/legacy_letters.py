"""The letters of TCVN3 (ABC) and VNI in Unicode, one by one.

Both hide Vietnamese in the letters of Western Europe. TCVN3 gives each letter a place of its
own; VNI writes the vowel and, behind it, one letter for its marks: aù is á, aâ is â, aá is ấ.
"""

from __future__ import annotations

import re
import unicodedata

# The letter ư of TCVN3, which text processors show as a place to break the word, or drop.
SOFT_HYPHEN = "\u00ad"

_TCVN3_PAIRS = (
    "µà ¶ả ·ã ¸á ¹ạ ¨ă »ằ ¼ẳ ½ẵ ¾ắ Æặ ©â Çầ Èẩ Éẫ Êấ Ëậ ®đ Ìè Îẻ Ïẽ Ðé Ñẹ ªê Òề Óể Ôễ Õế Öệ "
    "×ì Øỉ Üĩ Ýí Þị ßò áỏ âõ ãó äọ «ô åồ æổ çỗ èố éộ ¬ơ êờ ëở ìỡ íớ îợ ïù ñủ òũ óú ôụ \u00adư "
    "õừ öử ÷ữ øứ ùự úỳ ûỷ üỹ ýý þỵ ¡Ă ¢Â £Ê ¤Ô ¥Ơ ¦Ư §Đ"
)
_TCVN3 = {ord(pair[0]): pair[1] for pair in _TCVN3_PAIRS.split(" ")}

_ANY_VOWEL = dict(zip("ùøûõï", ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True))
_ROOF = {
    mark: "\u0302" + tone
    for mark, tone in zip("âáàåãä", ("", *"\u0301\u0300\u0309\u0303\u0323"), strict=True)
}
_BOWL = {
    mark: "\u0306" + tone
    for mark, tone in zip("êéèúüë", ("", *"\u0301\u0300\u0309\u0303\u0323"), strict=True)
}
_MARKS = _ANY_VOWEL | _ROOF | _BOWL
_VNI_LETTERS = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))
_VNI = re.compile(
    "(?P<vowel>[aeouyôö])(?P<any>[ùøûõï])|(?P<broad>[aeo])(?P<roof>[âáàåãä])"
    "|a(?P<bowl>[êéèúüë])|(?P<alone>[ñôöíìæóòî])",
    re.IGNORECASE,
)


def from_tcvn3(text: str) -> str:
    """TCVN3 as Unicode; words typed in a font of capitals become capitals.

    Example:
        >>> from_tcvn3("HuyÖn Sèp Cép"), from_tcvn3("HUYÖN SèP CéP")
        ('Huyện Sốp Cộp', 'HUYỆN SỐP CỘP')
    """
    converted = text.translate(_TCVN3)
    return re.sub(r"[^\W\d_]+", _in_capitals, converted)


def _in_capitals(word: re.Match[str]) -> str:
    plain = [letter for letter in word.group() if letter.isascii()]
    is_capital = len(plain) > 1 and all(letter.isupper() for letter in plain)
    return word.group().upper() if is_capital else word.group()


def from_vni(text: str) -> str:
    """VNI as Unicode; what is no letter of VNI stays as it is.

    Example:
        >>> from_vni("Huyeän Soáp Coäp"), from_vni("ÑÖÔØNG")
        ('Huyện Sốp Cộp', 'ĐƯỜNG')
    """
    return unicodedata.normalize("NFC", _VNI.sub(_of_vni, text))


def _of_vni(found: re.Match[str]) -> str:
    letters = found.group()
    if found["alone"]:
        return _like(letters, _VNI_LETTERS[letters.casefold()])
    vowel, mark = letters[0].casefold(), letters[1].casefold()
    return _like(letters[0], _VNI_LETTERS.get(vowel, vowel)) + _MARKS[mark]


def _like(old: str, new: str) -> str:
    return new.upper() if old.isupper() else new
