// Leaves at a click on [data-grip-exit] or at three times Shift: the page is blank at once, the next one takes its place
// in the history. The texts are those of the first button.

const PRESSES = 3;
const PAUSE = 5000;

// Alt and Shift change the layout of the keyboard.
const isChord = (event) => event.altKey || event.ctrlKey || event.metaKey;
const make = (tag, values) => Object.assign(document.createElement(tag), values);

function start(main, buttons, signal) {
  const says = main.dataset;
  const title = document.title;

  const status = make("span", { className: "grip-hidden" });
  status.setAttribute("role", "status");
  main.after(status);

  const dots = buttons.map((button) => {
    const row = make("span", { className: "grip-exit-dots", hidden: true });
    row.setAttribute("aria-hidden", "true");
    for (let n = 0; n < PRESSES; n++) row.append(make("span"));
    const label = button.firstElementChild || button;
    label.append(row);
    return row;
  });

  // Only a script counts presses, so only then is there something to tell.
  for (const told of document.querySelectorAll("[data-grip-shift]")) told.hidden = false;

  let presses = 0;
  let isModifier = false;
  let timer;
  let blank = [];

  function count(to, text = "") {
    clearTimeout(timer);
    presses = to;
    status.textContent = text;
    for (const row of dots) {
      row.hidden = !to;
      Array.from(row.children, (dot, n) => {
        dot.className = n < to ? "grip-exit-dot" : "";
      });
    }
    if (text) timer = setTimeout(() => count(0, to ? says.gripExpired : ""), PAUSE);
  }

  function leave(link) {
    if (!blank.length) {
      const { lang, dir } = link.closest("[lang]") || document.body;
      const cover = make("div", { className: "grip-exit-cover", lang, dir });
      cover.setAttribute("role", "alert");
      document.documentElement.append(cover);
      cover.textContent = document.title = says.gripBusy || "…";
      document.body.hidden = true;
      // A script can only say it for the whole page.
      const meta = make("meta", { name: "referrer", content: "no-referrer" });
      document.head.append(meta);
      blank = [cover, meta];
    }
    location.replace(link.href);
  }

  function press(event) {
    const isShift = event.key === "Shift";
    if (isChord(event)) isModifier = true;
    if (isShift && !isModifier) {
      if (presses + 1 < PRESSES) count(presses + 1, presses ? says.gripOnce : says.gripTwice);
      else {
        count(0);
        leave(main);
      }
    } else if (presses) count(0);
    // While one of two Shift keys is still down, it is as alone as the other one was.
    isModifier = event.shiftKey && (isModifier || !isShift);
  }

  document.addEventListener("keyup", press, { capture: true, signal });
  // With another key Shift is a modifier.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Shift") isModifier = event.shiftKey;
      else if (isChord(event)) isModifier = true;
    },
    { capture: true, signal },
  );

  function click(event) {
    const link = event.target.closest?.("[data-grip-exit]");
    if (!link) return;
    event.preventDefault();
    leave(link);
  }
  document.addEventListener("click", click, { signal });

  // Back may show this page as it was left.
  function show() {
    count(0);
    if (!blank.length) return;
    for (const one of blank) one.remove();
    blank = [];
    document.title = title;
    document.body.hidden = false;
  }
  addEventListener("pageshow", show, { signal });
}

// The first link of ours comes to the top of the page: with Tab it is the next one after “skip to content”.
function comeFirst(skip) {
  const header = document.querySelector("body > header, [role=banner]");
  if (!skip || !(header?.compareDocumentPosition(skip) & Node.DOCUMENT_POSITION_FOLLOWING)) return;
  const { lang, dir } = skip.closest("[lang]");
  const root = make("div", { className: "grip grip-skip-first", lang, dir });
  root.append(skip);
  header.prepend(root);
}

let main;
let running;

// Pages that come without being loaded have a button of their own, or none.
function begin() {
  const buttons = [...document.querySelectorAll(".grip-exit[data-grip-exit]")];
  const first = buttons[0] || document.querySelector("[data-grip-exit]");
  if (first === main) return;
  main = first;
  running?.abort();
  running = new AbortController();
  comeFirst(document.querySelector(".grip-skip"));
  if (main) start(main, buttons, running.signal);
}

begin();
for (const event of ["turbo:load", "htmx:load", "swup:page:view"]) document.addEventListener(event, begin);
