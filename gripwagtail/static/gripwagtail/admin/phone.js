/* Shows below the input of PhoneWidget what will be dialled, or why the number is refused: see said.js. */
(() => {
  class PhoneController extends window.gripwagtail.SaidController {
    static line = "grip-phone";
    static sends = "number";
    static suffix = "dialled";

    say({ refused = "", intro = "", dial = "", remark = "" }) {
      const number = document.createElement("bdi");
      number.dir = "ltr";
      number.textContent = dial;
      const parts = dial ? [`${intro} `, number] : [refused];
      if (remark) {
        const note = document.createElement("span");
        note.className = "grip-phone__remark";
        note.textContent = remark;
        parts.push(". ", note);
      }
      this.show(parts, refused);
    }
  }

  window.wagtail.app.register("grip-phone", PhoneController);
})();
