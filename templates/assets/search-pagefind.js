// Pagefind in the place of the built-in worker (search-worker.js): the same questions, the same answers.
"use strict";
const pagefindSearch = (() => {
  const address = new URL("../search/pagefind/pagefind.js", document.currentScript.src);
  const names = ["path", "title", "source", "day", "issue", "issue_path", "language", "direction"];
  let engine;
  return {
    async postMessage({ number, query, from, many }) {
      try {
        engine ??= import(address);
        engine.catch(() => (engine = undefined)); // so that it is asked for again
        const { results } = await (await engine).search(query);
        const shown = await Promise.all(results.slice(from, from + many).map((one) => one.data()));
        const rows = shown.map(({ meta }) => names.map((name) => meta[name]));
        this.onmessage({ data: { number, count: results.length, from, rows } });
      } catch (error) {
        this.onmessage({ data: { number, wrong: String(error) } });
      }
    },
  };
})();
