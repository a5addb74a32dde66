// The search itself, beside the page: loads what a query needs of search/index/ and answers with what is to be shown.
// How the index is made, and how words are told apart, stands in digest/rendering/search.py; the two must agree.
"use strict";

// ── words ────────────────────────────────────────────────────────────────────────────────────────

const GONE = new RegExp(
  "[\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670" +
    "\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed\\u08d3-\\u08ff\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe00-\\ufe0f" +
    "\\ufe20-\\ufe2f\\u00ad\\u02bb\\u02bc\\u05f3\\u05f4\\u061c\\u180e\\u200c-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\ufeff]",
  "g"
);
const SAME = new Map(
  Object.entries({ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i", ς: "σ", ґ: "г" }).concat(
    Object.entries({ ٱ: "ا", ى: "ي", ی: "ي", ک: "ك", ة: "ه", ە: "ه" }),
    [0x660, 0x6f0].flatMap((zero) => [..."0123456789"].map((digit, i) => [String.fromCodePoint(zero + i), digit]))
  )
);
const UNLIKE = new RegExp(`[${[...SAME.keys()].join("")}]`, "g");
const APOSTROPHE = /([\u0400-\u052f])['’‘](?=[\u0400-\u052f])/g;
const PAIRED = "\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const TRIPLED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff";
const LETTER = "[\\p{L}\\p{N}\\p{M}\\u{10000}-\\u{1efff}\\u{20000}-\\u{3ffff}]";
const BEYOND = "(?![\\u{1f000}-\\u{1ffff}\\u{40000}-\\u{10ffff}])";
const RUN = new RegExp(
  `((?:${BEYOND}(?=[${PAIRED}])${LETTER})+)|((?:(?=[${TRIPLED}])${LETTER})+)|(?:${BEYOND}(?![${PAIRED}${TRIPLED}])${LETTER})+`,
  "gu"
);
const ARTICLE = /^(?:و?(?:ال|بال|كال|فال)|و?لل)(?=[\u0620-\u06ff]{3})/;
const LONGEST = 32;

const folded = (text) =>
  text.normalize("NFKD").toLowerCase().replace(GONE, "").replace(APOSTROPHE, "$1").replace(UNLIKE, (c) => SAME.get(c)).normalize("NFC");

// The words of a text, each with how it is looked for: whole words in their other forms too, runs of characters as they are.
const told = (text) =>
  [...folded(text).matchAll(RUN)].flatMap(([run, paired, tripled]) => {
    const letters = [...run];
    if (!paired && !tripled) {
      const word = [...run.replace(ARTICLE, "")].slice(0, LONGEST).join("");
      return [{ word, run: 0 }];
    }
    const length = paired ? 2 : 3;
    return letters.map((_, i) => ({ word: letters.slice(i, i + length).join(""), run: length }));
  });

const words = (text) => told(text).map(({ word }) => word);

// What is searched for: the words that all must be there, each with the ways in which it may be written: what is an umlaut
// here may be a vowel with an e in the text. (What is one there is in the index both ways.)
const asked = (query) => {
  const found = new Map();
  const written = query.normalize("NFC");
  const plain = told(written);
  const spelt = told(written.replace(/[äöü]/gi, (c) => ({ ä: "ae", ö: "oe", ü: "ue" })[c.toLowerCase()]));
  const open = /[\p{L}\p{N}\p{M}]$/u.test(written);
  plain.forEach(({ word, run }, i) => {
    // The shorter runs at an end say nothing that the one before them does not.
    const length = [...word].length;
    if (run && length < run && plain[i - 1]?.run === run && [...plain[i - 1].word].length > length) return;
    const one = found.get(word) ?? { word, run, ways: new Set([word]), begins: false };
    if (spelt.length === plain.length) one.ways.add(spelt[i].word);
    one.begins ||= run ? length < run : open && i === plain.length - 1 && length >= (HANGUL.test(word) ? 2 : 3);
    found.set(word, one);
  });
  return [...found.values()];
};

const HANGUL = /^[\uac00-\ud7a3]/;

// How the other forms of a word begin, and by what ending they may be longer: bridge, bridges, bridged; Києва, Києві; 서울, 서울의.
const forms = (word) => {
  const letters = [...word];
  if (HANGUL.test(word)) return letters.length > 1 ? { stem: word, ending: 3 } : null;
  if (letters.length < 4 || /\d/.test(word)) return null;
  if (letters.length === 4) return { stem: word, ending: 2 };
  return { stem: letters.slice(0, letters.length < 8 ? -1 : -2).join(""), ending: 3 };
};

// How near a word of the index is to a way of writing what is searched for; 0: not at all.
const nearness = (word, way, begins, others) => {
  if (word === way) return 1;
  if (begins && word.startsWith(way)) return 0.6;
  if (others && word.startsWith(others.stem) && [...word.slice(others.stem.length)].length <= others.ending) return 0.4;
  return 0;
};

// ── the index ────────────────────────────────────────────────────────────────────────────────────

const BASE = new URL(self.location.href).searchParams.get("index"); // where it lies, as the page says
const loaded = new Map();

const load = (name) => {
  if (!loaded.has(name)) {
    // Asked each time whether it is still so: half of an old index and half of a new one would find nothing.
    const answer = fetch(new URL(name, BASE), { cache: "no-cache" }).then((reply) => {
      if (!reply.ok) throw new Error(`${reply.status} ${name}`);
      return reply.json();
    });
    answer.catch(() => loaded.delete(name)); // so that it is asked for again
    loaded.set(name, answer);
  }
  return loaded.get(name);
};

const fileOf = (word) =>
  word ? `words-${[...word].map((c) => (/[a-z0-9]/.test(c) ? c : `-${c.codePointAt(0).toString(16)}`)).join("")}.json` : "words.json";

// The files of a part that hold the words beginning with `stem`: that in which it would stand, and those after it that begin so.
const filesOf = (stem, { first, words: begins }) => {
  let [low, high] = [0, begins.length]; // the last that does not begin after it
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (begins[middle] <= stem) low = middle;
    else high = middle;
  }
  let end = low + 1;
  while (end < begins.length && begins[end].startsWith(stem)) end++;
  return begins.slice(low, end).map((word) => `${first}/${fileOf(word)}`);
};

const DIGITS = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].map((c, i) => [c.charCodeAt(0), i]));

