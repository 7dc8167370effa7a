/* A button to print what is made for paper. Without this script a line says how to do it by hand. */
document.querySelectorAll("[data-grip-print]").forEach((button) => {
  button.hidden = false;
  document.querySelectorAll("[data-grip-by-hand]").forEach((line) => {
    line.hidden = true;
  });
  button.addEventListener("click", () => print());
});
