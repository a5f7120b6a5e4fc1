import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ScrollPlaces } from "../../../src/console/state/scrollPlaces.ts";

/** A tab whose entries the test walks through. */
function tab(entries: unknown[] = [null]) {
  const history = {
    at: entries.length - 1,
    scrollRestoration: "auto" as "auto" | "manual",
    get state() {
      return entries[this.at];
    },
    replaceState(state: unknown) {
      entries[this.at] = state;
    },
  };
  const window = { scrollY: 0 };
  const places = new ScrollPlaces(history, window);
  const scroll = (top: number) => {
    window.scrollY = top;
    places.keep();
  };
  const follow = () => {
    entries.splice(history.at + 1, Infinity, null);
    history.at += 1;
    return places.enter();
  };
  const back = () => {
    history.at -= 1;
    return places.enter();
  };
  return { history, entries, scroll, follow, back };
}

describe("a place that the viewer comes back to", () => {
  it("is where it was, and a new one begins at its top", () => {
    const { scroll, follow, back } = tab();
    scroll(2500);
    assert.equal(follow(), 0);
    scroll(40);
    assert.equal(back(), 2500);
  });

  it("is apart from another visit of the same address", () => {
    const { scroll, follow, back } = tab();
    scroll(100);
    follow();
    scroll(200);
    assert.equal(follow(), 0);
    assert.equal(back(), 200);
    assert.equal(back(), 100);
  });

  it("begins at its top after a reload", () => {
    const { back } = tab([{ entry: 1 }, { entry: 2 }]);
    assert.equal(back(), 0);
  });
});

describe("the browser", () => {
  it("leaves the scrolling to the page", () => {
    assert.equal(tab().history.scrollRestoration, "manual");
  });
});
