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
    assert start["version"] == 2
    here = {path for path in files if path.startswith(f"{search.FOLDER}/")} - {f"{search.FOLDER}/start.json"}
    words: dict[str, list[tuple[int, int]]] = {}
    rows: list[list[str]] = []
    for part in start["parts"]:
        first = part["first"]
        assert first == len(rows)
        names = [search.file_of(word, first) for word in part["words"]]
        entries = [f"{search.FOLDER}/{first}/entries-{i}.json" for i in range(max(1, -(-part["entries"] // start["per"])))]
        assert here >= {*names, *entries}
        here -= {*names, *entries}
        for begins, after, name in zip(part["words"], [*part["words"][1:], "\uffff"], names, strict=True):
            of_file = json.loads(files[name])
            assert all(order(begins) <= order(word) < order(after) for word in of_file), name
            for word, codes in of_file.items():
                words.setdefault(word, []).extend((first + number, level) for number, level in decoded(codes))
        rows += [row for name in entries for row in json.loads(files[name])]
        assert len(rows) == first + part["entries"]
    assert here == set()
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
