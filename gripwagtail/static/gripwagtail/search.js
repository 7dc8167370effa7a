// Searches the situations on this device: no address, history or storage, and no request that says what is typed. What
// fits best comes first, and everything else stays. Its ranking and words are loaded when the box gets the focus.

// Who is in a hurry leaves out the signs of letters. Of these the stroke or dots are no mark that comes off, and the last
// is an apostrophe that counts as a letter.
const bare = { ı: "i", ł: "l", ة: "ه", ى: "ي", ʼ: "'" };
const letters = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ıłةىʼ]/g, (one) => bare[one]);
// A word is read up to here: the pattern of one grows with its square, and comparing words with their length.
const words = (text) => (letters(text).match(/[\p{L}\p{N}]+/gu) || []).map((word) => word.slice(0, 30));

// Part of a word; from so many letters on with one too many, too few, wrong or swapped.
function near(word, from) {
  const all = [...word];
  const slips = all.map((letter, at) => {
    const before = all.slice(0, at).join("");
    const after = all.slice(at + 1).join("");
    const next = all[at + 1] || "";
    return `${before}(.?${after}|.${letter}${after}|${next}${letter}${after.slice(next.length)})`;
  });
  return new RegExp(all.length < from ? word : slips.join("|"), "u");
}

// What the policy of the site refuses will never come, and an error that a server answers stays one; anything else may
// have been the connection.
const blocked = new Set();
document.addEventListener("securitypolicyviolation", ({ blockedURI, disposition }) => {
  if (disposition !== "report") blocked.add(blockedURI);
});
const isRefused = (href) =>
  blocked.has(href) || performance.getEntriesByName(href).some((one) => one.responseStatus >= 400);

