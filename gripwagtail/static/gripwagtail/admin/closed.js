/*
 * A closed item of a stream is a row with its heading and what it would post; its form is built when it is opened.
 *
 * A page of forty cards has thirty fields in each: built at once, as Wagtail does, these are most of what the edit view
 * consists of, while an editor opens two or three. This is the only place that knows how Wagtail builds a stream. Where
 * anything is not as it is known here, or an item would not come out exactly as it went in, that item is built as
 * Wagtail builds it.
 *
 * What an item would post comes from Wagtail itself: of each kind of item one form is built, kept out of the page, and
 * filled with one closed item after the other. So a closed item posts what it would post opened, name by name and in
 * the same order, and opening one is no change to Wagtail's watch for unsaved work.
 *
 * Where the heading says that visitors do not see the item for want of a tick, that tick is a button on the row.
 */
(() => {
  const Plain =
    window.wagtailStreamField?.blocks?.StructBlockDefinition ??
    window.telepath?.constructors?.["wagtail.blocks.StructBlock"];
  if (!Plain) return;

  const PREFIX = "grip-sample";
  const HEADING = { maxLength: 70 };
  const TEXT = "input:not([type]), input[type='text'], input[type='email'], input[type='url'], textarea";
  const closed = new Set();

  /* As states are compared: a text input gives "" for nothing and "5" for 5, and boxes are ticked in any order. */
  const plain = (state) => {
    if (Array.isArray(state)) {
      const all = state.map(plain);
      return all.some((one) => typeof one === "object") ? all : all.sort();
    }
    if (state === null || state === undefined) return "";
    if (typeof state !== "object") return String(state);
    return Object.fromEntries(
      Object.keys(state)
        .sort()
        .filter((name) => name !== "id" || state.id)
        .map((name) => [name, plain(state[name])]),
    );
  };
  const isSame = (one, other) => JSON.stringify(plain(one)) === JSON.stringify(plain(other));

  /* The form of one kind of item. It is in the page only while it is built: some widgets look for themselves there. */
  class Sample {
    constructor(definition, state) {
      this.form = document.createElement("form");
      this.form.hidden = true;
      // For Wagtail's comments: nothing here can have one.
      this.form.setAttribute("data-contentpath-disabled", "");
      const place = document.createElement("div");
      this.form.append(place);
      document.body.append(this.form);
      try {
        this.block = definition.build(place, PREFIX, state, undefined, new Map());
      } finally {
        this.form.remove();
      }
    }

    /* What the item would post and show. Nothing when its form would not give back what it was given. */
    read(state) {
      this.block.setState(state);
      const found = this.block.getState();
      const named = Object.keys(state);
      if (named.length !== Object.keys(found).length || !named.every((name) => isSame(state[name], found[name]))) {
        return null;
      }
      const posted = Array.from(new FormData(this.form));
      if (!posted.every(([name, value]) => name.startsWith(`${PREFIX}-`) && typeof value === "string")) return null;
      return {
        state: found,
        heading: this.block.getTextLabel(HEADING),
        tick: this.tick(),
        posted: posted.map(([name, value]) => [name.slice(PREFIX.length), value]),
        text: Array.from(this.form.querySelectorAll(TEXT), (input) => input.value)
          .filter(Boolean)
          .join(" "),
      };
    }

    /* The box for want of which visitors do not see the item, as far as the heading says so. */
    tick() {
      for (const box of this.form.querySelectorAll("input[type='checkbox'][data-grip-unticked]")) {
        const name = box.name.slice(PREFIX.length + 1);
        const label = this.form.querySelector(`label[for="${box.id}"]`)?.firstChild?.textContent.trim();
        if (label && this.block.childBlocks[name]?.getTextLabel?.({})) return { name, label };
      }
      return null;
    }
  }

  /* A tick on a row: it opens nothing, and is away while the box itself is in sight or is ticked. */
  const offerTick = (item, { name, label }, toggle) => {
    const heading = item.child.querySelector("[data-panel-heading-text]");
    const controls = item.child.querySelector("[data-panel-controls]");
    if (!heading || !controls) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "grip-tick button button-small button-secondary";
    button.textContent = label;
    button.setAttribute("aria-describedby", heading.parentElement.id);
    const box = () => item.open() && item.child.querySelector(`[name="${item.prefix}-${name}"]`);
    button.addEventListener("click", () => {
      box().checked = true;
      box().dispatchEvent(new Event("change", { bubbles: true }));
      heading.textContent = item.getTextLabel(HEADING) ?? "";
      button.hidden = true;
      toggle.focus();
    });
    toggle.addEventListener("wagtail:panel-toggle", ({ detail }) => {
      button.hidden = detail.expanded || box().checked;
    });
    controls.before(button);
  };

  /* Stands in for Wagtail's block until it is needed, and passes on everything from then on. */
  class ClosedItem {
    constructor(definition, place, prefix, read, capabilities) {
      this.blockDef = definition;
      this.type = definition.name;
      this.prefix = prefix;
      this.read = read;
      this.capabilities = capabilities;
      this.child = place.closest("[data-streamfield-child]");
      const toggle = this.child.querySelector("[data-panel-toggle]");

      this.row = document.createElement("div");
      this.row.className = "grip-closed";
      read.posted.forEach(([name, value]) => {
        const input = document.createElement("input");
        input.type = "hidden";
        input.name = prefix + name;
        input.value = value;
        this.row.append(input);
      });
      // For the browser's search in the page, which opens what is closed.
      this.row.append(read.text);
      place.replaceWith(this.row);

      toggle.addEventListener("wagtail:panel-toggle", ({ detail }) => {
        if (detail.expanded) this.open();
      });
      if (read.tick) offerTick(this, read.tick, toggle);
      closed.add(this);
      // Wagtail closes the items of a stream once all of them are there, and leaves a new one open.
      queueMicrotask(() => {
        if (toggle.getAttribute("aria-expanded") !== "false") this.open();
      });
    }

    open() {
      if (!this.block) {
        closed.delete(this);
        const place = document.createElement("div");
        place.setAttribute("data-streamfield-block", "");
        this.row.replaceWith(place);
        this.block = this.blockDef.build(place, this.prefix, this.read.state, undefined, this.capabilities);
      }
      return this.block;
    }

    get container() {
      return this.block ? this.block.container : window.$?.(this.row);
    }

    get element() {
      return this.block ? this.block.element : this.row;
    }

    get childBlocks() {
      return this.open().childBlocks;
    }

    get layout() {
      return this.open().layout;
    }

    setState(state) {
      this.open().setState(state);
    }

    setError(error) {
      if (this.block || error) this.open().setError(error);
    }

    getState() {
      return this.block ? this.block.getState() : structuredClone(this.read.state);
    }

    getDuplicatedState() {
      return this.open().getDuplicatedState();
    }

    getValue() {
      return this.open().getValue();
    }

    getTextLabel(options) {
      return this.block ? this.block.getTextLabel(options) : this.read.heading;
    }

    focus(options) {
      this.open().focus(options);
    }
  }

  /* Comments hang on fields, and an address can lead to one: such an item is built at once. */
  const isAimedAt = (child, comments = document.getElementById("comments-data")?.textContent ?? "") => {
    const id = child.dataset.contentpath;
    return Boolean(id) && (comments.includes(id) || window.location.hash.includes(id));
  };

  class ItemDefinition extends Plain {
    /* Wagtail's own way. Whoever extends this changes what is built here, and not ``render``. */
    build(...given) {
      const block = super.render(...given);
      if (this.meta.begins && isSame(given[2], this.meta.begins)) {
        block.container?.[0]?.setAttribute("data-grip-item-new-value", "true");
      }
      return block;
    }

    render(place, prefix, state, error, capabilities) {
      const read = error ? null : this.readClosed(place, state);
      return read
        ? new ClosedItem(this, place, prefix, read, capabilities)
        : this.build(place, prefix, state, error, capabilities);
    }

    /* Nothing for an item that is to be built at once. */
    readClosed(place, state) {
      const child = place.closest?.("[data-streamfield-child]");
      if (!child?.querySelector("[data-panel-toggle]") || !place.closest("form") || !state || isAimedAt(child)) {
        return null;
      }
      // Inside another sample.
      if (child.closest("[data-contentpath-disabled]")?.matches("form")) return null;
      try {
        this.sample ??= new Sample(this, state);
        return this.sample.read(state);
      } catch (problem) {
        console.warn("gripwagtail: this item is built at once.", problem);
        return null;
      }
    }
  }

  document.addEventListener("w-autosave:success", ({ detail }) => {
    const comments = JSON.stringify(detail?.data?.comments ?? "");
    for (const item of [...closed]) if (isAimedAt(item.child, comments)) item.open();
  });

  window.telepath.register("gripwagtail.blocks.Item", ItemDefinition);
  window.gripwagtail = { ...window.gripwagtail, ItemDefinition };
})();
