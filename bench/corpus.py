"""News that never happened, always the same, laid out for digest and for other site generators.

    python bench/corpus.py FOLDER [ENTRIES]      # FOLDER/digest, FOLDER/hugo, FOLDER/eleventy, FOLDER/pelican

ENTRIES entries (1,000) in weekly issues of 50, the newest that of 2026-11-08; each has one of twelve topics in its front
matter, one of twenty sources, and 300 to 700 words in paragraphs, with one to three links, and a heading, a list or a
quotation here and there. The sentences are our own, about people and places that are not; now and then two entries of an
issue tell of the same thing.

Each peer gets a theme that shows the same: a page an entry, an issue's page with its entries by topic, topic pages with
the newest thirty, an archive, a home page with the newest issue, an Atom feed of a hundred entries, a sitemap where it
brings one. Whatever digest makes beyond that it makes here, too.
"""

import argparse
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
NEWEST = date(2026, 11, 8)
IN_ISSUE = 50
TITLE, ADDRESS = "The Weekly Sample", "https://sample.example/"
TOPICS = ("World", "Politics", "Business", "Science", "Health", "Technology")
TOPICS += ("Climate", "Culture", "Sport", "Education", "Transport", "Housing")
SOURCES = tuple(
    f"{town} {paper}" for town in ("Anwick", "Borrel", "Calder", "Dunmore", "Eskby") for paper in ("Post", "Wire", "Times", "Echo")
)

_SYLLABLES = [
    one + two for one in "b br c d f g h k l m n p r s st t v w".split() for two in "a e i o u al an ar el en er il in on or".split()
]
_THINGS = """bridge budget harbour library tunnel reservoir bakery orchard tram ferry clinic archive turbine vaccine pension tariff
lease school roof meadow glacier sensor battery kiln loom quarry theatre choir stadium canal dam greenhouse market warehouse
factory mill lighthouse observatory telescope satellite cable network printer ledger statute petition ballot charter licence
permit subsidy levy fine loan bond wage roster shift timetable platform carriage engine wagon bicycle lane crossing kerb pavement
square fountain statue museum gallery mural festival parade concert novel score penalty referee coach league trophy syllabus exam
classroom scholarship laboratory enzyme fossil comet eclipse tide estuary wetland forest heron salmon beaver orchid drought flood
storm frost shelter tenancy mortgage attic boiler stairwell courtyard allotment landfill plant depot""".split()
_DOINGS = """open close repair replace survey rebuild fund halt inspect restore measure map rent sell buy lease paint clear drain
extend shorten test approve reject delay postpone review audit defend question welcome""".split()
_BODIES = """council ministry court committee board union company institute university charity agency commission parliament hospital
association cooperative trust inspectorate department""".split()
_LIKE = """old new northern southern unfinished costly quiet crowded damaged popular temporary public private narrow disputed
forgotten modest ambitious municipal regional""".split()
_WHEN = ("on Monday", "on Tuesday", "on Friday", "over the weekend", "last week", "this month", "before winter", "by spring")
_WHEN += ("within two years", "after the holidays", "at the end of the quarter", "when the money is there", "as soon as it is dry")
_SENTENCES = (
    "{who} of the {body} said {when} that nobody would {do} the {like} {thing} in {place}.",
    "The {body} wants to {do} the {thing} {when}, and {who} thinks that {n} {things} are enough for it.",
    "In {place} people have waited {n} years for somebody to {do} the {thing}.",
    "A report of {n} pages says that the {like} {thing} costs more than the {body} had put aside.",
    "“We cannot {do} a {thing} and {do2} the {thing2} at the same time,” {who} told the {body} in {place}.",
    "What becomes of the {thing} is open: the {body} will {do} it {when} or leave it as it is.",
    "{who}, who grew up beside the {like} {thing} of {place}, called the plan a beginning.",
    "Of {n} {things} that were looked at {when}, {m} had to be closed.",
    "Neither the {body} nor {who} would say who is to {do} the {thing2}.",
    "It began with a {like} {thing}, and with a letter that {who} wrote to the {body} {when}.",
    "The {things} of {place} are {like}, and the {thing2} beside them is no better.",
    "Critics answer that whoever wants to {do} {things} should first {do2} the {thing2} {when}.",
    "For {who} that is no surprise, since the {body} had promised {n} {things} and built {m}.",
    "There is money for it: {n} million, of which the {body} in {place} keeps {m}.",
)
_TITLES = (
    "{place} will {do} its {like} {thing} {when}",
    "{body} wants to {do} the {thing} of {place}",
    "{who} to {do} {like} {things} in {place}",
    "Why nobody would {do} the {thing} of {place}",
    "{n} {things} and one {thing2}: {place} counts again",
    "{body} and {who} at odds over a {like} {thing}",
)


