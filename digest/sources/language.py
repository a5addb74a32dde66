"""Which language a text is in: by its script, else by a vote of its smallest words. Enough for `lang` and hyphenation."""

import re
from collections import Counter

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
_WORDS = {
    "en": "the of and to in is that for was with on as it by at from have are his which",
    "de": "der die und das ist nicht ein eine mit von den auf für im dem sich auch des zu wird",
    "fr": "le la les et des est un une dans que pour qui sur pas au avec par ce du plus",
    "es": "el la los las y en que es un una por con para del se su al como más no",
    "it": "il la di che è un una per non con del della sono gli nel alla anche come dei si",
    "pt": "o a os as e que do da em um uma para com não dos das por mais no na",
    "nl": "de het een en van is dat op te zijn voor met niet aan er ook door bij naar om",
    "pl": "i w na z nie się do że jest to o od po za jak przez dla oraz są co",
    "sv": "och att det i som en är av för på den med till inte har om ett de var från",
}
_VOTES = {language: frozenset(words.split()) for language, words in _WORDS.items()}


def language_of(text: str) -> str:
    """A language's tag, such as "de"; "" where the text is too short or too mixed to tell."""
    sample = text[:4000]
    letters = sum(map(str.isalpha, sample)) or 1
    for language, script in _SCRIPTS:
        # One Russian name does not make a text Russian; one Ukrainian letter in twenty makes it Ukrainian.
        share = 0.01 if language == "uk" else 0.05 if language == "ja" else 0.3
        if len(script.findall(sample)) > letters * share:
            return language
    found = re.findall(r"[^\W\d_]+", sample.lower())
    votes = Counter({language: sum(word in small for word in found) for language, small in _VOTES.items()})
    (best, most), (_, second) = votes.most_common(2)
    return best if most >= 4 and most > 1.3 * second and most > 0.08 * len(found) else ""
