/*
 * Turns the text input of KeysWidget into a list in order, with a select to add.
 *
 * The input stays the one named field, and its value is the only state: Wagtail reads and
 * writes it when a block is added, copied or moved. Without this script it is a plain
 * input with keys and commas.
 */
(() => {
  const { Controller } = window.StimulusModule;

  const fill = (text, parts) => text.replace(/%\((\w+)\)s/g, (_match, name) => parts[name]);

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  };

  const icon = (name) => {
    const namespace = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(namespace, "svg");
    const use = document.createElementNS(namespace, "use");
    svg.setAttribute("class", `icon icon-${name}`);
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `#icon-${name}`);
    svg.append(use);
    return svg;
  };

  class KeysController extends Controller {
    static values = { strings: Object };

    connect() {
      const input = this.element;
      this.labels = new Map(Array.from(input.list?.options ?? [], (option) => [option.value, option.label]));
      // Sorting blocks moves their HTML along: never leave a second list behind.
      if (input.previousElementSibling?.matches(".grip-keys")) input.previousElementSibling.remove();
      this.list = element("ol", {
        class: "grip-keys__list",
        role: "list",
        "aria-label": this.stringsValue.chosen,
      });
      this.select = element("select", { class: "grip-keys__add" });
      this.status = element("span", { class: "w-sr-only", role: "status" });
      this.ui = element("div", { class: "grip-keys" }, this.list, this.select, this.status);
      this.name();
      input.before(this.ui);
      input.classList.add("grip-keys__input");
      // Reached by a click on its label or by Wagtail's jump to an error, never by Tab.
      input.tabIndex = -1;
      input.setAttribute("aria-hidden", "true");

      this.onFocus = () => this.select.focus();
      this.onInput = () => this.draw();
      input.addEventListener("focus", this.onFocus);
      input.addEventListener("change", this.onInput);
      this.select.addEventListener("change", () => this.add(this.select.value));
      this.list.addEventListener("click", (event) => this.press(event));
      this.list.addEventListener("keydown", (event) => this.key(event));
      // aria-invalid and aria-describedby are set on the input: the select speaks for it.
      this.watch = new MutationObserver(() => this.name());
      this.watch.observe(input, { attributeFilter: ["aria-invalid", "aria-describedby", "disabled"] });
      this.draw();
    }

    disconnect() {
      this.watch?.disconnect();
      this.element.removeEventListener("focus", this.onFocus);
      this.element.removeEventListener("change", this.onInput);
      this.element.classList.remove("grip-keys__input");
      this.element.removeAttribute("aria-hidden");
      this.element.removeAttribute("tabindex");
      this.ui?.remove();
    }

    get keys() {
      const parts = this.element.value.split(",").map((part) => part.trim());
      return [...new Set(parts.filter(Boolean))];
    }

    label(key) {
      return this.labels.get(key) ?? key;
    }

    /* Gives the select the name, the help text and the error of the input. */
    name() {
      const { element: input, select } = this;
      // In a stream beside it. To ask for ``labels`` walks the whole page, for each input again.
      const near = input.closest("[data-contentpath]")?.querySelector("label");
      const label = near?.htmlFor === input.id ? near : input.labels?.[0];
      if (label) {
        if (!label.id) label.id = `${input.id}-label`;
        select.setAttribute("aria-labelledby", label.id);
      } else {
        select.setAttribute("aria-label", input.getAttribute("aria-label") ?? this.stringsValue.add);
      }
      ["aria-invalid", "aria-describedby"].forEach((attribute) => {
        const value = input.getAttribute(attribute);
        if (value === null) select.removeAttribute(attribute);
        else select.setAttribute(attribute, value);
      });
      select.disabled = input.disabled;
    }

    draw() {
      const { keys } = this;
      this.list.replaceChildren(...keys.map((key, index) => this.chip(key, index, keys.length)));
      this.list.hidden = !keys.length;
      const left = [...this.labels].filter(([key]) => !keys.includes(key));
      this.select.replaceChildren(
        new Option(this.stringsValue.choose, ""),
        ...left.map(([key, label]) => new Option(label, key)),
      );
      this.select.hidden = !left.length;
    }

    chip(key, index, count) {
      const label = this.label(key);
      const known = this.labels.has(key);
      const text = element("span", { class: "grip-keys__label" }, label);
      if (!known) text.append(element("em", {}, ` (${this.stringsValue.unknown})`));
      const button = (action, name, disabled) => {
        const made = element(
          "button",
          {
            type: "button",
            class: "grip-keys__button",
            "data-do": action,
            "aria-label": fill(this.stringsValue[action], { label }),
            title: fill(this.stringsValue[action], { label }),
          },
          icon(name),
        );
        made.disabled = disabled || this.element.disabled;
        return made;
      };
      return element(
        "li",
        { class: `grip-keys__chip${known ? "" : " grip-keys__chip--unknown"}`, "data-key": key },
        text,
        button("up", "arrow-up", index === 0),
        button("down", "arrow-down", index === count - 1),
        button("remove", "cross", false),
      );
    }

    press(event) {
      const button = event.target.closest("[data-do]");
      if (!button || button.disabled) return;
      this.act(button.dataset.do, button.closest("[data-key]").dataset.key);
    }

    key(event) {
      const action = { ArrowUp: "up", ArrowDown: "down", Delete: "remove" }[event.key];
      const chip = event.target.closest("[data-key]");
      if (!action || !chip || this.element.disabled) return;
      event.preventDefault();
      this.act(action, chip.dataset.key);
    }

    act(action, key) {
      const { keys } = this;
      const from = keys.indexOf(key);
      const label = this.label(key);
      if (from < 0) return;
      if (action === "remove") {
        keys.splice(from, 1);
        this.write(keys, fill(this.stringsValue.removed, { label }));
        const next = keys[Math.min(from, keys.length - 1)];
        if (next) this.focus(next, "remove");
        else this.select.focus();
        return;
      }
      const to = from + (action === "up" ? -1 : 1);
      if (to < 0 || to >= keys.length) return;
      keys.splice(to, 0, keys.splice(from, 1)[0]);
      this.write(keys, fill(this.stringsValue.moved, { label, position: to + 1, count: keys.length }));
      this.focus(key, action);
    }

    add(key) {
      if (!key) return;
      this.write([...this.keys, key], fill(this.stringsValue.added, { label: this.label(key) }));
      if (this.select.hidden) this.focus(key, "remove");
      else this.select.focus();
    }

    /* Keeps the reader where they were; at an end of the list on the button beside it. */
    focus(key, action) {
      const chip = Array.from(this.list.children).find((found) => found.dataset.key === key);
      const button = chip?.querySelector(`[data-do="${action}"]:enabled`);
      (button ?? chip?.querySelector("[data-do]:enabled"))?.focus();
    }

    write(keys, said) {
      this.element.value = keys.join(", ");
      // Wagtail watches these to warn about unsaved work and to save drafts.
      this.element.dispatchEvent(new Event("input", { bubbles: true }));
      this.element.dispatchEvent(new Event("change", { bubbles: true }));
      this.status.textContent = said;
    }
  }

  window.wagtail.app.register("grip-keys", KeysController);

  /* Beside the heading of a closed item Wagtail shows what is filled in: the labels, not the keys. */
  const Widget = window.telepath?.constructors?.["wagtail.widgets.Widget"];
  if (Widget) {
    class KeysWidget extends Widget {
      constructor(...given) {
        super(...given);
        this.labels = new Map(given.at(-1));
      }

      render(...given) {
        const bound = super.render(...given);
        const options = Array.from(this.labels, ([key, label]) => new Option(label, key));
        bound.input.nextElementSibling.replaceChildren(...options);
        bound.getTextLabel = (options) => {
          const keys = String(bound.getValue() ?? "")
            .split(",")
            .map((part) => part.trim())
            .filter(Boolean);
          // What another field of the item says already, is not said twice.
          const { input } = bound;
          const beside = input.dataset.gripBeside;
          const other = beside && input.form?.elements.namedItem(input.name.replace(/[^-]+$/, beside));
          const said = (other?.value ?? "").trim();
          const names = keys.map((key) => this.labels.get(key) ?? key);
          const text = names.filter((name) => name.toLowerCase() !== said.toLowerCase()).join(", ");
          const { maxLength } = options ?? {};
          const short = maxLength && text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
          return short && said ? `· ${short}` : short;
        };
        return bound;
      }
    }
    window.telepath.register("gripwagtail.widgets.Keys", KeysWidget);
  }
})();
