/*
 * Narrows people and services by topic, opens the groups that still have some, and says how many there are. Without
 * this script there is no choice of topics, the choice of who you are works by itself, and every group opens by hand.
 */
const list = (text) => (text || "").split(" ").filter(Boolean);

function start(people) {
  const narrow = people.querySelector("[data-grip-narrow]");
  const topics = narrow?.querySelector("select");
  const counted = people.querySelector("[data-grip-counted]");
  const cards = [...people.querySelectorAll("[data-grip-serves]")];
  const folds = [...people.querySelectorAll("details")].filter((fold) => fold.querySelector("[data-grip-serves]"));

  // Who is in sight without opening anything is there for any question.
  const isAbout = (card, topic) => {
    const own = list(card.dataset.gripTopics);
    return own.includes(topic) || (!own.length && !card.closest("details"));
  };

  function show() {
    const reader = people.querySelector("[type=radio]:checked")?.value || "";
    const topic = topics?.value || "";
    const fitting = new Set();
    for (const card of cards) {
      const serves = list(card.dataset.gripServes);
      card.hidden = Boolean(topic) && !isAbout(card, topic);
      if (!card.hidden && (!reader || !serves.length || serves.includes(reader))) fitting.add(card);
    }
    for (const fold of folds) {
      fold.hidden = !cards.some((card) => fold.contains(card) && fitting.has(card));
      if (topic && !fold.hidden) {
        fold.dataset.gripOpened = fold.open ? fold.dataset.gripOpened || "" : "1";
        fold.open = true;
      } else if (fold.dataset.gripOpened) {
        fold.open = false;
        fold.dataset.gripOpened = "";
      }
    }
    if (counted) counted.textContent = reader || topic ? counted.dataset.gripCounted.replace("#", fitting.size) : "";
  }

  people.addEventListener("change", show);
  if (narrow) narrow.hidden = false;
  show();
}

// Pages that come without being loaded bring new ones.
const seen = new WeakSet();
function begin() {
  for (const one of document.querySelectorAll("[data-grip-people]")) {
    if (!seen.has(one)) start(one);
    seen.add(one);
  }
}
begin();
for (const event of ["turbo:load", "htmx:load", "swup:page:view"]) document.addEventListener(event, begin);