@dataclass(frozen=True, slots=True)
class Text:
    """One entry, as all of the generators get it."""

    number: int
    slug: str
    title: str
    day: date
    issue: date
    topic: str
    source: str
    summary: str
    body: str

    @property
    def link(self) -> str:
        return f"https://{self.source.lower().replace(' ', '-')}.example/{self.day:%Y/%m}/{self.slug}"


def texts(entries: int) -> Iterator[Text]:
    """The newest first. Of each number the same, however many there are."""
    for number in range(entries):
        dice = random.Random(number)
        twin = number % 11 == 10  # tells what the one before it in its issue tells
        about = random.Random(number - 1) if twin and number % IN_ISSUE else dice
        story = _cast(about)
        title = _sentence(dice, story, _TITLES)
        issue = NEWEST - timedelta(weeks=number // IN_ISSUE)
        body = _body(dice, story)
        yield Text(
            number=number,
            slug=f"{''.join(c if c.isalnum() else '-' for c in title.lower())}-{number}",
            title=title,
            day=issue - timedelta(days=dice.randrange(7)),
            issue=issue,
            topic=dice.choice(TOPICS),
            source=dice.choice(SOURCES),
            summary=body.split("\n", 1)[0],
            body=body,
        )


def _name(dice: random.Random, syllables: int) -> str:
    return "".join(dice.choices(_SYLLABLES, k=syllables)).capitalize()


def _cast(dice: random.Random) -> dict[str, list[str]]:
    """Whom and what an entry is about: it has its own names and keeps coming back to a few things."""
    return {
        "who": [f"{_name(dice, 2)} {_name(dice, 3)}" for _ in range(3)],
        "place": [_name(dice, 3), _name(dice, 2)],
        "body": dice.sample(_BODIES, 3),
        "thing": dice.sample(_THINGS, 6),
        "do": dice.sample(_DOINGS, 6),
        "like": dice.sample(_LIKE, 5),
    }


def _sentence(dice: random.Random, story: dict[str, list[str]], of: tuple[str, ...] = _SENTENCES) -> str:
    words = {name: dice.choice(those) for name, those in story.items()}
    n = dice.randint(3, 90)
    more = {"things": f"{dice.choice(story['thing'])}s", "thing2": dice.choice(_THINGS), "do2": dice.choice(_DOINGS)}
    made = dice.choice(of).format(**words, **more, when=dice.choice(_WHEN), n=n, m=dice.randint(1, n))
    return made[0].upper() + made[1:]


def _body(dice: random.Random, story: dict[str, list[str]]) -> str:
    """Markdown of 300 to 700 words."""
    wanted, said = dice.randint(300, 620), 0
    blocks: list[str] = []
    while said < wanted:
        block = " ".join(_sentence(dice, story) for _ in range(dice.randint(2, 5)))
        kind = dice.random()
        if not blocks:
            pass  # what begins is a paragraph
        elif kind < 0.05:
            blocks.append(f"## {_sentence(dice, story, _TITLES)}")
        elif kind < 0.12:
            block = "\n".join(f"- {_sentence(dice, story)}" for _ in range(3))
        elif kind < 0.2:
            block = f"> {_sentence(dice, story)}"
        elif kind < 0.3 or len(blocks) == 1:
            link = f"https://{_name(dice, 3).lower()}.example/{dice.randrange(10**6)}"
            block += f" The [{dice.choice(_LIKE)} {dice.choice(_THINGS)}]({link}) is *another* matter."
        blocks.append(block)
        said += len(block.split())
    return "\n\n".join(blocks)


# ── laid out ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Site:
    """A laid down site, and what is changed in it: an entry of the newest issue, and the template that all pages share."""

    root: Path
    entry: Path
    template: Path


def _write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text.lstrip("\n"), "utf-8")


