import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readAlertToSend } from "../../../../local/azure/monitor/alertToSend.ts";
import { labChoices } from "../../../../local/lab/labChoices.ts";
import { alertRequestOf, canResolve } from "../../../../local/lab/page/fire/alertRequestOf.ts";
import { notificationVerdict } from "../../../../local/lab/page/inbox/notificationVerdict.ts";
import { shortPath } from "../../../../local/lab/page/inbox/shortPath.ts";
import { sentence } from "../../../../local/lab/page/parts/sentence.ts";

describe("the Lab's words", () => {
  it("make of each alert that it offers a request that the control API takes", () => {
    for (const { name } of labChoices.alerts) {
      const wanted = readAlertToSend(
        alertRequestOf({ vm: "WEB01", alert: name, condition: "Fired" }),
        "WEB02",
      );
      assert.ok(typeof wanted !== "string", name);
      assert.match(wanted.vm, /\/WEB01$/);
      assert.equal(wanted.sample ?? wanted.schema, name);
    }
  });

  it("resolve the alerts whose condition can be chosen, and no others", () => {
    const resolved = { vm: "WEB01", alert: "legacy", condition: "Resolved" } as const;
    assert.deepEqual(alertRequestOf(resolved), { vm: "WEB01", schema: "legacy", condition: "Resolved" });
    assert.deepEqual(labChoices.alerts.map(({ name }) => name).filter(canResolve), ["common", "legacy"]);
  });

  it("judge a notification as its receiver does", () => {
    const verdict = (signatureValid: boolean | null, ...problems: readonly string[]) =>
      notificationVerdict({ signatureValid, problems }).text;
    assert.equal(verdict(null), "Valid");
    assert.equal(verdict(true), "Valid, signed");
    assert.equal(verdict(false, "too large"), "Wrong signature");
    assert.equal(verdict(true, "too large"), "Invalid");
  });

  it("shorten a path of Azure by what every call has", () => {
    const group = "/subscriptions/1/resourceGroups/NetworkWatcherRG";
    assert.equal(
      shortPath(`${group}/providers/Microsoft.Network/networkWatchers/w/packetCaptures/a?api-version=1`),
      "…/networkWatchers/w/packetCaptures/a",
    );
    assert.equal(
      shortPath("/subscriptions/1/providers/Microsoft.Network/networkWatchers?a"),
      "…/networkWatchers",
    );
    assert.equal(shortPath("/emails:send?api-version=1"), "/emails:send");
  });

  it("make sentences of the samples' descriptions", () => {
    assert.equal(sentence("a metric alert: one capture"), "A metric alert: one capture.");
    assert.equal(sentence("Done."), "Done.");
  });
});
