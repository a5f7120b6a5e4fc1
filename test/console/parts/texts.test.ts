import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { safeHref } from "../../../src/console/parts/safeHref.ts";
import { sparkPath } from "../../../src/console/parts/sparkPath.ts";
import { agoText } from "../../../src/console/parts/time/agoText.ts";
import { timeLeft } from "../../../src/console/parts/time/timeLeft.ts";
import { momentText, zoneText } from "../../../src/wording/momentText.ts";

describe("a link's address", () => {
  for (const href of [
    "https://portal.azure.com/#view/x",
    "http://127.0.0.1:7071/lab",
    "http://localhost:7071/",
    "http://[::1]:7071/",
    "/lab",
    "/api/ui",
    "#/captures/alert-1",
  ])
    it(`may be ${href}`, () => {
      assert.equal(safeHref(href), href);
    });

  for (const href of [
    "javascript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "blob:https://x/1",
    "http://example.net/",
    "http://127.0.0.1.example.net/",
    "//example.net/",
    "/\\example.net/",
    "/\t/example.net/",
    "\\\\example.net",
    "lab",
    "",
  ])
    it(`is never ${JSON.stringify(href)}`, () => {
      assert.equal(safeHref(href), null);
    });
});

describe("the line of a sparkline", () => {
  const size = { width: 96, height: 22 };
  for (const [what, values, path] of [
    ["has its peak at the top", [0, 50, 100], "M0.0 21.0 L48.0 11.5 L96.0 2.0"],
    ["is level for a single value", [7], "M0.0 2.0 L96.0 2.0"],
    ["lies at the bottom without traffic", [0, 0], "M0.0 21.0 L96.0 21.0"],
    ["is empty without a value", [], ""],
  ] as const)
    it(what, () => {
      assert.equal(sparkPath(values, size), path);
    });
});

describe("a distance from now", () => {
  for (const [seconds, text] of [
    [-30, "just now"],
    [0, "just now"],
    [44, "just now"],
    [45, "1 min ago"],
    [59 * 60, "59 min ago"],
    [59.6 * 60, "1 h ago"],
    [23 * 3600, "23 h ago"],
    [24 * 3600, "1 day ago"],
    [7 * 86_400, "7 days ago"],
  ] as const)
    it(`of ${seconds} s is "${text}"`, () => {
      assert.equal(agoText(seconds), text);
    });
});

describe("the time that is left", () => {
  const now = Date.parse("2026-11-26T10:00:00Z");
  for (const [endsAt, text] of [
    ["2026-11-26T10:01:54Z", "1:54 left"],
    ["2026-11-26T10:00:00.500Z", "0:01 left"],
    ["2026-11-26T11:02:03Z", "1:02:03 left"],
    ["2026-11-26T10:00:00Z", null],
    ["2026-11-26T09:00:00Z", null],
    ["soon", null],
    [null, null],
  ] as const)
    it(`until ${endsAt ?? "an unknown end"} is ${text ?? "nothing"}`, () => {
      assert.equal(timeLeft(endsAt, now), text);
    });
});

describe("a moment in the viewer's time zone", () => {
  it("has the zone's own date where it differs", () => {
    assert.equal(zoneText("2026-11-23T02:00:41Z", "Europe/Berlin"), "03:00:41 Europe/Berlin");
    assert.equal(zoneText("2026-11-23T23:30:00Z", "Europe/Berlin"), "2026-11-24 00:30:00 Europe/Berlin");
  });

  it("is left out for UTC, and for what is no time", () => {
    assert.equal(zoneText("2026-11-23T02:00:41Z", "UTC"), null);
    assert.equal(zoneText("soon", "Europe/Berlin"), null);
    assert.equal(momentText("2026-11-23T02:00:41Z", "UTC"), "2026-11-23 02:00:41 UTC");
    assert.equal(momentText("soon", "UTC"), "soon");
  });
});