def _entries(root: Path, entries: int, below: str, front: Callable[[Text], str]) -> Path:
    """Each entry as a file in its issue's folder; the first one's file."""
    first = None
    for text in texts(entries):
        path = root / below / str(text.issue) / f"{text.slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{front(text)}\n{text.body}\n", "utf-8")
        first = first or path
    if not first:
        raise ValueError("a site needs an entry")
    return first


def _yaml(text: Text, **more: str) -> str:
    said = {"title": text.title, "date": f"{text.day}T12:00:00Z", "source": text.source, "link": text.link, "summary": text.summary}
    return (
        "---\n"
        + "".join(f'{key}: "{value}"\n' if key != "date" else f"{key}: {value}\n" for key, value in said.items())
        + ("".join(f"{key}: {value}\n" for key, value in more.items()) + "---\n")
    )


def digest(root: Path, entries: int) -> Site:
    """The default theme; its frame of all pages is taken into the site, so that it can be changed there."""
    topics = "".join(f'\n[[topics]]\nname = "{topic}"\n' for topic in TOPICS)
    _write(root, {"digest.toml": f'[site]\ntitle = "{TITLE}"\nbase_url = "{ADDRESS}"\ncadence = "weekly"\n{topics}'})
    template = root / "templates/base.html"
    template.parent.mkdir(parents=True)
    shutil.copy(HERE / "templates/base.html", template)
    return Site(root, _entries(root, entries, "content", lambda text: _yaml(text, id=f"sample-{text.number}", topic=text.topic)), template)


_HEAD = """
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">"""
_FOOT = """
<footer><p>Invented, and measured with. <a href="/feed.xml">Feed</a></p></footer>
</body>
</html>
"""
_NAV = """
<body>
<header><p><a href="/">The Weekly Sample</a></p>
<nav><ul><li><a href="/">Latest</a></li><li><a href="/issues/">Archive</a></li><li><a href="/topics/">Topics</a></li></ul></nav></header>"""


def hugo(root: Path, entries: int) -> Site:
    _write(
        root,
        {
            "hugo.toml": f"""
baseURL = "{ADDRESS}"
title = "{TITLE}"
[taxonomies]
topic = "topics"
[outputs]
home = ["html", "rss"]
section = ["html"]
taxonomy = ["html"]
term = ["html"]
[outputFormats.rss]
baseName = "feed"
[services.rss]
limit = 100
""",
            "content/issues/_index.md": "---\ntitle: Archive\n---\n",
            "layouts/baseof.html": f"""
<!doctype html>
<html lang="en">
<head>{_HEAD}
<title>{{{{ block "title" . }}}}{{{{ .Title }}}} – {{{{ site.Title }}}}{{{{ end }}}}</title>
<meta name="description" content="{{{{ with .Params.summary }}}}{{{{ . }}}}{{{{ else }}}}{{{{ .Title }}}}{{{{ end }}}}">
<link rel="canonical" href="{{{{ .Permalink }}}}">
<link rel="alternate" type="application/atom+xml" href="/feed.xml">
</head>{_NAV}
<main>{{{{ block "main" . }}}}{{{{ end }}}}</main>{_FOOT}""",
            "layouts/_partials/line.html": """
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> <span>{{ .Params.source }},
<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time></span>
<p>{{ .Params.summary }}</p></li>""",
            "layouts/_partials/issue.html": """
<h1><a href="{{ .RelPermalink }}">{{ .Title }}</a></h1>
{{ range .RegularPages.GroupByParam "topic" }}<h2>{{ .Key }}</h2>
<ul>{{ range .Pages }}{{ partial "line.html" . }}{{ end }}</ul>
{{ end }}""",
            "layouts/page.html": """
{{ define "main" }}<article><h1>{{ .Title }}</h1>
<ul><li>{{ .Params.source }}</li><li><a href="{{ .Params.link }}">Original</a></li>
<li><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time></li>
<li><a href="/topics/{{ .Params.topic | urlize }}/">{{ .Params.topic }}</a></li></ul>
{{ .Content }}
<p>In the issue <a href="{{ .Parent.RelPermalink }}">{{ .Parent.Title }}</a></p></article>{{ end }}""",
            "layouts/section.html": """
{{ define "main" }}{{ if .Sections }}<h1>{{ .Title }}</h1>
<ul>{{ range .Sections.ByTitle.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> ({{ len .RegularPages }})</li>
{{ end }}</ul>{{ else }}{{ partial "issue.html" . }}{{ end }}{{ end }}""",
            "layouts/home.html": """
{{ define "main" }}{{ range first 1 (site.GetPage "/issues").Sections.ByTitle.Reverse }}{{ partial "issue.html" . }}{{ end }}{{ end }}""",
            "layouts/term.html": """
{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range first 30 .Pages }}{{ partial "line.html" . }}{{ end }}</ul>{{ end }}""",
            "layouts/taxonomy.html": """
{{ define "main" }}<h1>Topics</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>{{ end }}""",
            "layouts/rss.xml": """
{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ site.Title }}</title><id>{{ .Permalink }}</id>
{{ range first 100 site.RegularPages }}<entry><title>{{ .Title }}</title><id>{{ .Permalink }}</id><link href="{{ .Permalink }}"/>
<updated>{{ .Date.Format "2006-01-02T15:04:05Z" }}</updated><content type="html">{{ .Content | html }}</content></entry>
{{ end }}</feed>""",
        },
    )
    for text in texts(entries):
        if not (folder := root / "content/issues" / str(text.issue)).exists():
            _write(folder, {"_index.md": f'---\ntitle: "{text.issue}"\n---\n'})
    first = _entries(root, entries, "content/issues", lambda text: _yaml(text, topic=text.topic, topics=f"[{text.topic}]"))
    return Site(root, first, root / "layouts/baseof.html")


