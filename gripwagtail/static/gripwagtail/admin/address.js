/* Shows below the input of AddressWidget where the link will lead, or why the address is refused: see said.js. */
(() => {
  class AddressController extends window.gripwagtail.SaidController {
    static line = "grip-address";
    static sends = "address";
    static suffix = "leads";

    say({ refused = "", intro = "", address = "" }) {
      const shown = document.createElement("bdi");
      shown.dir = "ltr";
      shown.textContent = address;
      this.show(address ? [`${intro} `, shown] : [refused], refused);
    }
  }

  window.wagtail.app.register("grip-address", AddressController);
})();
