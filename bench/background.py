"""Derives digest/grouping/wordlists/ from the word frequencies of wordfreq (pip install wordfreq==3.1.1).

    python bench/background.py

For each language that wordfreq has, a file of its most frequent words as terms (`wording.term`), most frequent first: what stands
on the line n, counted from 0, is one word in 10^(n/10) of a text. And common.txt: each language's two hundred most frequent words,
folded, by which a text's language is told. In the languages of East Asia the terms are pairs of characters: those inside words, and
those that the end of one word and the beginning of the next make by chance.
"""

import math
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import wordfreq

from digest.grouping import background
from digest.grouping.background import hangul
from digest.grouping.wording import folded, term, unspaced

KEPT = 5000  # terms of a language: the last of them stand in one text of some 500, and rarer ones weigh hardly more
COMMON = 200
RAREST = 60  # the last line: one word in a million
IN_PAIRS = ("ja", "ko", "zh")


def terms(language: str) -> tuple[Counter[str], Counter[str]]:
    """How often each term and each folded word stands among the words of a language."""
    by_term: Counter[str] = Counter()
    by_word: Counter[str] = Counter()
    begins: defaultdict[str, float] = defaultdict(float)
    ends: defaultdict[str, float] = defaultdict(float)
    for word, often in wordfreq.get_frequency_dict(language, wordlist="small").items():
        if (unspaced(word[0]) or hangul(word)) != (language in IN_PAIRS):
            continue
        if language in IN_PAIRS:
            begins[word[0]] += often
            ends[word[-1]] += often
            for character in word:
                by_word[character] += often
            for pair in pairwise(word):
                by_term["".join(pair)] += often
        elif len(by_term) < KEPT:
            for part in folded(word):
                if not part.isdigit():
                    by_term[term(part, language)] += often
                    by_word[part] += often
    for end, left in ends.items():
        for begin, right in begins.items():
            if left * right > 10 ** (-RAREST / 10):
                by_term[end + begin] += left * right
    return by_term, by_word


def main() -> None:
    folder = Path(background.__file__).with_name("wordlists")
    folder.mkdir(exist_ok=True)
    common = []
    for language in sorted(wordfreq.available_languages("small")):
        by_term, by_word = terms(language)
        common.append(f"{language} {' '.join(word for word, _ in by_word.most_common(COMMON))}\n")
        lines: defaultdict[int, list[str]] = defaultdict(list)
        for found, often in by_term.most_common(KEPT):
            lines[min(max(round(-10 * math.log10(often)), 0), RAREST)].append(found)
        text = "".join(" ".join(sorted(lines[n])) + "\n" for n in range(max(lines) + 1))
        (folder / f"{language}.txt").write_text(text, "utf-8", newline="\n")
        sys.stderr.write(f"{language}: {len(by_term)} terms\n")
    (folder / "common.txt").write_text("".join(common), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
