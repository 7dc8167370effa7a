// Who you are, remembered only in the page, and links to situations that leave no trace in the address.

function start(guide) {
  const question = guide.querySelector(".grip-who");
  const radios = () => guide.querySelectorAll(".grip-who input");
  let rows = 0;

  const titleOf = (link) => document.getElementById(link.hash.slice(1));

  function mark(reader) {
    for (const radio of radios()) radio.checked = radio.value === reader;
  }

  // The three questions lead to titles, as they are in the list for who reads it.
  function choose(reader) {
    mark(reader);
    for (const link of guide.querySelectorAll(".grip-guide a")) {
      link.textContent = titleOf(link)?.innerText.trim() || link.textContent;
    }
    // What a title may still get wrong for a reader is said here where it is said above the list.
    for (const say of guide.querySelectorAll(".grip-guide > p[class*=say]")) {
      say.hidden = !guide.querySelector(`:scope > .${say.className}`);
    }
  }

  // A row of radios is one group, so that each row shows what was chosen.
  function name(row) {
    rows += 1;
    for (const radio of row.querySelectorAll("input")) radio.name = `grip-who${rows}`;
  }
  guide.querySelectorAll(".grip-who").forEach(name);

  function open(summary) {
    summary.parentElement.open = true;
    summary.focus();
    summary.scrollIntoView();
  }

  // Said on the page before, in an address that tells nothing and keeps nothing: who, or what happened.
  const [, said, place] = /^#(?:w([123])|(n\d+))$/.exec(location.hash) || [];
  const pointed = place && document.getElementById(place);
  if (said) choose(["pupil", "parent", "staff"][said - 1]);
  if (pointed) open(pointed);
  if (said || pointed) {
    history.replaceState(history.state, "", location.href.split("#")[0]);
  }

  guide.addEventListener("change", ({ target }) => {
    if (target.closest(".grip-who")) choose(target.value);
  });

  // In an opened situation the question stands once more.
  function ask(situation) {
    if (situation.matches("[data-grip-situation][open]") && !situation.querySelector(".grip-who")) {
      const chosen = guide.querySelector(".grip-who input:checked")?.value;
      const row = question.cloneNode(true);
      name(row);
      situation.firstElementChild.after(row);
      mark(chosen);
    }
  }
  guide.addEventListener("toggle", (event) => ask(event.target), true);
  // One may have been opened before this script was there.
  guide.querySelectorAll("[open]").forEach(ask);

  guide.addEventListener("click", (event) => {
    const link = event.target.closest(".grip-guide a");
    const summary = link && titleOf(link);
    if (!summary) return;
    event.preventDefault();
    open(summary);
  });

  // A page kept for Back does not reveal what was chosen.
  addEventListener("pagehide", () => choose());
}

// Pages that come without being loaded bring new ones.
const seen = new WeakSet();
function begin() {
  for (const one of document.querySelectorAll("[data-grip-guide]")) {
    if (!seen.has(one)) start(one);
    seen.add(one);
  }
}
begin();
for (const event of ["turbo:load", "htmx:load", "swup:page:view"]) document.addEventListener(event, begin);
