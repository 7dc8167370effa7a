// What a reader of a loaded page gets to see of ours, measured. Defines `measuring` once a page.
// The doctor calls it (browser.py), and the suite.
//
// measuring.dress(host)     puts the stylesheet of a host before or after ours
// measuring.faults()        found: what is not as it has to be, as [kind, where, words, measured, needed];
//                           looked: how much there was of each kind
// measuring.exit(options)   the same for the exit link, while the page is scrolled: below headers of hosts and in clipped
//                           frames as well, unless options.framed is false
// measuring.looks()         how the exit link, 112, 113 and calls are painted, one line each
(() => {
  "use strict";
  const NEEDED = { text: 4.5, large: 3, boundary: 3, size: 12, target: 44, edge: 8, title: 1.4, heading: 1.15 };
  const SLACK = 0.01; // of a ratio; half a pixel of a length
  // Which boundaries mean something: without them one does not see that this can be tapped, or filled in. The frame of
  // a card, and that of the label round a radio button which the browser draws, say nothing that the words do not say.
  const BOUNDARIES = [
    ".grip-exit",
    ".grip-danger-link",
    ".grip-call a",
    ".grip-button",
    ".grip-door",
    ".grip-ways > li:first-child > a",
    ".grip-first-way > a",
    "button",
    "select",
    "textarea",
    'input:not([type="hidden"], [type="radio"], [type="checkbox"])',
    // only where a host took away what the browser draws: see bare()
    'input[type="radio"]',
    'input[type="checkbox"]',
  ].join();
  const TARGETS =
    'a[href], button, summary, select, textarea, label:has(> :is([type="radio"], [type="checkbox"])), ' +
    'input:not([type="hidden"], [type="radio"], [type="checkbox"])';
  const SAFETY = ".grip-exit, .grip-danger a, .grip-call a";
  const NO_WORDS = new Set(["SCRIPT", "STYLE", "OPTION", "TEXTAREA", "TEMPLATE", "NOSCRIPT"]);

  // --- a host ------------------------------------------------------------------------

  // Something that changes slowly would be measured half way.
  const still = document.createElement("style");
  still.textContent =
    "*, ::before, ::after { transition: none !important; animation: none !important; scroll-behavior: auto !important }";
  document.head.append(still);
  const host = document.createElement("style");

  /** css, after (ours), scheme (of the meta element), root, body and rootClass, bodyClass: attributes that go with it. */
  function dress({ css = "", after = false, scheme = "", root = {}, rootClass = "", bodyClass = "" }) {
    const ours = [...document.querySelectorAll('link[rel="stylesheet"][href*="gripwagtail/"]')];
    if (!ours.length) throw new Error("our stylesheet is not on this page");
    host.textContent = css;
    if (after) ours.at(-1).after(host);
    else if (document.head.contains(ours[0])) ours[0].before(host);
    else document.head.append(host);
    document.querySelectorAll('meta[name="color-scheme"]').forEach((one) => one.remove());
    if (scheme) {
      document.head.append(Object.assign(document.createElement("meta"), { name: "color-scheme", content: scheme }));
    }
    for (const name of host.rootAttributes || []) document.documentElement.removeAttribute(name);
    host.rootAttributes = Object.keys(root);
    for (const name in root) document.documentElement.setAttribute(name, root[name]);
    document.documentElement.className = rootClass;
    document.body.className = bodyClass;
    window.scrollTo(0, 0);
  }

  // --- colours -----------------------------------------------------------------------

  const probe = document.createElement("i");
  const parsed = new Map();

  /** Any computed colour as red, green, blue and alpha of sRGB between 0 and 1; the browser does the arithmetic. */
  function rgba(colour) {
    let known = parsed.get(colour);
    if (known) return known;
    if (!probe.isConnected) document.documentElement.append(probe);
    probe.style.setProperty("display", "none", "important");
    probe.style.removeProperty("color");
    probe.style.setProperty("color", `color(from ${colour} srgb r g b / alpha)`, "important");
    const numbers = probe.style.color && getComputedStyle(probe).color.match(/^color\(srgb ([^)]*)\)$/);
    if (!numbers) throw new Error(`not a colour: ${colour}`);
    const all = numbers[1]
      .replace("/", " ")
      .trim()
      .split(/\s+/)
      .map((one) => (one === "none" ? 0 : Number(one)));
    known = [...all.slice(0, 3).map((one) => Math.min(1, Math.max(0, one))), all[3] ?? 1];
    if (known.some(Number.isNaN)) throw new Error(`not a colour: ${colour}`);
    parsed.set(colour, known);
    return known;
  }

  const mix = (top, under, alpha) => [0, 1, 2].map((at) => top[at] * alpha + under[at] * (1 - alpha));
  const over = (colour, under) => {
    const top = rgba(colour);
    return mix(top, under, top[3]);
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [a, b] = [light(one), light(other)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };

  // --- one look at the page ------------------------------------------------------------

  let styles, grounds, seen;
  const begin = () => {
    styles = new Map();
    grounds = new Map();
    seen = new Map();
    parsed.clear(); // a name such as Canvas is another colour in the dark
  };
  const css = (element) => {
    let known = styles.get(element);
    if (!known) styles.set(element, (known = getComputedStyle(element)));
    return known;
  };

  /** What the browser paints where nothing is: it follows the colour scheme of the root. */
  function paper() {
    if (!probe.isConnected) document.documentElement.append(probe);
    probe.style.setProperty("color", "Canvas", "important");
    return rgba(getComputedStyle(probe).color).slice(0, 3);
  }

  /** The paint of one more thing (a text, a border; none for the ground alone) in an element, with all that is behind it. */
  function painted(element, ...colours) {
    const chain = [];
    for (let one = element; one; one = one.parentElement) chain.unshift(one);
    // The background of the body is painted on the whole screen where the root has none.
    let base = over(css(document.body).backgroundColor, paper());
    if (rgba(css(document.documentElement).backgroundColor)[3] > 0) base = paper();
    const paint = (at, under) => {
      let now = over(css(chain[at]).backgroundColor, under);
      if (at + 1 < chain.length) now = paint(at + 1, now);
      else for (const colour of colours) now = over(colour, now);
      const opacity = Number(css(chain[at]).opacity);
      return opacity < 1 ? mix(now, under, opacity) : now;
    };
    return paint(0, base);
  }

  const faint = (element) => {
    for (let one = element; one; one = one.parentElement) if (Number(css(one).opacity) < 1) return true;
    return false;
  };

  function ground(element) {
    let known = grounds.get(element);
    if (known) return known;
    const parent = element.parentElement;
    known = !parent || faint(element) ? painted(element) : over(css(element).backgroundColor, ground(parent));
    grounds.set(element, known);
    return known;
  }

  /** The colour of words in an element, as it is seen. */
  const ink = (element, colour) => (faint(element) ? painted(element, colour) : over(colour, ground(element)));

  // Some hosts draw their underlines as pictures, as thin as a line.
  const THIN = /(^|\s)[0-3](\.\d+)?px$/;
  const layers = (element) => (css(element).backgroundImage === "none" ? [] : css(element).backgroundSize.split(", "));

  /** Whether a picture lies behind the words, so that no number says whether they can be read. */
  function pictured(element) {
    for (let one = element; one; one = one.parentElement) {
      if (layers(one).some((size) => !THIN.test(size)) && !["SELECT", "INPUT"].includes(one.tagName)) return true;
      if (rgba(css(one).backgroundColor)[3] === 1) return false;
    }
    return false;
  }

  function visible(element) {
    let known = seen.get(element);
    if (known !== undefined) return known;
    known = element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true });
    for (let one = element; known && one; one = one.parentElement) {
      // for a screen reader alone, or seen once it has the focus
      if (css(one).clipPath.startsWith("inset(50%")) known = false;
    }
    seen.set(element, known);
    return known;
  }

  const shown = (root, selector) => [...root.querySelectorAll(selector)].filter(visible);
  const where = (element) => {
    const name = (one) =>
      one.localName +
      [...one.classList]
        .filter((part) => part.startsWith("grip"))
        .map((part) => `.${part}`)
        .join("");
    return [element.parentElement?.parentElement, element.parentElement, element].filter(Boolean).map(name).join(" > ");
  };
  const words = (element) => (element.innerText ?? element.value ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
  const round = (number) => Math.round(number * 100) / 100;

  /** A link in a sentence: there are other words in the block it stands in, on the same lines. */
  function inSentence(link) {
    if (!["inline", "inline-block"].includes(css(link).display)) return false;
    let block = link.parentElement;
    while (css(block).display === "inline") block = block.parentElement;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!/[\p{L}\p{N}]/u.test(node.data) || link.contains(node)) continue;
      let own = node.parentElement;
      while (own !== block && css(own).display === "inline") own = own.parentElement;
      if (own === block && visible(node.parentElement)) return true;
    }
    return false;
  }

  const underlined = (link) =>
    [link, ...link.querySelectorAll("*")].some(
      (one) =>
        css(one).textDecorationLine.includes("underline") ||
        layers(one).some((size) => size.startsWith("100%") && THIN.test(size)),
    );

  const lines = (style, side) =>
    !["none", "hidden"].includes(style[`border${side}Style`]) && parseFloat(style[`border${side}Width`]) >= 1;
  const SIDES = ["Top", "Right", "Bottom", "Left"];

  /** How far the edge of a control stands out from what is round it: by its border, or by its own background. */
  function edge(element) {
    const outside = ground(element.parentElement);
    const style = css(element);
    const inside = ground(element);
    const sides = SIDES.filter((side) => lines(style, side))
      .map((side) => ({
        ratio: contrast(over(style[`border${side}Color`], inside), outside),
        width: parseFloat(style[`border${side}Width`]),
      }))
      .sort((one, other) => other.ratio - one.ratio);
    // A line below a word is no box: three sides at least, or a bar as thick as that of a door.
    return Math.max(
      contrast(inside, outside),
      sides[2]?.ratio ?? 1,
      ...sides.filter((side) => side.width >= 4).map((side) => side.ratio),
    );
  }

  /** A control, and what in it holds all its words: its colours and its border may stand there. */
  function frames(element) {
    const text = element.textContent.trim();
    const inside = text
      ? [...element.querySelectorAll("*")].filter((one) => one.textContent.trim() === text && visible(one))
      : [];
    return [element, ...inside];
  }

  const boundary = (element) => Math.max(...frames(element).map(edge));

  const drawn = (element) => ["radio", "checkbox"].includes(element.type) && css(element).appearance !== "none";

  /** Whether the mark that a situation can be opened is there, at the end of its line. */
  function chevron(summary) {
    for (const side of ["::after", "::before"]) {
      const style = getComputedStyle(summary, side);
      if (["none", "normal"].includes(style.content)) continue;
      const box = Math.min(parseFloat(style.width), parseFloat(style.height));
      const picture = style.maskImage !== "none" || style.backgroundImage !== "none";
      const strokes = SIDES.filter((one) => lines(style, one)).length;
      const sign = /[^\s"']/.test(style.content);
      const placed = /flex|grid/.test(css(summary).display) || style.position === "absolute";
      if (placed && (sign || (box >= 6 && (picture || strokes >= 2)))) {
        if (picture) return null;
        const side = SIDES.find((one) => lines(style, one));
        return contrast(
          over(sign || !side ? style.color : style[`border${side}Color`], ground(summary)),
          ground(summary),
        );
      }
    }
    const own = css(summary).display === "list-item" && css(summary).listStyleType !== "none";
    return own ? contrast(ink(summary, css(summary).color), ground(summary)) : 0;
  }

  const marked = (item) => css(item).display === "list-item" && css(item).listStyleType !== "none";
  const bullet = (item) => marked(item) || !["none", "normal"].includes(getComputedStyle(item, "::before").content);

  // --- what is asked of a page ---------------------------------------------------------

  function faults() {
    begin();
    const found = [];
    const told = new Map(); // kind: elements, each of which is told once
    const say = (kind, element, measured, needed, text = words(element)) => {
      if (!told.has(kind)) told.set(kind, new Set());
      if (told.get(kind).has(element)) return;
      told.get(kind).add(element);
      found.push([kind, where(element), text, measured, needed]);
    };
    // How much there was to look at, so that nobody takes an empty page for a good one.
    const looked = { text: 0, boundary: 0, target: 0, heading: 0, chevron: 0, mark: 0 };
    const all = (root, kind, selector) => {
      const elements = shown(root, selector);
      looked[kind] += elements.length;
      return elements;
    };
    const roots = [...document.querySelectorAll(".grip")].filter((one) => !one.parentElement.closest(".grip"));
    if (!roots.length) throw new Error("nothing of ours is on this page");
    const width = document.documentElement.clientWidth;

    // A link of the host beside us. Where ours has its colour on its ground, it is the host's own choice for its links
    // that is too pale: told as such. What safety needs may never hang on it.
    const beside = document.createElement("p");
    const link = Object.assign(document.createElement("a"), { href: "/", textContent: "x" });
    beside.append(link);
    roots[0].parentElement.append(beside);
    const same = (one, other) => one.every((part, at) => Math.abs(part - other[at]) < 0.002);
    const theirs = { ink: ink(link, css(link).color), ground: ground(link) };
    const ofHost = (element) =>
      element.closest("a") &&
      !element.closest(SAFETY) &&
      same(theirs.ink, ink(element, css(element).color)) &&
      same(theirs.ground, ground(element));
    beside.remove();

    const readable = (element, style, colour = style.color, back = ground(element), text = undefined) => {
      const size = parseFloat(style.fontSize);
      const bold = Number(style.fontWeight) >= 700;
      const needed = size >= 24 || (size >= 18.66 && bold) ? NEEDED.large : NEEDED.text;
      const ratio = contrast(colour === style.color && !text ? ink(element, colour) : over(colour, back), back);
      if (pictured(element)) say("undecided", element, "a picture", "a colour", text);
      else if (ratio < needed - SLACK) {
        say(!text && ratio >= NEEDED.large && ofHost(element) ? "host" : "text", element, round(ratio), needed, text);
      }
      if (size < NEEDED.size - SLACK) say("size", element, round(size), NEEDED.size, text);
    };

    for (const root of roots) {
      const range = document.createRange();
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.data.trim() || NO_WORDS.has(element.tagName) || !visible(element)) continue;
        range.selectNodeContents(node);
        const boxes = [...range.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
        if (!boxes.length) {
          if (css(element).fontSize === "0px") say("size", element, 0, NEEDED.size, node.data.trim().slice(0, 40));
          continue;
        }
        looked.text += 1;
        readable(element, css(element));
        const left = Math.min(...boxes.map((box) => box.left));
        const right = Math.max(...boxes.map((box) => box.right));
        if (left < NEEDED.edge - 0.5) say("edge", element, round(left), NEEDED.edge);
        else if (right > width - NEEDED.edge + 0.5) say("edge", element, round(width - right), NEEDED.edge);
      }
      for (const element of root.querySelectorAll("*")) {
        for (const side of ["::before", "::after"]) {
          const style = getComputedStyle(element, side);
          if (!/^["c]/.test(style.content) || !/[\p{L}\p{N}]|counter/u.test(style.content) || !visible(element)) {
            continue;
          }
          readable(
            element,
            style,
            style.color,
            over(style.backgroundColor, ground(element)),
            `${side} ${style.content}`.slice(0, 40),
          );
        }
      }
      for (const field of shown(
        root,
        'input:not([type="hidden"], [type="radio"], [type="checkbox"]), select, textarea',
      )) {
        readable(field, css(field), css(field).color, ground(field), field.tagName.toLowerCase());
        if (field.placeholder) {
          readable(
            field,
            getComputedStyle(field, "::placeholder"),
            getComputedStyle(field, "::placeholder").color,
            ground(field),
            field.placeholder,
          );
        }
      }
      for (const control of all(root, "boundary", BOUNDARIES)) {
        if (drawn(control)) continue;
        const ratio = boundary(control);
        if (ratio < NEEDED.boundary - SLACK) say("boundary", control, round(ratio), NEEDED.boundary);
      }
      for (const target of all(root, "target", TARGETS)) {
        const box = target.getBoundingClientRect();
        if (target.localName === "a" && inSentence(target)) {
          if (!underlined(target)) say("link", target, "not underlined", "underlined");
        } else if (box.height < NEEDED.target - 0.5) say("target", target, round(box.height), NEEDED.target);
      }
      const text = parseFloat(css(root).fontSize);
      for (const heading of all(root, "heading", "h1")) {
        const ratio = parseFloat(css(heading).fontSize) / text;
        if (ratio < NEEDED.title - SLACK) say("heading", heading, round(ratio), NEEDED.title);
      }
      for (const heading of all(root, "heading", ".grip-section > :is(h2, h3), .grip-block-title")) {
        const ratio = parseFloat(css(heading).fontSize) / text;
        if (ratio < NEEDED.heading - SLACK) say("heading", heading, round(ratio), NEEDED.heading);
      }
      for (const summary of all(root, "chevron", ".grip-situation > summary")) {
        const ratio = chevron(summary);
        if (ratio !== null && ratio < NEEDED.boundary - SLACK) say("chevron", summary, round(ratio), NEEDED.boundary);
      }
      for (const list of all(root, "mark", "ul, ol")) {
        const items = [...list.children].filter(visible);
        const plain = list.getAttribute("role") === "list";
        if (plain && items.some(marked)) say("mark", list, "a stray mark", "none");
        if (plain && parseFloat(css(list).paddingInlineStart) > 4 && lines(css(list), "Left") === false) {
          say("mark", list, "moved aside", "in line");
        }
        if (!plain && items.some((item) => !bullet(item))) say("mark", list, "no mark", "a mark");
        if (
          !plain &&
          items.some(
            (item) =>
              marked(item) &&
              css(item).listStylePosition === "outside" &&
              item.getBoundingClientRect().left - list.getBoundingClientRect().left < 12 &&
              parseFloat(css(list).marginInlineStart) < 12,
          )
        ) {
          say("mark", list, "outside its list", "a mark");
        }
      }
      for (const control of root.querySelectorAll(SAFETY)) {
        const box = control.getBoundingClientRect();
        if (!visible(control) || box.width < 8 || box.height < 8) {
          say("missing", control, "not seen", "seen", control.textContent.trim().slice(0, 40));
        }
      }
    }
    const wide = document.documentElement.scrollWidth;
    if (wide > width) {
      // The innermost thing of ours that sticks out is the one to look at; without one it is the host's.
      const out = [...document.querySelectorAll(".grip *")].filter(
        (one) => visible(one) && one.getBoundingClientRect().right > width + 0.5,
      );
      say("sideways", out.at(-1) ?? document.documentElement, wide, width, out.length ? undefined : "");
    }
    return { found, looked };
  }

  // --- the exit link, wherever one has scrolled to ---------------------------------------

  const header = (height) => {
    const bar = document.createElement("div");
    bar.style.cssText = `background: #fff; block-size: ${height}px; inset-block-start: 0; position: sticky; z-index: 1030`;
    document.body.prepend(bar);
    return () => bar.remove();
  };
  const clipping = (...elements) => {
    const before = elements.map((one) => one.style.overflowX);
    elements.forEach((one) => {
      one.style.overflowX = "hidden";
    });
    return () =>
      elements.forEach((one, at) => {
        one.style.overflowX = before[at];
      });
  };
  // What hosts have round us.
  const FRAMES = {
    "nothing round it": () => () => {},
    "a header of 80 px": () => header(80),
    "a header of 120 px": () => header(120),
    "overflow-x: hidden on what holds us": () => clipping(document.querySelector(".grip").parentElement),
    "overflow-x: hidden on the body and the root": () => clipping(document.documentElement, document.body),
  };

  function exit({ framed = true } = {}) {
    begin();
    const found = [];
    for (const link of document.querySelectorAll(".grip-exit")) {
      // In a page of the host it is one block among others, and stays where it was put.
      const block = link.closest(".grip-exit-block");
      for (const [frame, put] of Object.entries(FRAMES).slice(0, framed ? undefined : 1)) {
        const away = put();
        const end = document.documentElement.scrollHeight - document.documentElement.clientHeight;
        for (const [place, top] of block
          ? [["in view", null]]
          : [
              ["top", 0],
              ["middle", end / 2],
              ["bottom", end],
            ]) {
          if (top === null) link.scrollIntoView({ block: "center", behavior: "instant" });
          else window.scrollTo({ top, behavior: "instant" });
          const box = link.getBoundingClientRect();
          const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
          if (!hit || !link.contains(hit)) {
            found.push(["exit", where(link), `${place}, ${frame}`, hit ? where(hit) : "off the screen", "a hit"]);
          }
        }
        away();
      }
    }
    window.scrollTo(0, 0);
    return found;
  }

  // --- how it looks ----------------------------------------------------------------------

  function looks() {
    begin();
    const name = (colour) => colour.map((one) => Math.round(one * 255)).join(" ");
    return shown(document, SAFETY).map((control) => {
      const texts = [control, ...control.querySelectorAll("*")].filter(
        (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && visible(one),
      );
      const ofText = texts.map(
        (one) => `${name(ink(one, css(one).color))} on ${name(ground(one))}, ${css(one).fontSize}`,
      );
      const sides = frames(control).flatMap((one) =>
        SIDES.filter((side) => lines(css(one), side)).map(
          (side) =>
            `${side.toLowerCase()} ${css(one)[`border${side}Width`]} ${name(over(css(one)[`border${side}Color`], ground(one)))}`,
        ),
      );
      return `${words(control)}: ${ofText.join("; ")}; border ${sides.join(", ") || "none"}; ${Math.round(control.getBoundingClientRect().height)} px high`;
    });
  }

  window.measuring = { dress, faults, exit, looks, rgba, contrast };
})();
