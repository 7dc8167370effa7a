/*
 * Beside the heading of a closed item ShownDayWidget says from or until when visitors see it, if it has a day.
 * It stands first there: a heading is one line, and its end is cut off.
 */
(() => {
  const Widget = window.telepath?.constructors?.["wagtail.widgets.Widget"];
  if (!Widget) return;

  class ShownDay extends Widget {
    render(...given) {
      const bound = super.render(...given);
      bound.getTextLabel = () => {
        const day = bound.input.value.trim();
        return day && `${bound.input.dataset.gripShownDay.replace("{day}", () => day)} ·`;
      };
      return bound;
    }
  }
  window.telepath.register("gripwagtail.widgets.ShownDay", ShownDay);
})();
