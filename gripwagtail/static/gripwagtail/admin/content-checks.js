/*
 * Our checks for Wagtail's content checker, run by Axe in the preview and on the page itself.
 *
 * Each gets an element and the options that the server passed, and answers whether all is well.
 * What they look for and what is said about it is in gripwagtail/admin/content_checker.py.
 */
(() => {
  /* The words of the element itself: the words in an element inside it are checked there. */
  const ownText = (element) =>
    Array.from(element.childNodes)
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.data)
      .join("\n");

  const whole = (pattern) => new RegExp(`^(?:${pattern})$`);

  /* A digit of any script: in each script the ten come together. */
  const plainDigit = (sign) => {
    let before = sign.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(before - 1))) before -= 1;
    return (sign.codePointAt(0) - before) % 10;
  };

  /* As gripwagtail/text/phone_spotting.py does it; tests/phone_cases.json holds both to the same. */
  const phoneNumbers = (text, options) => {
    if (text.length > options.most) return [];
    const plain = text
      .replace(/\p{Cf}/gu, "")
      .replace(/\p{Nd}/gu, plainDigit)
      .replace(/\uff0b/g, "+")
      .replace(/[\u2010-\u2015\u2212]/g, "-")
      .replace(/[^\S\n]/g, " ");
    const call = new RegExp(options.call, "iu");
    const isNumber = (run, before) => {
      const groups = run.match(/\d+/g);
      if (groups.every((group) => options.allowed.includes(group)) || whole(options.when).test(run)) return false;
      if (whole(options.short).test(run) || whole(options.service).test(groups[0])) return true;
      const isShort = /^\d{3,6}$/.test(groups[0]) && !options.allowed.includes(groups[0]);
      if (isShort && call.test(before)) return true;
      return groups.join("").length >= 7 && !whole(options.amount).test(run);
    };
    return Array.from(plain.matchAll(new RegExp(options.run, "gu")))
      .filter((run) => isNumber(run[0], plain.slice(Math.max(0, run.index - 60), run.index)))
      .map((run) => run[0]);
  };

  const isEmptyLink = (element, { texts }) => {
    const said = element.textContent
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
    return texts.includes(said);
  };

  const forbids = (element, negations) => {
    const language = (element.closest("[lang]")?.lang ?? "").split("-")[0];
    const negation = negations[language] && new RegExp(negations[language], "i");
    const sentences = element.textContent.split(/[.!?;]+/).filter((one) => one.trim());
    return Boolean(negation) && sentences.length > 0 && sentences.every((one) => negation.test(one));
  };

  const checks = {
    "grip-bare-phone": (element, options) =>
      Boolean(element.closest("a")) || phoneNumbers(ownText(element), options).length === 0,
    "grip-link-text": (element, options) => !isEmptyLink(element, options),
    "grip-without-112": () => Boolean(document.querySelector('a[href="tel:112"]')),
    "grip-only-prohibitions": (element, { negations }) => {
      const root = element.closest(".grip");
      const said = Array.from(root.querySelectorAll(".grip-norm-statement, .grip-we-do"));
      // Said once, at the first of them.
      return element !== said[0] || !said.every((one) => forbids(one, negations));
    },
  };

  const userbar = window.wagtail?.userbar;
  Object.entries(checks).forEach(([id, check]) => userbar?.registerCheck(id, check));
})();
