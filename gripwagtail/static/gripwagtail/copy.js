/*
 * Copies a text to share. Without this script the text is there to select: one tap takes all of it.
 */
const say = (item, text) => {
  item.querySelector("[role=status]").textContent = text;
};

/* Where there is no clipboard to write to, as without https, the browser itself may still copy what is selected. */
const copySelected = (item, text) => {
  item.querySelector("details").open = true;
  getSelection().selectAllChildren(text);
  return document.execCommand?.("copy") ?? false;
};

document.querySelectorAll("[data-grip-copy]").forEach((button) => {
  const item = button.closest("[data-grip-share]");
  const text = item.querySelector("[data-grip-text]");
  const { gripCopied, gripFailed } = item.querySelector("[role=status]").dataset;
  const lines = Array.from(text.children, (line) => line.textContent).join("\n");
  button.hidden = false;
  button.addEventListener("click", async () => {
    document.querySelectorAll("[data-grip-share]").forEach((other) => say(other, ""));
    try {
      await navigator.clipboard.writeText(lines);
      say(item, gripCopied);
    } catch {
      say(item, copySelected(item, text) ? gripCopied : gripFailed);
    }
  });
});
