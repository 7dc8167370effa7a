// Searches the situations on this device: no request, address, history or storage.

const letters = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
// The pattern of a word grows with its square.
const words = (text) => (letters(text).match(/[\p{L}\p{N}]+/gu) || []).map((word) => word.slice(0, 40));

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

function start(search) {
  const input = search.querySelector("input");
  const status = search.querySelector("[role=status]");
  const calls = search.querySelector("[aria-live]");
  const numbers = search.closest(".grip").querySelector(".grip-danger");
  const { gripFound, gripNone, gripChoose, gripLast, gripDanger } = search.dataset;
  const dangers = (from) =>
    gripDanger
      .split("|")
      .map((text) => words(text).map((word) => (word.length < 4 ? new RegExp(`^${word}$`) : near(word, from))));
  const speaksOf = (all, own) => all.some((danger) => danger.every((word) => own.some((other) => word.test(other))));
  const exact = dangers(Infinity);
  const typedInHaste = dangers(6);

  const situations = [...document.querySelectorAll("[data-grip-situation]")].map((element) => {
    const title = element.querySelector("summary").textContent.trim();
    const own = words(`${title} ${element.dataset.gripWords || ""}`);
    return { element, title, own, group: element.parentElement, life: speaksOf(exact, own) };
  });
  const groups = [...new Set(situations.map((one) => one.group))];
  const last = situations.find((one) => one.element.id === gripLast);
  // #key in the address opens it.
  situations.find((one) => one.element.id === location.hash.slice(1))?.element.toggleAttribute("open", true);
  let urgent = false;
  let later;

  // What is about life comes first while it is searched for.
  function order() {
    const isFirst = (one) => urgent && one.life;
    const sorted = [...situations].sort((one, other) => isFirst(other) - isFirst(one));
    for (const one of sorted) one.group.append(one.element);
    for (const group of new Set(sorted.map((one) => one.group))) group.parentElement.append(group);
  }

  function show() {
    const typed = words(input.value);
    const danger = speaksOf(typedInHaste, typed);
    const asked = [...new Set(typed)].map((word) => near(word, 5));
    const found = situations.filter(
      (one) => (danger && one.life) || asked.every((word) => one.own.some((other) => word.test(other))),
    );
    const shown = found.length || !last ? found : [last];
    for (const one of situations) one.element.hidden = !shown.includes(one);
    for (const group of groups) group.hidden = !shown.some((one) => one.group === group);
    if (danger !== urgent) {
      urgent = danger;
      // The links at the top, once more.
      calls.replaceChildren(...(danger && numbers ? [numbers.cloneNode(true)] : []));
      order();
    }
    const choose = last ? ` ${gripChoose.replace("#", () => last.title)}` : "";
    const says = !typed.length ? "" : found.length ? gripFound.replace("#", found.length) : gripNone + choose;
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

  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    const isFilled = event.key === "Escape" && input.value;
    if (isFilled) clear();
    // A host may put the page in a form.
    if (isFilled || (event.key === "Enter" && !event.isComposing)) event.preventDefault();
  });
  // A page kept for Back does not reveal what was typed.
  addEventListener("pagehide", clear);
  // Last in the HTML: the list comes sooner.
  groups[0]?.before(search);
  search.hidden = false;
}

document.querySelectorAll("[data-grip-search]").forEach(start);
