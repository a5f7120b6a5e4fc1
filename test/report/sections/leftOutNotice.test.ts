import assert from "node:assert/strict";
import { it } from "node:test";
import { renderReport } from "../../../src/report/renderReport.ts";
import { facts } from "../../support/report/facts.ts";
import type { LeftOut } from "../../../src/captures/scaleSet/leftOut.ts";

const textWith = (leftOut: LeftOut): string => renderReport(facts({ leftOut })).text.replaceAll(/\s+/g, " ");

it("an alert with more VMs than it may capture names the first ones that are left out, and counts the others", () => {
  assert.match(
    textWith({ vms: 1, vmNames: ["web_20"] }),
    /^1 VM of the alert was not captured .* Left out: web_20\. /,
  );
  assert.match(
    textWith({ vms: 1200, vmNames: ["a", "b"] }),
    /^1,200 VMs of the alert were not captured .* Left out: a, b and 1,198 more\. /,
  );
  assert.doesNotMatch(renderReport(facts()).text, /not captured/);
});
