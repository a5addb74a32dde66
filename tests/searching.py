"""The index of a site's search, read back."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from digest.rendering import search


class Read(NamedTuple):
    """Word → (number of an entry, level), and what is shown of each entry."""

    words: dict[str, list[tuple[int, int]]]
    entries: list[list[str]]

    def having(self, word: str) -> list[str]:
        """The titles of the entries that have a word, oldest first."""
        return [self.entries[number][1] for number, _ in self.words.get(word, [])]


def read(files: Mapping[str, bytes]) -> Read:
    """The index among a site's files, whether in few files or in many; each word is where a browser would look for it."""
    start = json.loads(files[f"{search.FOLDER}/start.json"])
    assert start["version"] == 1
    names = [search.file_of(word) for word in start["words"]]
    entries = [f"{search.FOLDER}/entries-{i}.json" for i in range(max(1, -(-start["entries"] // start["per"])))]
    here = {path for path in files if path.startswith(f"{search.FOLDER}/")}
    assert here == {*names, *entries, f"{search.FOLDER}/start.json"}
    words: dict[str, list[tuple[int, int]]] = {}
    for begins, after, name in zip(start["words"], [*start["words"][1:], "\uffff"], names, strict=True):
        of_file = json.loads(files[name])
        assert all(order(begins) <= order(word) < order(after) for word in of_file), name
        words |= {word: decoded(codes) for word, codes in of_file.items()}
    rows = [row for name in entries for row in json.loads(files[name])]
    assert len(rows) == start["entries"]
    return Read(words, rows)


def order(word: str) -> bytes:
    """As a browser compares strings."""
    return word.encode("utf-16-be")


def decoded(codes: str) -> list[tuple[int, int]]:
    found, entry, number, place = [], -1, 0, 1
    for code in codes:
        digit = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".index(code)
        number += digit % 32 * place
        place *= 32
        if digit >= 32:
            entry += number // 8
            found.append((entry, number % 8))
            number, place = 0, 1
    return found
