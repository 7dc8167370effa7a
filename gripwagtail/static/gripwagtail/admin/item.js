/*
 * The form of one item: shows a field when it is needed, and works out what follows from another field.
 *
 * What depends on what is in attributes, written by item_blocks/layout.py. A field that holds something or has an error
 * is always there, so nothing that was typed is ever out of sight or lost: a field that is away is posted as it is.
 * Only on an item that begins as a new one are fields worked out, and never one that an editor touched: what is in a
 * stored, copied or refused item may have been chosen, whatever is empty in it.
 */
(() => {
  const { Controller } = window.StimulusModule;

  class ItemController extends Controller {
    /* New: closed.js found nothing in the item but what every new one begins with. */
    static values = { appears: Object, follows: Object, new: Boolean };

    /* Once for an item: it is connected again each time it is moved. */
    initialize() {
      this.touched = new Set();
    }

    connect() {
      // The value of each field that follows, as the item began.
      this.began ??= new Map(
        Object.keys(this.newValue ? this.followsValue : {}).map((name) => [name, this.text(name)]),
      );
      this.onChange = (event) => this.change(event);
      this.onError = (event) => this.reveal(event);
      this.element.addEventListener("input", this.onChange);
      this.element.addEventListener("change", this.onChange);
      // Wagtail sends it to a field that it gives an error, and a browser to what is found on the page.
      this.element.addEventListener("beforematch", this.onError);
      this.arrange();
    }

    disconnect() {
      this.element.removeEventListener("input", this.onChange);
      this.element.removeEventListener("change", this.onChange);
      this.element.removeEventListener("beforematch", this.onError);
    }

    field(name) {
      return this.element.querySelector(`[data-contentpath="${name}"]`);
    }

    /* The named inputs of a field that hold what was typed, not those with which Wagtail keeps a list in order. */
    inputs(name) {
      const all = this.field(name)?.querySelectorAll("input[name], select[name], textarea[name]") ?? [];
      return [...all].filter((input) => {
        const gone = input.closest("[data-streamfield-child], [data-streamfield-list-container] > div");
        return !/-(count|deleted|order|type|id)$/.test(input.name) && gone?.getAttribute("aria-hidden") !== "true";
      });
    }

    text(name) {
      return this.inputs(name)
        .map((input) => {
          if (["checkbox", "radio"].includes(input.type)) return input.checked ? "true" : "";
          return input.value;
        })
        .join("\n");
    }

    change(event) {
      const name = event.target.closest("[data-contentpath]")?.dataset.contentpath;
      // What is worked out here sends no event.
      if (this.began.has(name)) this.touched.add(name);
      for (const follower of Object.keys(this.followsValue)) this.follow(follower, event);
      this.arrange();
    }

    follow(name, event) {
      const [input] = this.inputs(name);
      const rules = this.followsValue[name];
      const isSource = rules.some(([source]) => this.field(source)?.contains(event.target));
      if (!isSource || !input || !this.began.has(name) || this.touched.has(name)) return;
      const met = rules.find(([source, pattern]) => new RegExp(pattern, "i").test(this.text(source)));
      const value = met ? met[2] : this.began.get(name);
      if (input.type === "checkbox") input.checked = value === "true";
      else input.value = value;
    }

    arrange() {
      for (const [name, conditions] of Object.entries(this.appearsValue)) {
        const isMet = conditions.some(([source, pattern]) => new RegExp(pattern, "i").test(this.text(source)));
        this.place(name, isMet || this.text(name).trim() !== "");
      }
    }

    place(name, isNeeded) {
      const field = this.field(name);
      if (field) field.hidden = !isNeeded && !field.querySelector(".w-field--error, [aria-invalid='true']");
    }

    reveal(event) {
      const field = event.target.closest?.("[data-contentpath]");
      if (field && this.element.contains(field)) field.hidden = false;
    }
  }

  window.wagtail.app.register("grip-item", ItemController);
})();