function start(search) {
  const input = search.querySelector("input");
  const status = search.querySelector("[role=status]");
  const calls = search.querySelector("[aria-live]");
  const root = search.closest(".grip");
  const numbers = root.querySelector(".grip-danger");
  const { gripFound, gripNone, gripChoose, gripBest, gripLast, gripDanger } = search.dataset;
  const dangers = gripDanger.split("|").map(words);
  const hasty = dangers.map((danger) =>
    danger.map((word) => (word.length < 4 ? new RegExp(`^${word}$`) : near(word, 6))),
  );
  const speaksOfDanger = (typed) => hasty.some((all) => all.every((word) => typed.some((other) => word.test(other))));
  const isDanger = (word) => dangers.flat().some((part) => word.startsWith(part) && word.length < part.length + 4);
  // Of what we wrote ourselves only words that stand together count: “I do not want that any more” is about a photo.
  const isAboutLife = (own) => dangers.some((danger) => ` ${own.join(" ")}`.includes(` ${danger.join(" ")}`));

  const situations = [...document.querySelectorAll("[data-grip-situation]")].map((element) => {
    // One for each reader.
    const title = element.querySelector("summary").textContent;
    const also = element.dataset.gripWords || "";
    // Where it stands when nothing is searched for.
    const place = document.createComment("");
    element.before(place);
    const life = isAboutLife(words(`${title} ${also}`));
    return { element, title, also, place, life, group: element.parentElement };
  });
  if (!situations.length) return;
  const groups = new Set(situations.map((one) => one.group));
  const last = situations.find((one) => one.element.id === gripLast);
  // #key in the address opens it.
  situations.find((one) => one.element.id === location.hash.slice(1))?.element.toggleAttribute("open", true);

  // What fits best stands together, under the box.
  const [group] = groups;
  const results = group.cloneNode(false);
  const heading = group.querySelector("h1, h2, h3, h4, h5, h6")?.cloneNode(false);
  results.removeAttribute("id");
  if (heading) {
    heading.removeAttribute("id");
    heading.textContent = gripBest;
    results.append(heading);
  }
  results.classList.add("grip-best");
  // A template of the host may have the box elsewhere.
  if (group.compareDocumentPosition(search) & Node.DOCUMENT_POSITION_FOLLOWING) group.before(search);

  let rank;
  let loading;
  let tries = 0;
  const had = [];
  let urgent = false;
  let shown = "";
  let later;

  function take([ranking, ...lists]) {
    const listed = (key) => lists.flatMap((list) => list?.[key]?.split(",") || []);
    const asked = situations.map(({ element, title, also, life }) => ({
      title,
      words: [...also.split(" "), ...listed(element.id)],
      // What is about life is known by every word of danger.
      recognise: (element.querySelector("summary ~ ul")?.textContent || "") + (life ? ` ${gripDanger}` : ""),
      shown: element.textContent,
    }));
    rank = ranking(asked, words, words(`${listed("")}`));
    show();
  }

  async function load(address) {
    const url = new URL(address, document.baseURI);
    // An empty answer. Whoever searches has what is on the page to search by.
    if (isRefused(url.href)) return {};
    if (url.pathname.endsWith(".json")) {
      const answer = await fetch(url);
      return answer.ok ? answer.json() : {};
    }
    // A browser may remember of an address that it failed.
    url.hash = tries || "";
    return (await import(url)).default;
  }

  // What did not come is asked for again at the next thing typed; until then what did come is searched with.
  async function begin() {
    const addresses = root.dataset.gripLoads?.split(" ") || [];
    const missing = [...addresses.keys()].filter((at) => !had[at]);
    if (loading || !missing.length) return;
    loading = true;
    const came = await Promise.allSettled(missing.map((at) => load(addresses[at])));
    loading = false;
    tries += 1;
    came.forEach(({ value }, number) => {
      had[missing[number]] = value;
    });
    // Without the ranking the list stays as it is.
    if (had[0]?.call && came.some(({ value }) => value)) take(had);
  }

  // With words of danger what is about life comes right after what was asked, and first where nothing else was.
  function withLife(found, isAll) {
    const asked = found.filter((one) => !one.life);
    const life = new Set([...found, ...situations].filter((one) => one.life));
    return isAll || found[0]?.life ? [...life, ...asked] : [...asked.slice(0, 1), ...life, ...asked.slice(1)];
  }

  function arrange(first) {
    const keys = first.map((one) => one.element.id).join(" ");
    if (keys === shown) return;
    shown = keys;
    for (const one of situations) if (!first.includes(one)) one.place.after(one.element);
    results.append(...first.map((one) => one.element));
    if (first.length) search.after(results);
    else results.remove();
    for (const one of groups) one.hidden = !one.querySelector("[data-grip-situation]");
  }

  function show() {
    // A script may put in more than the box takes.
    const text = input.value.slice(0, 80);
    const typed = words(text);
    const danger = speaksOfDanger(typed);
    const ranked = typed.length && rank ? rank(text).map((number) => situations[number]) : [];
    const isAll = typed.every((word) => word.length < 2 || isDanger(word));
    const found = danger ? withLife(ranked, isAll) : ranked;
    const isMissing = rank && typed.length && !found.length;
    arrange(isMissing && last ? [last] : found);
    if (danger !== urgent) {
      urgent = danger;
      // The links at the top, once more.
      calls.replaceChildren(...(danger && numbers ? [numbers.cloneNode(true)] : []));
    }
    const choose = last
      ? ` ${gripChoose.replace("#", () => last.element.querySelector("summary").innerText.trim())}`
      : "";
    const says = found.length ? gripFound.replace("#", found.length) : isMissing ? gripNone + choose : "";
    // Said when the typing stops.
    clearTimeout(later);
    later = setTimeout(() => {
      status.textContent = says;
    }, 400);
  }

  function clear() {
    input.value = "";
    show();
  }

  input.addEventListener("focus", begin);
  input.addEventListener("input", begin);
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    const isFilled = event.key === "Escape" && input.value;
    if (isFilled) clear();
    // A host may put the page in a form.
    if (isFilled || (event.key === "Enter" && !event.isComposing)) event.preventDefault();
  });
  // A page kept for Back does not reveal what was typed.
  addEventListener("pagehide", clear);
  search.hidden = false;
  // Somebody may have been quicker.
  if (document.activeElement === input) begin();
}

// Pages that come without being loaded bring new ones.
const seen = new WeakSet();
function begin() {
  for (const one of document.querySelectorAll("[data-grip-search]")) {
    if (!seen.has(one)) start(one);
    seen.add(one);
  }
}
begin();
for (const event of ["turbo:load", "htmx:load", "swup:page:view"]) document.addEventListener(event, begin);
