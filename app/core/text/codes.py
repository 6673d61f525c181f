"""The abbreviations that official Vietnamese document numbers are made of, as they are properly written.

Kinds of document and issuing bodies after Nghị định 30/2020/NĐ-CP and the practice of central and provincial offices.
Keyed by their folded form, so that "qd" and "QĐ" lead to "QĐ".
"""

import re

from app.core.text.vietnamese import fold

_KIND_LIST = """
QĐ NĐ TT TTLT KH CT NQ NQLT PL LCT SL BC CV TB TTr HD KL CTr ĐA PA BB GM GP CĐ QC QyĐ VBHN CTPH BTT GGT GXN GCN PB PT TC DA ĐL L
"""
_BODY_LIST = """
CP TTg UBND HĐND CTN QH UBTVQH TW TU VPCP VPQH VPTW VPCTN HĐBT HĐTP HĐBCQG TANDTC VKSNDTC TAND VKSND KTNN NHNN TTCP UBDT UBKT
BCA BQP BNG BNV BTP BTC BCT BXD BYT BTTTT BKHĐT BKH BNN BNNPTNT BNNMT BGTVT BLĐTBXH BVHTTDL BKHCN BGDĐT BTNMT BDTTG
STTTT SLĐTBXH SGDĐT SVHTTDL SNV STP SNgV SYT STC SKHĐT SKHCN STNMT SNNPTNT SNN SGTVT SXD SCT BDT BCĐ BCH BCS BCSĐ
BTGTW BTGTU BTG BDVTW BNCTW BTCTW UBKTTW VPTU VPUBND TLĐ TLĐLĐ HLHPN TWĐTN MTTW MTTQ UBMTTQ TTX THVN TNVN CAT BCHQS
"""
_KINDS = {fold(code): code for code in _KIND_LIST.split()}
_BODIES = {fold(code): code for code in _BODY_LIST.split()}
_ASSEMBLY = re.compile(r"(qh|ubtvqh)\d{1,2}")
_CODE = re.compile(r"[A-ZĐ]{1,11}(?:[a-zđ][A-ZĐ]?|[a-z]{1,2}[A-ZĐ]{0,3})?\d{0,2}")


def is_kind(code: str) -> bool:
    """Whether the code names a kind of document, in any case and with or without marks: "QĐ", "kh", "nq"."""
    return fold(code) in _KINDS


def is_body(code: str) -> bool:
    """Whether the code names an issuing body known here: "TTg", "ubnd", "BTTTT"."""
    return fold(code) in _BODIES


def is_assembly(code: str) -> bool:
    """Whether the code is the National Assembly's, with its term: "QH11", "ubtvqh14"."""
    return _ASSEMBLY.fullmatch(code.lower()) is not None


def is_written_as_code(code: str) -> bool:
    """Whether the code looks like an abbreviation: capitals, with a small letter or two near the end as in TTg, SNgV."""
    return _CODE.fullmatch(code) is not None


def proper(code: str) -> str:
    """The code as it is properly written ("qd" → "QĐ", "ttg" → "TTg"), in capitals if it is not known."""
    folded = fold(code)
    known = _KINDS.get(folded) or _BODIES.get(folded)
    if known is not None:
        return known
    return code if is_written_as_code(code) else code.upper()
