/*
 * Says below the input of DayWidget which day that is, or why it is refused (see said.js), and opens a calendar.
 *
 * What is typed is never changed here. Only who chooses in the calendar gets what was chosen.
 */
(() => {
  const CALENDAR = "grip-day__calendar";

  class DayController extends window.gripwagtail.SaidController {
    static values = {
      url: String,
      calendar: String,
      first: String,
      /* Of ToldWidget: the words on two buttons more. */
      today: String,
      unknown: String,
    };
    static line = "grip-day";
    static sends = "day";
    static suffix = "said";

    connect() {
      super.connect();
      this.day = "";
      this.line.after(this.calendar());
      // A draft may contain what cannot be read. A date as we write it needs no request.
      if (this.element.value && !this.isPlain(this.element.value)) this.plan(0);
    }

    disconnect() {
      this.button?.remove();
      super.disconnect();
    }

    isPlain(text) {
      const european = text.match(/^(\d{1,2})-(\d{1,2})-(\d{4})$/);
      const iso = text.match(/^(\d{4})-(\d{2})-(\d{2})$/);
      if (!european && !iso) return false;
      const [year, month, day] = european ? [european[3], european[2], european[1]] : iso.slice(1);
      const date = new Date(Date.UTC(year, month - 1, day));
      const first = new Date(this.firstValue);
      return date.getUTCDate() === Number(day) && date.getUTCMonth() === month - 1 && date >= first;
    }

    /* The browser's own: in the language of the person, and made for fingers and screen readers. */
    calendar() {
      const next = this.line.nextElementSibling;
      if (next?.matches(`.${CALENDAR}`)) next.remove();
      const place = document.createElement("span");
      place.className = CALENDAR;
      this.button = place;
      if (this.todayValue) place.append(this.press(this.todayValue, () => this.choose(this.today())));
      if (this.unknownValue) place.append(this.press(this.unknownValue, () => this.type(this.unknownValue)));
      if (!("showPicker" in HTMLInputElement.prototype)) return place;
      const picker = document.createElement("input");
      picker.type = "date";
      picker.min = this.firstValue;
      picker.tabIndex = -1;
      picker.setAttribute("aria-hidden", "true");
      picker.addEventListener("change", () => this.choose(picker.value));
      // Neither the form nor autosave has to know of it: it has no name.
      picker.addEventListener("input", (event) => event.stopPropagation());
      const button = this.press(this.calendarValue, () => {
        picker.value = this.day;
        picker.showPicker();
      });
      place.append(picker, button);
      return place;
    }

    press(words, act) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-small button-secondary";
      button.textContent = words;
      button.disabled = this.element.disabled || this.element.readOnly;
      button.addEventListener("click", act);
      return button;
    }

    /* Where this person is, not where the server is. */
    today() {
      const now = new Date();
      const two = (number) => String(number).padStart(2, "0");
      return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    }

    choose(day) {
      if (!day) return;
      this.chosen = day;
      this.type(day);
    }

    type(text) {
      this.element.value = text;
      this.asked = null;
      // So that Wagtail notices it, as if it were typed.
      this.element.dispatchEvent(new Event("input", { bubbles: true }));
      this.element.dispatchEvent(new Event("change", { bubbles: true }));
      this.element.focus();
    }

    say({ refused = "", said = "", day = "", typed = "" }) {
      this.day = day;
      // What comes from the calendar is written as people here write it.
      if (this.chosen && this.chosen === this.element.value) this.element.value = this.asked = typed || this.chosen;
      this.chosen = "";
      this.show([refused || said], refused);
    }
  }

  window.wagtail.app.register("grip-day", DayController);
})();