// The entries of a part that have a word, with the level of each.
const entriesOf = (codes, first, take) => {
  let entry = first - 1;
  let number = 0;
  let place = 1;
  for (let i = 0; i < codes.length; i++) {
    const digit = DIGITS.get(codes.charCodeAt(i));
    number += (digit & 31) * place;
    place *= 32;
    if (digit >= 32) {
      entry += Math.floor(number / 8);
      take(entry, number % 8);
      number = 0;
      place = 1;
    }
  }
};

// ── an answer ────────────────────────────────────────────────────────────────────────────────────

const SHARES = [0.25, 0.4, 0.6, 0.8]; // of the four levels

// What has one of the words, by the entry: how much it says of it, and whether in its title.
const having = async (one, parts) => {
  const ways = [...one.ways].map((way) => ({ way, others: one.run ? null : forms(way) }));
  const found = new Map();
  await Promise.all(
    parts.map(async (part) => {
      const files = new Set();
      for (const { way, others } of ways) {
        for (const file of one.begins ? filesOf(way, part) : filesOf(way, part).slice(0, 1)) files.add(file);
        if (others) for (const file of filesOf(others.stem, part)) files.add(file);
      }
      for (const index of await Promise.all([...files].map(load))) {
        for (const [word, codes] of Object.entries(index)) {
          const near = Math.max(...ways.map(({ way, others }) => nearness(word, way, one.begins, others)));
          if (!near) continue;
          entriesOf(codes, part.first, (entry, level) => {
            const before = found.get(entry);
            const says = SHARES[level % 4] * near;
            if (!before) found.set(entry, { says, title: level > 3 ? near : 0 });
            else {
              before.says = Math.max(before.says, says);
              if (level > 3) before.title = Math.max(before.title, near);
            }
          });
        }
      }
    })
  );
  return found;
};

// All entries that have all words: those first that have most of them in their titles, then those that they say most of, then the newer.
const ranked = async (query) => {
  const { parts } = await load("start.json");
  const entries = parts.reduce((sum, part) => sum + part.entries, 0);
  const wanted = asked(query);
  const found = await Promise.all(wanted.map((one) => having(one, parts)));
  if (!found.length) return [];
  const rare = found.map((of) => Math.log(1 + (entries - of.size + 0.5) / (of.size + 0.5)));
  const [fewest, ...others] = found.map((of, i) => ({ of, rare: Math.max(rare[i], 0.01) })).sort((a, b) => a.of.size - b.of.size);
  const all = [];
  for (const [entry, first] of fewest.of) {
    let titles = first.title;
    let says = first.says * fewest.rare;
    const everywhere = others.every(({ of, rare }) => {
      const one = of.get(entry);
      if (one) (titles += one.title), (says += one.says * rare);
      return one;
    });
    if (everywhere && entry < entries) all.push({ entry, titles, says });
  }
  return all.sort((a, b) => b.titles - a.titles || b.says - a.says || b.entry - a.entry).map(({ entry }) => entry);
};

const shown = async (numbers) => {
  const { per, parts } = await load("start.json");
  const row = async (number) => {
    const { first } = parts.filter((part) => part.first <= number).pop();
    return (await load(`${first}/entries-${Math.floor((number - first) / per)}.json`))[(number - first) % per];
  };
  const rows = await Promise.all(numbers.map(row));
  return rows.filter(Boolean);
};

let last = { query: "", found: [] };

self.onmessage = async ({ data: { number, query, from, many } }) => {
  try {
    if (query !== last.query || !last.found.length) last = { query, found: await ranked(query) };
    const { found } = last;
    self.postMessage({ number, count: found.length, from, rows: await shown(found.slice(from, from + many)) });
  } catch (error) {
    self.postMessage({ number, wrong: String(error.message ?? error) });
  }
};
