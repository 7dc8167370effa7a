/*
 * A text input with a line below it that says what the server makes of the text, or why it is refused.
 *
 * The server is asked half a second after the last key, only for an input that someone is in.
 * Nothing is said when it does not answer: the form judges the text anyhow.
 * PhoneWidget and DayWidget build on it.
 */
(() => {
  const { Controller } = window.StimulusModule;
  const PAUSE = 500;

  class SaidController extends Controller {
    static values = { url: String };
    /* Of a subclass: the class of its line, the word under which the text is sent, and the end of the line's id. */
    static line = "";
    static sends = "";
    static suffix = "";

    connect() {
      const input = this.element;
      const { line, suffix } = this.constructor;
      // Sorting blocks moves their HTML along: never leave a second line behind.
      if (input.nextElementSibling?.matches(`.${line}`)) input.nextElementSibling.remove();
      this.line = document.createElement("div");
      this.line.className = line;
      this.line.id = `${input.id}-${suffix}`;
      this.line.setAttribute("role", "status");
      input.after(this.line);
      this.onFocus = () => this.plan(0);
      this.onInput = () => this.plan(PAUSE);
      input.addEventListener("focus", this.onFocus);
      input.addEventListener("input", this.onInput);
    }

    disconnect() {
      this.stop();
      this.element.removeEventListener("focus", this.onFocus);
      this.element.removeEventListener("input", this.onInput);
      this.describe(false);
      this.line?.remove();
    }

    stop() {
      clearTimeout(this.timer);
      this.request?.abort();
    }

    plan(wait) {
      const text = this.element.value.trim();
      if (text === this.asked) return;
      this.stop();
      this.asked = null;
      if (text) this.timer = setTimeout(() => this.ask(text), wait);
      else this.say({});
    }

    async ask(text) {
      const body = new FormData();
      body.set(this.constructor.sends, text);
      const token = this.element.form?.elements.namedItem("csrfmiddlewaretoken");
      body.set("csrfmiddlewaretoken", token?.value ?? "");
      this.asked = text;
      this.request = new AbortController();
      try {
        const answer = await fetch(this.urlValue, {
          method: "POST",
          body,
          credentials: "same-origin",
          headers: { "X-Requested-With": "XMLHttpRequest" },
          redirect: "error",
          signal: this.request.signal,
        });
        if (!answer.ok) throw new Error(answer.status);
        this.say(await answer.json());
      } catch (problem) {
        if (problem.name === "AbortError") return;
        this.asked = null;
        this.say({});
      }
    }

    /* What the answer looks like is up to the subclass, which calls this. */
    show(parts, refused) {
      this.line.classList.toggle(`${this.constructor.line}--refused`, Boolean(refused));
      this.line.replaceChildren(...parts);
      this.describe(parts.some(Boolean));
    }

    /* Beside the help text and the error that Wagtail names there. */
    describe(says) {
      const { id } = this.line;
      const ids = (this.element.getAttribute("aria-describedby") ?? "").split(/\s+/);
      const others = ids.filter((other) => other && other !== id);
      const all = says ? [...others, id] : others;
      if (all.length) this.element.setAttribute("aria-describedby", all.join(" "));
      else this.element.removeAttribute("aria-describedby");
    }
  }

  window.gripwagtail = { ...window.gripwagtail, SaidController };
})();
