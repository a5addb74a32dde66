"""Foreign text without the characters that no reader sees and that can harm: a page, a file, a terminal."""

import re

# Every way to end a line is a newline: YAML, Python and editors differ on which of these end one.
_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")

# Controls (C0 but tab and newline, DEL, C1), halves of surrogate pairs, which no file can hold, and what is no character.
# U+202A–202E and U+2066–2069 turn the direction of what FOLLOWS them: one left open, or put there on purpose, turns round
# the words of the page after it, and a line of a file reads differently from what it says. Scripts written from right to
# left need none of them: their letters, and the marks U+200E, U+200F and U+061C, which stay, turn nothing but themselves.
# U+FEFF inside a text is a byte order mark that got lost. The joiners U+200C and U+200D stay: Persian and emoji need them.
UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without control characters, its lines ended by newlines; otherwise as it was, not normalised."""
    return UNWANTED.sub("", _LINE_ENDS.sub("\n", text))
