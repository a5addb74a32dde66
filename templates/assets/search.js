// The search page: hands what is typed to a worker, and shows what it finds. Its words stand in the page (search.html).
(() => {
  "use strict";
  const MANY = 10; // entries shown at a time
  const PAUSE = 150; // milliseconds without a key after which what is typed is searched for

  const me = document.currentScript;
  const form = document.getElementById("search:form");
  const field = form.elements.q;
  const said = document.getElementById("search:said");
  const list = document.getElementById("search:found");
  const more = document.getElementById("search:more");
  const row = document.createElement("template");
  row.innerHTML = document.getElementById("search:row").content.firstChild.data;
  more.textContent = said.dataset.more;
  const plural = new Intl.PluralRules(said.dataset.language);
  const number = new Intl.NumberFormat(document.documentElement.lang, { numberingSystem: "latn" }); // as all pages write numbers

  const say = (what, words = {}) => {
    const text = said.dataset[what] ?? said.dataset[what.replace(/[A-Z].*/, "Other")];
    const pieces = text.split(/(\{n\}|\{query\})/).map((piece) => {
      if (piece !== "{query}") return piece === "{n}" ? words.n : piece;
      const query = document.createElement("bdi");
      query.textContent = words.query;
      return query;
    });
    said.replaceChildren(...pieces);
  };

  document.getElementById("search:off").hidden = true;
  if (location.protocol === "file:") return say("disk");

  const index = encodeURIComponent(new URL("index/", form.action));
  const built = () => new Worker(new URL(`search-worker.js?index=${index}`, me.src));
  const worker = typeof pagefindSearch === "undefined" ? built() : pagefindSearch;
  let asked = 0; // the number of the last question; answers to others are not waited for any more
  let query = ""; // what was last searched for
  let waiting; // until a pause in the typing

  const ask = (from) => worker.postMessage({ number: ++asked, query, from, many: MANY });

  const search = () => {
    clearTimeout(waiting);
    const typed = field.value.trim();
    if (typed === query) return;
    query = typed;
    const address = new URL(location.href);
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
    if (query) {
      if (!list.childElementCount) say("searching");
      return ask(0);
    }
    asked++;
    list.replaceChildren();
    more.hidden = true;
    say("nothing");
  };

  const line = ([path, title, source, day, issue, issuePath, tag, direction]) => {
    const made = row.content.cloneNode(true);
    const part = (name) => made.querySelector(`[data-is="${name}"]`);
    const [headline, where] = [part("title"), part("issue")];
    headline.textContent = title;
    headline.href = path;
    if (tag) (headline.lang = tag), (headline.dir = direction);
    part("source").textContent = source;
    if (day) part("day").textContent = day;
    else part("dated").remove();
    where.textContent = issue;
    where.href = issuePath;
    return made;
  };

  worker.onmessage = ({ data }) => {
    if (data.number !== asked) return;
    if (data.wrong) return wrong();
    if (data.from === 0) list.replaceChildren();
    const before = list.childElementCount;
    list.append(...data.rows.map(line));
    more.hidden = data.from + MANY >= data.count;
    if (data.from) return list.children[before]?.querySelector("a").focus();
    const kind = plural.select(data.count);
    const n = number.format(data.count);
    say(data.count ? `found${kind[0].toUpperCase()}${kind.slice(1)}` : "none", { n, query });
  };

  const wrong = () => {
    query = ""; // so that the same can be asked for again
    list.replaceChildren();
    more.hidden = true;
    say("wrong");
  };
  worker.onerror = wrong;

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  more.addEventListener("click", () => ask(list.childElementCount));

  field.value = (new URL(location.href).searchParams.get("q") ?? "").slice(0, field.maxLength);
  say("nothing");
  search();
})();
