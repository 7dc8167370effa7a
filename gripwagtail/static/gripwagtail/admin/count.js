/*
 * Counts, below the text input that someone is in, how much of its limit is used. Nothing is cut off: the form says
 * on publishing how much is too much. One listener for the page, because a page of forty cards has hundreds of inputs.
 *
 * data-grip-limit: characters. data-grip-lines and data-grip-line: lines, and characters in one of them.
 */
(() => {
  const COUNTED = "[data-grip-limit], [data-grip-line]";
  const lines = new WeakMap();

  const lineBelow = (input) => {
    let line = lines.get(input);
    if (!line?.isConnected) {
      line = document.createElement("div");
      line.className = "grip-count";
      line.dir = "ltr";
      input.after(line);
      lines.set(input, line);
    }
    return line;
  };

  const used = (input) => {
    const { gripLimit, gripLines, gripLine } = input.dataset;
    if (gripLimit) return [[[...input.value.trim()].length, Number(gripLimit)]];
    const all = input.value.split("\n").map((one) => [...one.trim()].length);
    const current = input.value.slice(0, input.selectionStart).split("\n").length - 1;
    return [
      [all.filter(Boolean).length, Number(gripLines)],
      [all[current] ?? 0, Number(gripLine)],
    ];
  };

  const count = ({ target }) => {
    if (!target.matches?.(COUNTED)) return;
    const found = used(target);
    const over = found.some(([have, limit]) => have > limit);
    const line = lineBelow(target);
    line.classList.toggle("grip-count--over", over);
    line.textContent = found
      .map(([have, limit]) => `${have} / ${limit}${have > limit ? ` (\u2212${have - limit})` : ""}`)
      .join(" \u00b7 ");
  };

  for (const event of ["focusin", "input", "keyup", "click"]) document.addEventListener(event, count);
  document.addEventListener("focusout", ({ target }) => {
    const line = lines.get(target);
    if (line && !line.classList.contains("grip-count--over")) line.remove();
  });
})();
