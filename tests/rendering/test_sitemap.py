"""What search engines are told: every page, in one sitemap or in several."""

from xml.etree import ElementTree as xml

import pytest

from digest.rendering import edition
from tests.conftest import Folder

_SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LONG = "A sentence that is here for its length alone. " * 20


def places(folder: Folder, name: str) -> list[str]:
    return [place.text or "" for place in xml.fromstring(folder.read(f"site/{name}")).iter(f"{_SPACE}loc")]


def told(folder: Folder) -> set[str]:
    return {path for path in folder.files("site") if path.startswith("sitemap")}


def news(folder: Folder, day: int, entries: int, text: str = LONG) -> None:
    for number in range(entries):
        folder.write(f"content/2026-11-0{day}/gull-{day}-{number}.md", f"---\ntitle: Gull {day} {number}\n---\n{text}\n")


def test_a_site_of_few_pages_has_one(folder: Folder) -> None:
    news(folder, 1, 2)
    folder.digest("build", "--offline")
    assert told(folder) == {"sitemap.xml"}
    assert len([place for place in places(folder, "sitemap.xml") if "/gull-1-" in place]) == 2


def test_one_of_many_has_several_of_which_the_old_ones_stay(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edition, "ADDRESSES", 5)
    for day in (1, 2, 3):
        news(folder, day, 2)
    folder.digest("build", "--offline")
    one = places(folder, "sitemap.xml")
    assert [place.rpartition("/")[2] for place in one] == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert all(xml.fromstring(folder.read(f"site/{name}")).tag == f"{_SPACE}urlset" for name in told(folder) - {"sitemap.xml"})
    all_of_them = [place for number in (1, 2, 3) for place in places(folder, f"sitemap-{number}.xml")]
    pages = {path.removesuffix("index.html") for path in folder.files("site") if path.endswith("index.html") and "search/" not in path}
    assert len(all_of_them) == len(set(all_of_them))
    base = next(place for place in all_of_them if place.endswith("/archive/")).removesuffix("archive/")
    assert {place.removeprefix(base) for place in all_of_them} == pages

    before = folder.files("site")
    news(folder, 4, 1)
    folder.digest("build", "--offline")
    after = folder.files("site")
    assert [name for name in sorted(told(folder)) if after[name] == before.get(name)] == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert "gull-4-0" in after["sitemap-3.xml"].decode()


def test_another_word_in_an_entry_leaves_it_alone(folder: Folder) -> None:
    news(folder, 1, 2)
    folder.digest("build", "--offline")
    before = folder.read("site/sitemap.xml")
    news(folder, 1, 1, LONG + "One more.")
    folder.digest("build", "--offline")
    assert "One more." in folder.read("site/issues/2026-11-01/gull-1-0/index.html")
    assert folder.read("site/sitemap.xml") == before