def eleventy(root: Path, entries: int) -> Site:
    line = """
<li><a href="{{ one.url }}">{{ one.data.title }}</a> <span>{{ one.data.source }},
<time datetime="{{ one.date | day }}">{{ one.date | day }}</time></span>
<p>{{ one.data.summary }}</p></li>"""
    by_topic = "{%% for name, ones in %s %%}<h2>{{ name }}</h2>\n<ul>{%% for one in ones %%}{%% include 'line.njk' %%}{%% endfor %%}</ul>\n"
    by_topic += "{%% endfor %%}"
    _write(
        root,
        {
            "eleventy.config.js": """
module.exports = config => {
  const newest = api => api.getFilteredByGlob("content/*/*.md").sort((a, b) => b.date - a.date);
  const grouped = (all, key) => all.reduce((found, one) => ((found[key(one)] ??= []).push(one), found), {});
  config.addFilter("day", date => date.toISOString().slice(0, 10));
  config.addFilter("topicSlug", name => name.toLowerCase());
  config.addCollection("newest", api => newest(api).slice(0, 100));
  config.addCollection("issues", api =>
    Object.entries(grouped(newest(api), one => one.inputPath.split("/").at(-2)))
      .sort().reverse().map(([id, all]) => ({ id, count: all.length, topics: grouped(all, one => one.data.topic) })));
  config.addCollection("topics", api =>
    Object.entries(grouped(newest(api), one => one.data.topic)).sort().map(([name, all]) => ({ name, newest: all.slice(0, 30) })));
  return { markdownTemplateEngine: false, dir: { input: ".", includes: "_includes", output: "site" } };
};
""",
            "content/content.11tydata.js": """
module.exports = {
  layout: "entry.njk",
  eleventyComputed: {
    issue: data => data.page.inputPath.split("/").at(-2),
    permalink: data => `issues/${data.page.inputPath.split("/").at(-2)}/${data.page.fileSlug}/`,
  },
};
""",
            "_includes/base.njk": f"""
<!doctype html>
<html lang="en">
<head>{_HEAD}
<title>{{{{ title or name }}}} – {TITLE}</title>
<meta name="description" content="{{{{ summary or title }}}}">
<link rel="canonical" href="{ADDRESS[:-1]}{{{{ page.url }}}}">
<link rel="alternate" type="application/atom+xml" href="/feed.xml">
</head>{_NAV}
<main>{{{{ content | safe }}}}</main>{_FOOT}""",
            "_includes/line.njk": line,
            "_includes/entry.njk": """
---
layout: base.njk
---
<article><h1>{{ title }}</h1>
<ul><li>{{ source }}</li><li><a href="{{ link }}">Original</a></li>
<li><time datetime="{{ page.date | day }}">{{ page.date | day }}</time></li>
<li><a href="/topics/{{ topic | topicSlug }}/">{{ topic }}</a></li></ul>
{{ content | safe }}
<p>In the issue <a href="/issues/{{ issue }}/">{{ issue }}</a></p></article>
""",
            "issue.njk": """
---
layout: base.njk
pagination: { data: collections.issues, size: 1, alias: issue }
permalink: "issues/{{ issue.id }}/"
eleventyComputed: { title: "{{ issue.id }}" }
---
<h1><a href="/issues/{{ issue.id }}/">{{ issue.id }}</a></h1>
"""
            + by_topic % "issue.topics",
            "index.njk": """
---
layout: base.njk
title: Latest
---
{% set issue = collections.issues[0] %}<h1><a href="/issues/{{ issue.id }}/">{{ issue.id }}</a></h1>
"""
            + by_topic % "issue.topics",
            "topic.njk": """
---
layout: base.njk
pagination: { data: collections.topics, size: 1, alias: topic }
permalink: "topics/{{ topic.name | topicSlug }}/"
eleventyComputed: { title: "{{ topic.name }}" }
---
<h1>{{ topic.name }}</h1>
<ul>{% for one in topic.newest %}{% include 'line.njk' %}{% endfor %}</ul>
""",
            "topics.njk": """
---
layout: base.njk
title: Topics
permalink: topics/
---
<h1>Topics</h1>
<ul>{% for topic in collections.topics %}<li><a href="/topics/{{ topic.name | topicSlug }}/">{{ topic.name }}</a></li>
{% endfor %}</ul>
""",
            "archive.njk": """
---
layout: base.njk
title: Archive
permalink: issues/
---
<h1>Archive</h1>
<ul>{% for issue in collections.issues %}<li><a href="/issues/{{ issue.id }}/">{{ issue.id }}</a> ({{ issue.count }})</li>
{% endfor %}</ul>
""",
            "feed.njk": f"""
---
permalink: feed.xml
---
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>{TITLE}</title><id>{ADDRESS}</id>
{{% for one in collections.newest %}}<entry><title>{{{{ one.data.title }}}}</title><id>{ADDRESS[:-1]}{{{{ one.url }}}}</id>
<link href="{ADDRESS[:-1]}{{{{ one.url }}}}"/>
<updated>{{{{ one.date.toISOString() }}}}</updated><content type="html">{{{{ one.templateContent | escape }}}}</content></entry>
{{% endfor %}}</feed>
""",
        },
    )
    return Site(root, _entries(root, entries, "content", lambda text: _yaml(text, topic=text.topic)), root / "_includes/base.njk")


