"""Pages that strangers filled, in a browser whose pages may do anything: nothing acts, nothing is asked for, every word can be read."""

import mimetypes
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest

from tests.security import site
from tests.security.payloads import PAYLOADS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SAMPLE = 48  # pages; each night all of them
# Put down whatever a payload would do, before anything of the page is read.
WATCH = """
window.acted = [];
for (const name of ["alert", "confirm", "prompt", "open", "print"]) window[name] = (...said) => window.acted.push(name);
addEventListener("securitypolicyviolation", event => window.acted.push("asked for " + event.blockedURI), true);
"""
# What is wrong with the page as the browser understood it, and all that can be read on it.
LOOK = """() => {
    const wrong = [...window.acted];
    const scheme = value => {try {return new URL(value, location.href).protocol} catch {return "https:"}};
    for (const element of document.querySelectorAll("*")) {
        const name = element.localName;
        if (name === "script" && !/\\/assets\\/search(-pagefind)?\\.js$/.test(element.src) && element.type !== "application/ld+json")
            wrong.push(element.outerHTML);
        if (["iframe", "frame", "object", "embed", "applet", "base", "portal", "foreignObject", "math"].includes(name))
            wrong.push(element.outerHTML.slice(0, 200));
        for (const {name: key, value} of element.attributes) {
            if (/^on/i.test(key) || key === "srcdoc" || key === "style") wrong.push(`${name} ${key}=${value}`);
            if (/^(href|src|action|formaction|data|poster|background|ping|srcset|xlink:href|cite|content)$/i.test(key)
                && !["http:", "https:", "mailto:"].includes(scheme(value)) && key !== "content") wrong.push(`${name} ${key}=${value}`);
        }
    }
    return [wrong, document.body.innerText];
}"""


@pytest.fixture(scope="module", params=[SAMPLE, pytest.param(0, marks=pytest.mark.nightly)], ids=["a sample", "all"])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], list[site.Told]]:
    """The site, the pages that are opened, and what is told there."""
    folder = tmp_path_factory.mktemp("foreign") / "site"
    told = site.lay_down(folder, len(site.SEEN) if not request.param else 1)
    site.build(folder)
    found = sorted(path.relative_to(folder / "site").as_posix() for path in (folder / "site").rglob("*.html") if path.name != "email.html")
    if request.param:
        single = [name for name in found if name.count("/") == 3]
        rest = [name for name in found if name.count("/") < 3 and not name.startswith("sources/")]
        found = [*rest, *random.Random(1).sample(single, max(0, request.param - len(rest)))]
    return folder / "site", found, told


class Reader:
    """A browser that gets the site from its folder, and puts down whatever else it asks for."""

    def __init__(self, browser: "Browser", folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.said: list[str] = []
        # As CDP's Page.setBypassCSP does: what only the policy held back would act.
        self.context = browser.new_context(bypass_csp=True)
        self.context.add_init_script(WATCH)
        self.context.route(re.compile(".*"), self.answer)
        self.page = self.context.new_page()
        self.page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def answer(self, route: Any) -> None:
        address = route.request.url
        path = self.folder / unquote(urlsplit(address).path.removeprefix(urlsplit(site.BASE).path))
        path = path / "index.html" if path.is_dir() else path
        if address.startswith(site.BASE) and path.is_file():
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            route.fulfill(body=path.read_bytes(), headers={"Content-Type": f"{kind}; charset=utf-8"})
        else:
            self.asked.append(address)
            route.abort()

    def open(self, name: str) -> "Page":
        self.page.goto(site.BASE + name)
        return self.page


def test_nothing_acts(browser: "Browser", pages: tuple[Path, list[str], list[site.Told]]) -> None:
    folder, names, told = pages
    reader = Reader(browser, folder)
    wrong, read = {}, ""
    for name in names:
        found, text = reader.open(name).evaluate(LOOK)
        read += text
        if found:
            wrong[name] = found
    assert wrong == {}
    assert (reader.asked, reader.said) == ([], [])
    assert [one.payload.text for one in told if one.word("t") not in read] == []
    reader.context.close()


def test_the_search_shows_what_it_finds_as_words(browser: "Browser", pages: tuple[Path, list[str], list[site.Told]]) -> None:
    folder, _, told = pages
    reader = Reader(browser, folder)
    page = reader.open("search/index.html")
    for one in [one for one in told if one.payload.kind in ("tags", "SVG", "mutation", "JSON")][:: max(1, len(told) // 60)][:12]:
        page.fill("input[type=search], input[name=q]", one.word("t"))
        page.keyboard.press("Enter")
        page.wait_for_function("word => document.querySelector('#search\\\\:found')?.innerText.includes(word)", arg=one.word("t"))
        assert page.evaluate(LOOK)[0] == []
    assert (reader.asked, reader.said) == ([], [])
    reader.context.close()


def test_a_hole_is_found(browser: "Browser", tmp_path: Path) -> None:
    """What the test above would say if a page let strangers in: a script runs, and the browser asks for what it names."""
    page = "<!doctype html><title>x</title><meta http-equiv=Content-Security-Policy content=\"default-src 'none'\"><p>{}</p>"
    acted, asked = set(), []
    tried = [one for one in PAYLOADS if one.kind in ("tags", "attributes", "SVG", "mutation", "CSS")]
    reader = Reader(browser, tmp_path)
    for number, payload in enumerate(tried[::9]):
        (tmp_path / f"{number}.html").write_text(page.format(payload.marked()), "utf-8")
        found, _ = reader.open(f"{number}.html").evaluate(LOOK)
        acted |= {payload.text} if found else set()
    asked = reader.asked
    assert len(acted) > len(tried[::9]) / 2
    assert any("evil.example" in address for address in asked)
    reader.context.close()
