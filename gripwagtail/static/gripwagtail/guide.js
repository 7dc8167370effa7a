// Who you are, remembered only in the page, and links to situations that leave no trace in the address.

function start(guide) {
  const radios = [...guide.querySelectorAll("[name=grip-who]")];
  // Without this script they are one group. Each row gets its own, so that every row shows the choice.
  for (const row of guide.querySelectorAll(".grip-who")) {
    for (const radio of row.querySelectorAll("input")) radio.name += radios.indexOf(row.querySelector("input"));
  }

  guide.addEventListener("change", ({ target }) => {
    if (radios.includes(target)) for (const radio of radios) radio.checked = radio.value === target.value;
  });

  guide.addEventListener("click", (event) => {
    const link = event.target.closest(".grip-guide a");
    const summary = link && document.getElementById(link.hash.slice(1));
    if (!summary) return;
    event.preventDefault();
    summary.parentElement.open = true;
    summary.focus();
    summary.scrollIntoView();
  });

  // A page kept for Back does not reveal what was chosen.
  addEventListener("pagehide", () => {
    for (const radio of radios) radio.checked = false;
  });
}

document.querySelectorAll("[data-grip-guide]").forEach(start);
