// The preview's own script: hears of new builds and takes them in. It is served by `digest serve` and never written into site/.
(() => {
  "use strict";
  const me = document.currentScript;
  const root = me.dataset.root;
  let number = Number(me.dataset.number);
  let page = me.dataset.page; // what is shown here; "404.html" where there is no such page

  const here = () => {
    const path = decodeURIComponent(location.pathname).slice(decodeURIComponent(root).length);
    return path === "" || path.endsWith("/") ? path + "index.html" : path;
  };

  // ── taking in what is new ──────────────────────────────────────────────────────────────────────

  const sheets = (of) => [...of.querySelectorAll('link[rel="stylesheet"]')];
  const addresses = (of) => sheets(of).map((link) => new URL(link.getAttribute("href"), location).pathname).join("\n");

  // A sheet is taken away when its successor has arrived, so that the page never stands there without clothes.
  const restyle = () =>
    Promise.all(
      sheets(document).map(
        (old) =>
          new Promise((done) => {
            const address = new URL(old.href);
            if (address.origin !== location.origin) return done();
            const fresh = old.cloneNode();
            address.searchParams.set("n", number);
            fresh.href = address.href;
            fresh.onload = () => done(old.remove());
            fresh.onerror = () => done(fresh.remove());
            old.after(fresh);
          })
      )
    );

  // Make one element the same as another by changing only what differs: where the reader was, what he opened and what he
  // marked stays as it is. What has an id is found again where it went; what has none becomes what stands in its place.
  const become = (old, next) => {
    if (old.isEqualNode(next)) return;
    if (old.nodeName !== next.nodeName) return old.replaceWith(document.adoptNode(next));
    if (old.nodeType !== Node.ELEMENT_NODE) return void (old.nodeValue = next.nodeValue);
    attributes(old, next);
    const [was, is] = [[...old.childNodes], [...next.childNodes]];
    let end = null; // what follows the run of children that differs
    while (was.length && is.length && was[0].isEqualNode(is[0])) was.shift(), is.shift();
    while (was.length && is.length && was.at(-1).isEqualNode(is.at(-1))) (end = was.pop()), is.pop();
    const named = new Map(was.filter((node) => node.id).map((node) => [node.id, node]));
    const wanted = new Set(is.map((node) => node.id));
    let at = was[0] ?? end;
    const pass = () => {
      const passed = at;
      at = at.nextSibling;
      return passed;
    };
    for (const node of is) {
      const found = named.get(node.id);
      named.delete(node.id);
      if (found && found !== at) {
        // Whatever went down the page is taken out, so that all that it passed need not be moved up.
        if (at !== end && at.nextElementSibling === found) while (at !== found) pass().remove();
        else move(old, found, at);
      }
      if (found === at) pass();
      if (found) become(found, node);
      else if (at !== end && at.nodeName === node.nodeName && !(wanted.has(at.id) && named.has(at.id))) become(pass(), node);
      else old.insertBefore(document.adoptNode(node), at);
    }
    while (at !== end) pass().remove();
  };

  // What is moved as a whole keeps the focus and the marks in it, where the browser knows how.
  const move = (parent, node, before) =>
    parent.moveBefore && node.isConnected ? parent.moveBefore(node, before) : parent.insertBefore(node, before);

  const attributes = (old, next) => {
    for (const { name } of [...old.attributes]) {
      if (!next.hasAttribute(name) && !(name === "open" && old.nodeName === "DETAILS")) old.removeAttribute(name);
    }
    for (const { name, value } of next.attributes) {
      if (old.getAttribute(name) !== value && !(name === "open" && old.nodeName === "DETAILS")) old.setAttribute(name, value);
    }
  };

  const take = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const script = next.querySelector("script[data-page]");
    // Another head, and what came with it, is for the browser to put on.
    if (!script || addresses(next) !== addresses(document)) return location.reload();
    page = script.dataset.page;
    document.title = next.title;
    attributes(document.documentElement, next.documentElement);
    become(document.body, next.body);
  };

  // ── what is wrong ──────────────────────────────────────────────────────────────────────────────

  const SHEET =
    ":host{all:initial;position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:50vh;overflow:auto;background:#2b0f0c;color:#ffe9e4;" +
    "font:15px/1.5 system-ui,sans-serif;border-top:4px solid #ff6b5a;padding:12px 64px 12px 20px;box-sizing:border-box;display:block}" +
    "p{margin:6px 0}b{font-family:ui-monospace,monospace;font-weight:600;color:#ffb4a8}i{font-style:normal;color:#ffd9a0}" +
    "button{position:absolute;top:8px;right:12px;font:inherit;color:inherit;background:none;border:1px solid;border-radius:4px;padding:2px 10px}";
  const HIDDEN = "digest:hidden";

  const complain = (problems) => {
    document.getElementById("digest:problems")?.remove();
    const told = JSON.stringify(problems);
    if (!problems.length || sessionStorage.getItem(HIDDEN) === told) return; // what was put away stays so until something else is wrong
    const box = document.createElement("aside");
    box.id = "digest:problems";
    box.setAttribute("role", "alert");
    const shadow = box.attachShadow({ mode: "open" }); // the site's own styles stay out
    const sheet = new CSSStyleSheet(); // which a page's policy does not forbid
    sheet.replaceSync(SHEET);
    shadow.adoptedStyleSheets = [sheet];
    for (const { where, what, mend } of problems) {
      const line = shadow.appendChild(document.createElement("p"));
      for (const [tag, text] of [["b", where], ["span", ` ${what}${mend && !/[.!?…]$/.test(what) ? "." : ""} `], ["i", mend]]) {
        line.appendChild(document.createElement(tag)).textContent = text;
      }
    }
    const button = shadow.appendChild(document.createElement("button"));
    button.textContent = "×";
    button.setAttribute("aria-label", "Put this away");
    button.onclick = () => {
      sessionStorage.setItem(HIDDEN, told);
      box.remove();
    };
    document.documentElement.append(box); // outside of the body, which is the site's
  };

  // ── hearing ────────────────────────────────────────────────────────────────────────────────────

  const told = async ({ number: now, changed, go, problems }) => {
    const missed = changed === null ? now !== number : now !== number + 1;
    const [target, anchor] = go.split("#");
    if (target && target !== here()) {
      location.href = root + target.split("/").map(encodeURIComponent).join("/") + (anchor ? "#" + encodeURIComponent(anchor) : "");
      return;
    }
    const has = (path) => missed || (changed || []).includes(path);
    number = now;
    if (missed || (changed || []).some((path) => path.endsWith(".css"))) await restyle();
    if (has(page) || has(here())) await take();
    if (anchor) document.getElementById(anchor)?.scrollIntoView({ block: "nearest" });
    complain(problems);
  };

  let line;
  let last = Promise.resolve();
  const listen = () => {
    line = new EventSource(`${root}@digest/live?` + new URLSearchParams([["at", page], ["at", here()]]));
    // One after the other. What could not be taken in, since the preview ended meanwhile, is caught up with when it is back.
    line.onmessage = (event) => (last = last.then(() => told(JSON.parse(event.data))).catch(() => (number = -1)));
  };
  // A hidden tab keeps no line open: browsers allow six to one host, and a seventh tab would hang.
  document.addEventListener("visibilitychange", () => {
    line?.close();
    if (!document.hidden) listen();
  });
  if (!document.hidden) listen();
})();
