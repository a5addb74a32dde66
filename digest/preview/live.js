// The preview's own script: hears of new builds and takes them in. It is served by `digest serve` and never written into site/.
(() => {
  "use strict";
  const me = document.currentScript;
  const root = me.dataset.root;
  let number = Number(me.dataset.number);

  const here = () => {
    const path = decodeURIComponent(location.pathname.slice(root.length));
    return path === "" || path.endsWith("/") ? path + "index.html" : path;
  };

  // A sheet is swapped when its successor has arrived, so that the page never stands there without clothes.
  const restyle = () => {
    for (const old of document.querySelectorAll('link[rel="stylesheet"]')) {
      const fresh = old.cloneNode();
      const address = new URL(old.href);
      address.searchParams.set("n", number);
      fresh.href = address.href;
      fresh.onload = () => old.remove();
      old.after(fresh);
    }
  };

  // The new page takes the old one's place without loading: nothing flickers, and the reader stays where he was.
  const take = async (address) => {
    const answer = await fetch(address, { cache: "no-store" });
    const text = await answer.text();
    const next = new DOMParser().parseFromString(text, "text/html");
    document.title = next.title;
    for (const name of ["lang", "dir"]) document.documentElement.setAttribute(name, next.documentElement.getAttribute(name) || "");
    const open = new Set([...document.querySelectorAll("details[open] > summary")].map((one) => one.textContent));
    document.body.replaceWith(document.adoptNode(next.body));
    for (const one of document.querySelectorAll("details > summary")) if (open.has(one.textContent)) one.parentElement.open = true;
  };

  const complain = (problems) => {
    document.getElementById("digest:problems")?.remove();
    if (!problems.length) return;
    const box = document.createElement("aside");
    box.id = "digest:problems";
    box.setAttribute("role", "alert");
    const shadow = box.attachShadow({ mode: "open" }); // the site's own styles stay out
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      ":host{all:initial;position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:60vh;overflow:auto;background:#2b0f0c;color:#ffe9e4;" +
        "font:15px/1.5 system-ui,sans-serif;border-top:4px solid #ff6b5a;padding:12px 20px;box-sizing:border-box;display:block}" +
        "p{margin:6px 0}b{font-family:ui-monospace,monospace;font-weight:600;color:#ffb4a8}i{font-style:normal;color:#ffd9a0}"
    );
    shadow.adoptedStyleSheets = [sheet];
    for (const problem of problems) {
      const line = document.createElement("p");
      for (const [tag, text] of [["b", problem.where], ["span", " " + problem.what], ["i", problem.mend ? " " + problem.mend : ""]]) {
        const part = document.createElement(tag);
        part.textContent = text;
        line.append(part);
      }
      shadow.append(line);
    }
    document.body.append(box);
  };

  const told = async (event) => {
    const news = JSON.parse(event.data);
    const missed = news.number > number + 1;
    number = Math.max(number, news.number);
    if (news.go && news.go.split("#")[0] !== here()) {
      location.href = root + news.go.split("/").map((part) => encodeURIComponent(part).replace(/%23/g, "#")).join("/");
      return;
    }
    if (news.styles && !missed) restyle();
    else if (missed || news.changed.includes(here()) || news.changed.includes("404.html")) await take(location.href);
    complain(news.problems);
    document.documentElement.dataset.number = number;
  };

  let line;
  const listen = () => {
    line = new EventSource(`${root}@digest/live?after=${number}`);
    line.onmessage = told;
  };
  // A hidden tab keeps no line open: browsers allow six to one host, and a seventh tab would hang.
  document.addEventListener("visibilitychange", () => {
    line?.close();
    if (!document.hidden) listen();
  });
  if (!document.hidden) listen();
})();
