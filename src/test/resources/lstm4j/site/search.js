// Finds the parts of the pages in which every word of the query occurs; those with a word in their heading come first.
(() => {
  const query = document.getElementById("query");
  const list = document.getElementById("found");
  const count = document.getElementById("count");
  const MOST = 60;

  function rank(part, words) {
    const heading = part[2].toLowerCase();
    return words.reduce((sum, word) => sum + (heading === word ? 4 : heading.includes(word) ? 2 : 0), 0);
  }

  function item(part, words) {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.href = part[0];
    link.textContent = part[2] || part[1];
    const page = document.createElement("span");
    page.textContent = part[1];
    const at = Math.max(0, part[3].toLowerCase().indexOf(words[0]) - 60);
    const text = document.createElement("p");
    text.textContent = (at > 0 ? "… " : "") + part[3].slice(at, at + 240) + (at + 240 < part[3].length ? " …" : "");
    entry.append(link, page, text);
    return entry;
  }

  function show() {
    const words = query.value.toLowerCase().split(/\s+/).filter(word => word);
    const found = words.length === 0 ? [] : PARTS.filter(part => words.every(word => (part[2] + " " + part[3]).toLowerCase().includes(word)));
    found.sort((a, b) => rank(b, words) - rank(a, words));
    list.replaceChildren(...found.slice(0, MOST).map(part => item(part, words)));
    count.textContent = words.length === 0 ? "" : found.length + (found.length === 1 ? " place" : " places") + (found.length > MOST ? ", the first " + MOST + " of them:" : "");
  }

  query.value = new URLSearchParams(location.search).get("q") || "";
  query.addEventListener("input", show);
  document.getElementById("search").addEventListener("submit", event => event.preventDefault());
  show();
  query.focus();
})();
