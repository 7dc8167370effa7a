/* Beside the heading of a closed item TickWidget says that it is not ticked, and nothing when it is. */
(() => {
  const Checkbox = window.telepath?.constructors?.["wagtail.widgets.CheckboxInput"];
  if (!Checkbox) return;

  class Tick extends Checkbox {
    render(...given) {
      const bound = super.render(...given);
      bound.getTextLabel = () => (bound.getValue() ? "" : (bound.input.dataset.gripUnticked ?? ""));
      return bound;
    }
  }
  window.telepath.register("gripwagtail.widgets.Tick", Tick);
})();
