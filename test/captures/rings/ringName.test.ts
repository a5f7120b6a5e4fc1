import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRing, ringName } from "../../../src/captures/rings/ringName.ts";
import { captureName } from "../../../src/captures/site/captureName.ts";
import { isOurs } from "../../../src/captures/site/isOurs.ts";
import { vmIdOf } from "../../support/rings/rings.ts";
import type { CaptureSession } from "../../../src/captures/site/captureSession.ts";

const account = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/captures";
const limits = { timeLimitSeconds: 300, maxBytes: 1, bytesPerPacket: 0, filters: [] };
const vm = (name: string) => ({ id: vmIdOf(name), name });
const owner = {
  namePrefix: "alert",
  storageAccountId: account,
  limits: { timeLimitSeconds: 18_000, maxBytes: 4_294_967_295 },
};

const session = (facts: Partial<CaptureSession>): CaptureSession => ({
  name: ringName("alert", vm("WEB01"), "1"),
  target: vmIdOf("WEB01"),
  provisioningState: "Succeeded",
  isContinuous: true,
  limits: null,
  storageId: account,
  fileUrl: null,
  guestPath: null,
  ...facts,
});

function ordinarySession(facts: Partial<CaptureSession>): CaptureSession {
  const { isContinuous, ...ordinary } = session(facts);
  assert.equal(isContinuous, true);
  return ordinary;
}

describe("ring name", () => {
  it("is the prefix, ring, the VM's name and sixteen hex digits, another for each arming", () => {
    const [first, second] = [ringName("alert", vm("WEB01"), "1"), ringName("alert", vm("WEB01"), "2")];
    assert.match(first, /^alert-ring-WEB01-[0-9a-f]{16}$/);
    assert.notEqual(first, second);
  });

  it("has at most 80 characters, and is recognised with a truncated VM name too", () => {
    const long = vm("v".repeat(64));
    const name = ringName("a".repeat(20), long, "1");
    assert.equal(name.length, 80);
    assert.ok(isRing(session({ name, target: long.id }), { ...owner, namePrefix: "a".repeat(20) }));
  });

  it("is no capture of ours, whether or not the service answers limits", () => {
    assert.ok(isRing(session({}), owner));
    assert.ok(!isOurs(session({}), owner));
    assert.ok(!isOurs(session({ limits }), owner));
  });

  it("is told apart from a capture of a VM named ring-WEB01 by its target", () => {
    const name = captureName("alert", vm("ring-WEB01"), "0123456789abcdef0123456789abcdef");
    assert.match(name, /^alert-ring-WEB01-/);
    const ordinary = ordinarySession({ name, target: vmIdOf("ring-WEB01"), limits });
    assert.ok(isOurs(ordinary, owner));
    assert.ok(!isRing(ordinary, owner));
    const continuous = session({ name, target: vmIdOf("ring-WEB01") });
    assert.ok(!isRing(continuous, owner) && !isOurs(continuous, owner));
    assert.ok(
      isRing(
        session({ name: ringName("alert", vm("ring-WEB01"), "1"), target: vmIdOf("ring-WEB01") }),
        owner,
      ),
    );
  });

  const strangers: readonly (readonly [string, Partial<CaptureSession>])[] = [
    ["another VM's", { target: vmIdOf("WEB02") }],
    ["a scale set's", { target: vmIdOf("WEB01").replace("virtualMachines", "virtualMachineScaleSets") }],
    ["in another storage account", { storageId: `${account}2` }],
    ["a file on the VM", { storageId: null }],
    ["a longer name", { name: `x${ringName("alert", vm("WEB01"), "1")}` }],
    ["a name that goes on", { name: `${ringName("alert", vm("WEB01"), "1")}x` }],
    ["another prefix", { name: ringName("other", vm("WEB01"), "1") }],
  ];
  for (const [title, facts] of strangers)
    it(`is not recognised as a ring of ours: ${title}`, () => {
      assert.ok(!isRing(session(facts), owner));
    });

  it("is not recognised on a session that is not continuous", () => {
    const ordinary = ordinarySession({ limits });
    assert.ok(!isRing(ordinary, owner) && !isOurs(ordinary, owner));
  });
});