def pelican(root: Path, entries: int) -> Site:
    """An issue is a category, a topic is a tag, as Pelican has them."""
    by_topic = """
<h1><a href="/{{ issue.url }}">{{ issue }}</a></h1>
{% for topic, ones in issue.articles|groupby('topic') %}<h2>{{ topic }}</h2>
<ul>{% for one in ones %}{% include 'line.html' %}{% endfor %}</ul>
{% endfor %}"""
    extends = "{% extends 'base.html' %}{% block title %}"
    _write(
        root,
        {
            "pelicanconf.py": f"""
SITENAME, SITEURL, TIMEZONE, DEFAULT_LANG = "{TITLE}", "{ADDRESS.rstrip("/")}", "UTC", "en"
PATH, OUTPUT_PATH, THEME = "content", "site", "theme"
USE_FOLDER_AS_CATEGORY = True
DEFAULT_PAGINATION = False
ARTICLE_URL, ARTICLE_SAVE_AS = "issues/{{category}}/{{slug}}/", "issues/{{category}}/{{slug}}/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "issues/{{slug}}/", "issues/{{slug}}/index.html"
TAG_URL, TAG_SAVE_AS = "topics/{{slug}}/", "topics/{{slug}}/index.html"
CATEGORIES_SAVE_AS, TAGS_SAVE_AS = "issues/index.html", "topics/index.html"
ARCHIVES_SAVE_AS = AUTHORS_SAVE_AS = AUTHOR_SAVE_AS = ""
SLUGIFY_SOURCE = "basename"
FEED_ALL_ATOM, FEED_MAX_ITEMS = "feed.xml", 100
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
""",
            "theme/static/.keep": "",
            "theme/templates/base.html": f"""
<!doctype html>
<html lang="en">
<head>{_HEAD}
<title>{{% block title %}}{{% endblock %}} – {{{{ SITENAME }}}}</title>
<meta name="description" content="{{% block description %}}{{{{ SITENAME }}}}{{% endblock %}}">
<link rel="canonical" href="{{{{ SITEURL }}}}/{{{{ output_file|replace('index.html', '') }}}}">
<link rel="alternate" type="application/atom+xml" href="/feed.xml">
</head>{_NAV}
<main>{{% block content %}}{{% endblock %}}</main>{_FOOT}""",
            "theme/templates/line.html": """
<li><a href="/{{ one.url }}">{{ one.title }}</a> <span>{{ one.source }},
<time datetime="{{ one.date|strftime('%Y-%m-%d') }}">{{ one.date|strftime('%d %B %Y') }}</time></span>
{{ one.summary }}</li>""",
            "theme/templates/article.html": extends
            + """{{ article.title }}{% endblock %}{% block description %}{{ article.summary|striptags }}{% endblock %}{% block content %}
<article><h1>{{ article.title }}</h1>
<ul><li>{{ article.source }}</li><li><a href="{{ article.link }}">Original</a></li>
<li><time datetime="{{ article.date|strftime('%Y-%m-%d') }}">{{ article.date|strftime('%d %B %Y') }}</time></li>
{% for tag in article.tags %}<li><a href="/{{ tag.url }}">{{ tag }}</a></li>{% endfor %}</ul>
{{ article.content }}
<p>In the issue <a href="/{{ article.category.url }}">{{ article.category }}</a></p></article>{% endblock %}
""",
            "theme/templates/category.html": extends
            + "{{ category }}{% endblock %}{% block content %}{% set issue = {'url': category.url, 'articles': articles} %}"
            + by_topic.replace("{{ issue }}", "{{ category }}")
            + "{% endblock %}\n",
            "theme/templates/index.html": extends
            + "Latest{% endblock %}{% block content %}{% set newest = categories|sort|last %}"
            + "{% set issue = {'url': newest[0].url, 'articles': newest[1]} %}"
            + by_topic.replace("{{ issue }}", "{{ newest[0] }}")
            + "{% endblock %}\n",
            "theme/templates/tag.html": extends
            + """{{ tag }}{% endblock %}{% block content %}<h1>{{ tag }}</h1>
<ul>{% for one in articles[:30] %}{% include 'line.html' %}{% endfor %}</ul>{% endblock %}
""",
            "theme/templates/tags.html": extends
            + """Topics{% endblock %}{% block content %}<h1>Topics</h1>
<ul>{% for tag, ones in tags|sort %}<li><a href="/{{ tag.url }}">{{ tag }}</a></li>
{% endfor %}</ul>{% endblock %}
""",
            "theme/templates/categories.html": extends
            + """Archive{% endblock %}{% block content %}<h1>Archive</h1>
<ul>{% for issue, ones in categories|sort|reverse %}<li><a href="/{{ issue.url }}">{{ issue }}</a> ({{ ones|length }})</li>
{% endfor %}</ul>{% endblock %}
""",
        },
    )

    def front(text: Text) -> str:
        said = {"Title": text.title, "Date": f"{text.day} 12:00", "Tags": text.topic, "Topic": text.topic, "Source": text.source}
        return "".join(f"{key}: {value}\n" for key, value in (said | {"Link": text.link, "Summary": text.summary}).items())

    return Site(root, _entries(root, entries, "content", front), root / "theme/templates/base.html")


LAYOUTS: dict[str, Callable[[Path, int], Site]] = {"digest": digest, "hugo": hugo, "eleventy": eleventy, "pelican": pelican}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("entries", nargs="?", type=int, default=1000)
    asked = parser.parse_args()
    for name, lay_down in LAYOUTS.items():
        lay_down(asked.folder / name, asked.entries)


if __name__ == "__main__":
    main()
