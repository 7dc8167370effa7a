/*
 * Copies a message to the clipboard, and says aloud when the messages appear or go.
 *
 * Without this script the messages stand in fields to select; hiding them is done in CSS.
 */
const page = document.querySelector(".grip-aftercare");
const checks = Array.from(page.querySelectorAll("[data-grip-check]"));
const status = page.querySelector("[data-grip-status]");

let shown = false;
page.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-grip-check]")) return;
  const all = checks.every((check) => check.checked);
  if (all !== shown) status.textContent = all ? status.dataset.gripShown : status.dataset.gripHidden;
  shown = all;
});

const copy = async (field) => {
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // No clipboard without https: what is selected can still be copied by hand.
    return false;
  }
};

page.querySelectorAll("[data-grip-copy]").forEach((button) => {
  const said = button.parentElement.querySelector("[data-grip-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copy(document.getElementById(button.dataset.gripCopy));
    if (done) button.focus();
    said.textContent = done ? said.dataset.gripCopied : said.dataset.gripFailed;
  });
});
