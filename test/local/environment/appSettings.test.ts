import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { appSettings } from "../../../local/environment/appSettings.ts";

describe("appSettings", () => {
  it("link the captures page to the Lab", () => {
    assert.deepEqual(JSON.parse(appSettings({}, {}).PAGE_LINKS ?? ""), [
      { label: "Lab: fire a test alert", href: "/lab" },
    ]);
  });

  it("have the user's links instead, none for an empty text", () => {
    const own = '[{"label":"Runbook","href":"https://wiki.example.com/"}]';
    assert.equal(appSettings({ PAGE_LINKS: own }, {}).PAGE_LINKS, own);
    assert.equal(appSettings({ PAGE_LINKS: "" }, {}).PAGE_LINKS, "");
  });
});
