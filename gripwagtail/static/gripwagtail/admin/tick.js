/*
 * Beside the heading of a closed item TickWidget says that it is not ticked, and nothing when it is.
 * Nothing either where it hides nothing: the field that it is about is empty.
 */
(() => {
  const Checkbox = window.telepath?.constructors?.["wagtail.widgets.CheckboxInput"];
  if (!Checkbox) return;

  class Tick extends Checkbox {
    render(...given) {
      const bound = super.render(...given);
      const { gripUnticked = "", gripHides } = bound.input.dataset;
      bound.getTextLabel = () => {
        const hidden = gripHides && bound.input.form?.elements[bound.input.name.replace(/[^-]+$/, gripHides)];
        return bound.getValue() || hidden?.value.trim() === "" ? "" : gripUnticked;
      };
      return bound;
    }
  }
  window.telepath.register("gripwagtail.widgets.Tick", Tick);
})();
