"""The hand of a communicator in the admin: opens what is folded, types, pastes, chooses, ticks; and counts.

Inputs are found by their names, which are those of the parts of a block and stay when a form is arranged otherwise.
What is not in sight is looked for as a person does: the nearest thing that opens is opened, until it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.entering.facts import Fact, SchoolText

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

# What has to be opened first before this can be seen: the outermost closed fold around it.
_CLOSED = """(input) => {
  const around = [];
  for (let one = input.parentElement; one; one = one.parentElement) around.unshift(one);
  for (const one of around) {
    if (one.tagName === "DETAILS" && !one.open) return one.querySelector("summary");
    if (!one.hasAttribute("hidden") && getComputedStyle(one).display !== "none") continue;
    const own = one.id && document.querySelector(`[aria-controls~="${CSS.escape(one.id)}"]`);
    if (own) return own;
    for (let near = one.parentElement; near; near = near.parentElement) {
      const closed = [...near.querySelectorAll("button[aria-expanded=false], summary")].filter(
        (button) => button.getClientRects().length,
      );
      const last = closed.filter((button) => !button.parentElement.closest("details[open]")).pop();
      if (last) return last;
    }
    return null;
  }
  return null;
}"""


class Lost(AssertionError):
    """There is no input for this, or no way to open it."""


class Hand:
    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.clicks = 0
        self.fields = 0
        self._made: set[str] = set()
        page.goto(address)

    # --- the smallest things it does

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.click()

    def reveal(self, target: Locator) -> Locator:
        # An item builds its fields when it is opened, which takes a moment on a busy machine.
        for _try in range(40):
            if target.is_visible() and not target.evaluate("one => !!one.closest('[hidden]')"):
                return target
            fold = target.evaluate_handle(_CLOSED).as_element()
            if fold is not None:
                self.clicks += 1
                fold.click()
            self.page.wait_for_timeout(50)
        raise Lost(f"{target} cannot be brought into sight")

    def type(self, name: str, text: str | bool) -> None:
        """Fills in, chooses or ticks the input of this name."""
        field = self.page.locator(f"[name='{name}']")
        if not field.count():
            raise Lost(f"there is no input {name}")
        kind = str(field.first.get_attribute("type") or "")
        if isinstance(text, bool):
            self._tick(field.first, text)
        elif "grip-keys__input" in (field.first.get_attribute("class") or ""):
            chooser = field.first.locator("xpath=preceding-sibling::*[contains(@class, 'grip-keys')]//select")
            # One after the other.
            for key in text.split(","):
                self.fields += 1
                self.reveal(chooser).select_option(value=key.strip())
        elif kind == "radio":
            self.click(self.reveal(self.page.locator(f"[name='{name}'][value='{text}']")))
        elif field.first.evaluate("one => one.tagName") == "SELECT":
            self.fields += 1
            self.reveal(field.first).select_option(value=text)
        else:
            self._write(self.reveal(field.first), text)

    def _tick(self, box: Locator, wanted: bool) -> None:
        if box.is_checked() is not wanted:
            self.click(self.reveal(box))

    def _write(self, field: Locator, text: str) -> None:
        """As pasting does: at once, and what is longer than fits is cut by a browser that is told to."""
        self.fields += 1
        field.focus()
        field.fill("")
        self.page.evaluate("text => document.execCommand('insertText', false, text)", text)
        field.press("Tab")

    def paste(self, editor: Locator, html: str) -> None:
        """Into an editor of formatted text. Whoever sees nothing appear pastes once more: a busy editor loses one."""
        self.fields += 1
        for _try in range(3):
            editor.click()
            self._paste(editor, html)
            self.page.wait_for_timeout(500)
            if editor.inner_text().strip():
                return
        raise Lost("what was pasted does not appear")

    def _paste(self, editor: Locator, html: str) -> None:
        editor.evaluate(
            """(editor, html) => {
              const data = new DataTransfer();
              data.setData("text/html", html);
              data.setData("text/plain", new DOMParser().parseFromString(html, "text/html").body.innerText);
              const how = { clipboardData: data, bubbles: true, cancelable: true };
              editor.dispatchEvent(new ClipboardEvent("paste", how));
            }""",
            html,
        )

    # --- a text

    def enter(self, text: SchoolText) -> None:
        """Types every fact at its place, in the order of the text."""
        for fact in text.facts:
            if fact.typed is not None:
                self._enter(fact, fact.typed)

    def _enter(self, fact: Fact, typed: str | bool) -> None:
        place = fact.place
        if place[0] == "page":
            return self.type(place[1], typed)
        stream, number, part, *more = place
        begin = f"{stream}-{int(number) - 1}"
        if fact.item not in self._made:
            self._made.add(fact.item)
            self.add(stream, "" if stream != "body" else part)
            self.page.locator(f"[name='{begin}-type']").wait_for(state="attached")
        if stream == "body":
            return self._into_body(begin, part, str(typed))
        if more:
            self.into_list(begin, part, int(more[0]), str(typed))
        else:
            self.type(f"{begin}-value-{part}", typed)
        return None

    def _into_body(self, begin: str, part: str, typed: str) -> None:
        if part == "heading":
            return self.type(f"{begin}-value", typed)
        editor = self.page.locator(f"[name='{begin}-value']").locator(
            "xpath=ancestor::*[@data-contentpath][1]//*[@contenteditable='true']"
        )
        return self.paste(self.reveal(editor.first), typed)

    def into_list(self, begin: str, part: str, number: int, typed: str) -> None:
        name = f"{begin}-value-{part}-{number - 1}-value"
        if not self.page.locator(f"[name='{name}']").count():
            count = self.page.locator(f"[name='{begin}-value-{part}-count']")
            add = count.locator("xpath=..").locator("button.c-sf-add-button")
            self.click(self.reveal(add.last))
        self.type(name, typed)

    def add(self, stream: str, kind: str = "") -> None:
        """A new item at the end of a stream."""
        count = self.page.locator(f"[name='{stream}-count']")
        self.click(self.reveal(count.locator("xpath=..").locator("button.c-sf-add-button").last))
        if kind:
            self.click(self.page.locator("[data-tippy-root] [role=option]").filter(has_text=_CALLED[kind]).first)

    def publish(self) -> list[str]:
        """Publishes, and gives what was refused."""
        self.click(self.page.locator("footer [data-w-dropdown-target=toggle]").last)
        self.click(self.page.get_by_role("button", name="Publiceren"))
        self.page.wait_for_load_state()
        self.page.locator(".messages .success, .messages .error, .messages .warning").first.wait_for()
        if self.page.locator(".messages .success").count():
            return []
        return self.page.locator(".messages .error, .error-message").all_inner_texts()


# The parts of “more text” as the menu calls them.
_CALLED = {"heading": "Kop", "paragraph": "Tekst"}

__all__ = ["Hand", "Lost"]
