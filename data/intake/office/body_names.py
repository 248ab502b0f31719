"""One way of writing the name of a body: short forms spelt out, what may be left out left out.

"Sở NN&PTNT", "Sở Nông nghiệp và PTNT tỉnh Sơn La" and the full name have one `body_key`. The key
keeps the accents, so that two bodies never share one by a likeness.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from data.intake.office.text import key

_KEPT = 20_000

# Short forms as they are written in offices. Those of one letter, and "TT" and "CT", which stand
# for many things, are left as they are.
_SHORT = {
    "NN&PTNT": "nông nghiệp phát triển nông thôn",
    "NNPTNT": "nông nghiệp phát triển nông thôn",
    "NN PTNT": "nông nghiệp phát triển nông thôn",
    "PTNT": "phát triển nông thôn",
    "NN": "nông nghiệp",
    "LĐTBXH": "lao động thương binh xã hội",
    "LĐTB&XH": "lao động thương binh xã hội",
    "LĐ TBXH": "lao động thương binh xã hội",
    "LĐ TB&XH": "lao động thương binh xã hội",
    "LĐ TB XH": "lao động thương binh xã hội",
    "TBXH": "thương binh xã hội",
    "TB&XH": "thương binh xã hội",
    "GD&ĐT": "giáo dục đào tạo",
    "GDĐT": "giáo dục đào tạo",
    "GD ĐT": "giáo dục đào tạo",
    "TN&MT": "tài nguyên môi trường",
    "TNMT": "tài nguyên môi trường",
    "NN&MT": "nông nghiệp môi trường",
    "KH&ĐT": "kế hoạch đầu tư",
    "KHĐT": "kế hoạch đầu tư",
    "KH&CN": "khoa học công nghệ",
    "KHCN": "khoa học công nghệ",
    "KHKT": "khoa học kỹ thuật",
    "KH&KT": "khoa học kỹ thuật",
    "TT&TT": "thông tin truyền thông",
    "TTTT": "thông tin truyền thông",
    "VHTTDL": "văn hóa thể thao du lịch",
    "VHTT&DL": "văn hóa thể thao du lịch",
    "VH TT&DL": "văn hóa thể thao du lịch",
    "VH TT DL": "văn hóa thể thao du lịch",
    "GTVT": "giao thông vận tải",
    "BĐBP": "bộ đội biên phòng",
    "BCH BĐBP": "bộ chỉ huy bộ đội biên phòng",
    "BCHQS": "bộ chỉ huy quân sự",
    "BCH QS": "bộ chỉ huy quân sự",
    "BCH quân sự": "bộ chỉ huy quân sự",
    "Bộ CHQS": "bộ chỉ huy quân sự",
    "CHQS": "bộ chỉ huy quân sự",
    "BCH bộ đội biên phòng": "bộ chỉ huy bộ đội biên phòng",
    "Bộ CH BĐBP": "bộ chỉ huy bộ đội biên phòng",
    "UBND": "ủy ban nhân dân",
    "HĐND": "hội đồng nhân dân",
    "ĐBQH": "đại biểu quốc hội",
    "UBMTTQ": "ủy ban mặt trận tổ quốc",
    "UB MTTQ": "ủy ban mặt trận tổ quốc",
    "UBMTTQVN": "ủy ban mặt trận tổ quốc việt nam",
    "MTTQVN": "mặt trận tổ quốc việt nam",
    "MTTQ": "mặt trận tổ quốc",
    "UB": "ủy ban",
    "CA": "công an",
    "UBKT": "ủy ban kiểm tra",
    "VN": "việt nam",
    "LHPN": "liên hiệp phụ nữ",
    "LĐLĐ": "liên đoàn lao động",
    "CCB": "cựu chiến binh",
    "CTĐ": "chữ thập đỏ",
    "HTX": "hợp tác xã",
    "HND": "hội nông dân",
    "TNXP": "thanh niên xung phong",
    "TNCS HCM": "thanh niên cộng sản hồ chí minh",
    "TNCSHCM": "thanh niên cộng sản hồ chí minh",
    "BHXH": "bảo hiểm xã hội",
    "KBNN": "kho bạc nhà nước",
    "NHNN": "ngân hàng nhà nước",
    "NHCSXH": "ngân hàng chính sách xã hội",
    "CSXH": "chính sách xã hội",
    "NH": "ngân hàng",
    "TAND": "tòa án nhân dân",
    "VKSND": "viện kiểm sát nhân dân",
    "THADS": "thi hành án dân sự",
    "QLTT": "quản lý thị trường",
    "BVTV": "bảo vệ thực vật",
    "DS KHHGĐ": "dân số kế hoạch hóa gia đình",
    "KHHGĐ": "kế hoạch hóa gia đình",
    "BQL": "ban quản lý",
    "KCN": "khu công nghiệp",
    "KTTV": "khí tượng thủy văn",
    "PTTH": "phát thanh truyền hình",
    "PT TH": "phát thanh truyền hình",
    "DTNT": "dân tộc nội trú",
    "PTDTNT": "phổ thông dân tộc nội trú",
    "VP": "văn phòng",
    "VPĐP": "văn phòng điều phối",
    "NTM": "nông thôn mới",
    "DN": "doanh nghiệp",
    "ĐH": "đại học",
    "CĐ": "cao đẳng",
    "BV": "bệnh viện",
    "CTY": "công ty",
    "TNHH": "trách nhiệm hữu hạn",
    "MTV": "một thành viên",
    "CP": "cổ phần",
    "TMCP": "thương mại cổ phần",
    "LHH": "liên hiệp các hội",
    "VHNT": "văn học nghệ thuật",
}

# One body, several full names; the first is what the key keeps.
_SAME = (
    ("mặt trận tổ quốc", "ủy ban mặt trận tổ quốc việt nam"),
    ("mặt trận tổ quốc", "ủy ban mặt trận tổ quốc"),
    ("mặt trận tổ quốc", "mặt trận tổ quốc việt nam"),
    ("bộ đội biên phòng", "bộ chỉ huy bộ đội biên phòng"),
    ("hội liên hiệp phụ nữ", "hội phụ nữ"),
    ("đoàn thanh niên cấp tỉnh", "tỉnh đoàn"),
    ("đoàn thanh niên cấp tỉnh", "tỉnh đoàn thanh niên"),
    ("đoàn thanh niên cấp tỉnh", "đoàn thanh niên cộng sản hồ chí minh"),
    ("đoàn thanh niên cấp tỉnh", "đoàn thanh niên tỉnh"),
)
_LEFT_OUT = ("tỉnh sơn la", "sơn la", "chi nhánh", "tỉnh", "và", "của", "các")
_BRACKETS = re.compile(r"\(([^()]*)\)")


def _words(text: str) -> tuple[str, ...]:
    return tuple(key(text).split())


@cache
def _spelt_out() -> dict[tuple[str, ...], tuple[str, ...]]:
    """What each run of words becomes; a short form is written with and without "và"."""
    found = {_words(short): _words(full) for short, full in _SHORT.items()}
    return {short: full for short, full in found.items() if short}


@cache
def _same() -> dict[tuple[str, ...], tuple[str, ...]]:
    return {_words(other): _words(name) for name, other in _SAME}


@cache
def _left_out() -> dict[tuple[str, ...], tuple[str, ...]]:
    return {_words(text): () for text in _LEFT_OUT}


def _replaced(
    words: tuple[str, ...], by: dict[tuple[str, ...], tuple[str, ...]]
) -> tuple[str, ...]:
    """The words with every run that is known replaced, the longest runs first."""
    longest = max(map(len, by))
    done: list[str] = []
    place = 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            if (run := words[place : place + length]) in by:
                done += by[run]
                place += length
                break
        else:
            done.append(words[place])
            place += 1
    return tuple(done)


@lru_cache(_KEPT)
def body_key(text: str) -> str:
    """What all ways of writing one body have in common.

    Example:
        >>> body_key("Sở NN&PTNT") == body_key("SỞ NÔNG NGHIỆP VÀ PTNT tỉnh Sơn La")
        True
        >>> body_key("MTTQ tỉnh") == body_key("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh")
        True
    """
    spelt = _replaced(_words(text), _spelt_out())
    one_name = _replaced(spelt, _same())
    short = _replaced(one_name, _left_out())
    return " ".join(short or one_name)


def writings(name: str) -> Iterator[str]:
    """The ways in which a list may have written a name: whole, and beside and in its brackets.

    Example:
        >>> list(writings("VNPT Sơn La (Viễn thông Sơn La)"))
        ['VNPT Sơn La (Viễn thông Sơn La)', 'VNPT Sơn La', 'Viễn thông Sơn La']
    """
    yield name
    if inside := _BRACKETS.findall(name):
        yield " ".join(_BRACKETS.sub(" ", name).split())
        yield from (each.strip() for each in inside if each.strip())
