import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { renderArming } from "../../../src/report/arming/renderArming.ts";
import { attack } from "../../support/report/attack.ts";
import { unwrapped } from "../../support/report/unwrapped.ts";
import type { ArmingFacts, ArmingFault } from "../../../src/captures/rings/armingFacts.ts";

const idOf = (name: string) =>
  `/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/Prod-Web-RG/providers/Microsoft.Compute/virtualMachines/${name}`;
const fault = (name: string, changes: Partial<ArmingFault> = {}): ArmingFault => ({
  vmId: idOf(name),
  vmName: name,
  code: "vm-not-running",
  hint: `${name} is deallocated; packets can be captured only on a running VM. Start it: az vm start --ids ${idOf(name)}`,
  since: "2026-11-26T02:00:10.000Z",
  ...changes,
});
const scope = (path: string): ArmingFault => ({
  ...fault(path.split("/").at(-1) ?? "", { code: "access-denied", hint: "The app may not list the VMs." }),
  vmId: `/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11${path}`,
});
const render = (faults: readonly ArmingFault[], changes: Partial<ArmingFacts> = {}) =>
  renderArming({ faults, timeZone: "UTC", appOrigin: null, instanceId: "arming-0", ...changes });
const many = (count: number, changes: (number: number) => Partial<ArmingFault> = () => ({})) =>
  Array.from({ length: count }, (_, number) => fault(`WEB${number}`, changes(number)));
/** As long as names of apps are. */
const app = "https://capture-on-alert-westeurope-x7k2m.azurewebsites.net";

describe("the email about armed VMs without a ring", () => {
  it("names the VM and the cause in its subject, or the number of the VMs", () => {
    const missing = fault("WEB01", { code: "agent-missing" });
    assert.equal(render([missing]).subject, "No ring of packets on WEB01: Network Watcher agent missing");
    assert.equal(render(many(3)).subject, "No ring of packets on 3 VMs: VM not running");
    assert.equal(render([missing, ...many(2)]).subject, "No ring of packets on 3 VMs");
    assert.equal(render([missing]).importance, "normal");
  });

  it("has the cause, the fix, since when, and what an alert gets meanwhile", () => {
    const { text, html } = render([fault("WEB01")], { timeZone: "Europe/Berlin", appOrigin: app });
    const line = unwrapped(text);
    assert.match(line, /Alerts on this VM still start captures, but without earlier packets\./);
    assert.match(line, /Cause: WEB01 is deallocated; .* running VM\. Start it:/);
    assert.match(
      line,
      /No ring since 2026-11-26 02:00:10 UTC \(03:00:10 Europe\/Berlin\) Code vm-not-running/,
    );
    assert.match(text, new RegExp(`^ {4}az vm start --ids ${idOf("WEB01")}$`, "m"));
    assert.match(line, /take it out of the setting ARMED_VMS/);
    assert.match(line, /NOTIFY_EMAIL_TO of capture-on-alert \S+ on capture-on-alert-westeurope/);
    assert.ok(html.includes(`href="${app}/api/ui"`));
    for (const told of ["is deallocated", "02:00:10", "ARMED_VMS"]) assert.ok(html.includes(told), told);
  });

  it("calls nothing a cause where there is no hint, and points to the runbook", () => {
    const text = unwrapped(render([fault("WEB01", { code: "capture-lost", hint: "" })]).text);
    assert.doesNotMatch(text, /Cause:/);
    assert.match(text, /WEB01: deleted by someone\s-+ No ring since/);
    assert.match(text, /Runbook docs\/runbook\.md, section "An armed VM has no ring"/);
    const runbook = readFileSync(new URL("../../../docs/runbook.md", import.meta.url), "utf8");
    assert.match(runbook, /^## An armed VM has no ring$/m);
  });

  it("tells a scope whose VMs cannot be listed apart from a VM without a ring", () => {
    const group = scope("/resourceGroups/web");
    const { subject, text } = render([group]);
    assert.equal(subject, "VMs of resource group web cannot be listed: access denied");
    const line = unwrapped(text);
    assert.match(line, /Rings that run go on, but a VM that is new there gets none\. The app tries/);
    assert.match(
      line,
      /VMs of resource group web cannot be listed: access denied\s-+\sCause: The app may not/,
    );
    assert.match(line, /Not listed since 2026-11-26 .* Scope \/subscriptions\/\S+\/resourceGroups\/web\s/);
    assert.doesNotMatch(line, /No ring since|take it out|without earlier packets/);
    const missing = fault("WEB01", { code: "agent-missing" });
    assert.equal(
      render([group, missing]).subject,
      "No ring of packets on WEB01; VMs of resource group web cannot be listed",
    );
    assert.equal(render([group, scope("")]).subject, "VMs of 2 scopes cannot be listed: access denied");
    const listed = unwrapped(
      render(
        [...many(40), scope(""), group].map((one, index) => ({
          ...one,
          since: new Date(Date.parse("2026-11-26T02:00:00Z") + index * 1000).toISOString(),
        })),
      ).text,
    );
    assert.match(listed, /VMs cannot be listed: access denied \(access-denied\): 2 scopes/);
    assert.match(listed, /subscription 6f1d\S+ since .*, resource group web since/);
  });

  it("has all of 500 VMs, the oldest fault first, and is not cut by a mail service", () => {
    const faults = many(500, (number) => ({
      since: new Date(Date.parse("2026-11-26T02:00:00Z") - number * 1000).toISOString(),
      code: number % 2 === 0 ? "vm-not-running" : "access-denied",
    }));
    const { text, html } = render(faults, { appOrigin: app });
    assert.ok(Buffer.byteLength(html) < 100 * 1024, `${Buffer.byteLength(html)} bytes`);
    for (let number = 0; number < 500; number += 1) assert.match(text, new RegExp(`\\bWEB${number}\\b`));
    assert.ok(text.indexOf("WEB499") < text.indexOf("WEB498"));
    assert.match(unwrapped(text), /access denied \(access-denied\): 23\d VMs/);
    assert.doesNotMatch(text, /and \d+ more/);
  });

  it("counts the VMs that have no room", () => {
    const faults = many(2000, (number) => ({
      ...{ vmName: `VM${number}-${"&".repeat(60)}`, vmId: idOf("&".repeat(900)), hint: "&".repeat(2000) },
    }));
    const { text, html } = render(faults);
    assert.ok(Buffer.byteLength(html) < 100 * 1024, `${Buffer.byteLength(html)} bytes`);
    const named = faults.filter((_, number) => text.includes(`VM${number}-`)).length;
    const [, more = "0"] = /and ([\d,]+) more/.exec(text) ?? [];
    assert.equal(named + Number(more.replaceAll(",", "")), 2000);
  });

  it("keeps foreign texts on their line and out of the markup, and makes no command of them", () => {
    const hostile = fault("WEB01", {
      vmName: attack,
      hint: `${attack} Do it: az vm start --ids ${idOf("x")}; rm -rf /`,
      since: attack,
      vmId: attack,
    });
    for (const faults of [[hostile], many(30).concat(hostile)]) {
      const { subject, text, html } = render(faults, { instanceId: attack });
      assert.doesNotMatch(subject, /[\n\u202e\u2028]/u);
      assert.doesNotMatch(html, /<(?:script|img)/);
      assert.doesNotMatch(text, /^(?:Bcc|--(?!-))/m);
      assert.doesNotMatch(text, /^ {4}az vm start --ids \S+; rm/m);
    }
  });
});
