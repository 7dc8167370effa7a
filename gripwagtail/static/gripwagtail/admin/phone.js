/*
 * Says below the input of PhoneWidget what will be dialled, or why the number is refused.
 *
 * The server is asked half a second after the last key, only for an input that someone is in.
 * Nothing is said when it does not answer: the form judges the number anyhow.
 */
(() => {
  const { Controller } = window.StimulusModule;
  const PAUSE = 500;

  class PhoneController extends Controller {
    static values = { url: String };

    connect() {
      const input = this.element;
      // Sorting blocks moves their HTML along: never leave a second line behind.
      if (input.nextElementSibling?.matches(".grip-phone")) input.nextElementSibling.remove();
      this.line = document.createElement("div");
      this.line.className = "grip-phone";
      this.line.id = `${input.id}-dialled`;
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
      const number = this.element.value.trim();
      if (number === this.asked) return;
      this.stop();
      this.asked = null;
      if (number) this.timer = setTimeout(() => this.ask(number), wait);
      else this.say({});
    }

    async ask(number) {
      const body = new FormData();
      body.set("number", number);
      const token = this.element.form?.elements.namedItem("csrfmiddlewaretoken");
      body.set("csrfmiddlewaretoken", token?.value ?? "");
      this.asked = number;
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

    say({ refused = "", intro = "", dial = "", remark = "" }) {
      this.line.classList.toggle("grip-phone--refused", Boolean(refused));
      const number = document.createElement("bdi");
      number.dir = "ltr";
      number.textContent = dial;
      this.line.replaceChildren(...(dial ? [`${intro} `, number] : [refused]));
      if (remark) {
        const note = document.createElement("span");
        note.className = "grip-phone__remark";
        note.textContent = remark;
        this.line.append(". ", note);
      }
      this.describe(Boolean(refused || dial));
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

  window.wagtail.app.register("grip-phone", PhoneController);
})();
