"""Bytes → text, whatever they say they are. feedparser's answer would hang on what else is installed; ours does not."""

import codecs
import re
import zlib

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
_DECLARED = re.compile(rb"""^.{0,200}?<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""", re.DOTALL)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
# What people declare → the superset that they use.
_SUPERSETS = {
    "iso8859-1": "cp1252", "ascii": "utf-8", "shift_jis": "cp932", "euc_kr": "cp949", "gb2312": "gb18030", "gbk": "gb18030",
    "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874", "big5": "big5hkscs",
}  # fmt: skip
DAMAGED = 0.01  # of the characters: with fewer broken, a declared encoding is believed all the same


def unzipped(raw: bytes, limit: int) -> bytes:
    """Bytes that were saved as gzip, unpacked to at most `limit`; others as they are. Raises ValueError where that is too little."""
    if raw[:2] != b"\x1f\x8b":
        return raw
    inflate = zlib.decompressobj(wbits=31)
    try:
        found = inflate.decompress(raw, limit + 1)
    except zlib.error:
        return raw
    if len(found) > limit:
        raise ValueError(f"more than {limit:,} bytes unpacked")
    return found


def decode(raw: bytes, content_type: str = "") -> str:
    """The text that bytes hold: by byte order mark, by their own word, by the server's, as UTF-8, as Windows-1252."""
    for mark, codec in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(codec, "replace")
    if wide := _wide(raw):
        return raw.decode(wide, "replace")
    declared = [
        name for name in (_name(_DECLARED, raw[:2000]), _name(_CHARSET, content_type)) if name and not name.startswith(("utf-16", "utf-32"))
    ]
    for name in (*declared, "utf-8"):
        try:
            return raw.decode(name)
        except UnicodeDecodeError:
            pass
    # One bad byte must not turn the whole into mojibake.
    for name in (*declared, "utf-8"):
        text = raw.decode(name, "replace")
        broken = text.count("\ufffd")
        if broken <= len(text) * DAMAGED and broken < len(text) - broken - sum(map(str.isascii, text)):
            return text  # where no other letter is whole, it never was this encoding
    return raw.decode("cp1252", "replace")


def _wide(raw: bytes) -> str | None:
    """UTF-16 without its mark shows in the zeros beside its ASCII characters."""
    head = raw[:400]
    if len(head) < 4 or len(raw) % 2:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > len(head) * 0.2 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) * 0.2 and not odd else None


def _name(pattern: re.Pattern[bytes] | re.Pattern[str], said: bytes | str) -> str | None:
    match = pattern.search(said)  # type: ignore[arg-type]
    if not match:
        return None
    name = match[1].decode("ascii", "replace") if isinstance(match[1], bytes) else match[1]
    try:
        known = codecs.lookup(name)
    except LookupError:
        return None
    # rot13, zlib and the like are codecs to Python, too
    return _SUPERSETS.get(known.name, known.name) if known._is_text_encoding else None
