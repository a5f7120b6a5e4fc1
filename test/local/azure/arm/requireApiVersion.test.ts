import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  accountId,
  Simulation,
  subscription,
  vmId,
  watcher,
  watcherGroup,
} from "../../../support/world/simulation.ts";

const networkWatchers = `/subscriptions/${subscription}/providers/Microsoft.Network/networkWatchers`;
const capture = `/subscriptions/${subscription}/resourceGroups/${watcherGroup}/providers/Microsoft.Network/networkWatchers/${watcher}/packetCaptures/a`;

describe("the api-version of a request", () => {
  let simulation: Simulation;
  before(async () => {
    simulation = await Simulation.start();
  });
  after(() => simulation.close());

  const refusal = async (method: string, path: string) => {
    const answer = await simulation.arm(method, path);
    const { error } = (await answer.json()) as { error?: { code: string; message: string } };
    return { status: answer.status, code: error?.code, message: error?.message ?? "" };
  };

  it("is required", async () => {
    for (const path of [vmId("WEB01"), networkWatchers, `${capture}?api-version=`])
      assert.deepEqual((await refusal("GET", path)).code, "MissingApiVersionParameter");
  });

  for (const [path, type, newest] of [
    [vmId("WEB01"), "virtualMachines", "2026-04-01"],
    [`${vmId("WEB01")}/extensions/a`, "virtualMachines/extensions", "2026-04-01"],
    [accountId, "storageAccounts", "2025-06-01"],
    [capture, "networkWatchers/packetCaptures", "2026-01-01"],
  ] as const)
    it(`must be published for ${type}; the refusal names those that are`, async () => {
      for (const version of ["2015-01-01", "2031-01-01", "1", `${newest}-preview`]) {
        const { status, code, message } = await refusal("GET", `${path}?api-version=${version}`);
        assert.deepEqual([status, code], [400, "NoRegisteredProviderFound"]);
        assert.match(
          message,
          new RegExp(`location 'westeurope' and API version '${version}' for type '${type}'`),
        );
        assert.match(message, new RegExp(`supported api-versions are '${newest}, `));
      }
      const { code } = await refusal("GET", `${path}?api-version=${newest}`);
      assert.notEqual(code, "NoRegisteredProviderFound");
    });

  it("is checked for actions and for changes too", async () => {
    for (const [method, path] of [
      ["PUT", capture],
      ["DELETE", capture],
      ["POST", `${capture}/queryStatus`],
    ] as const)
      assert.equal(
        (await refusal(method, `${path}?api-version=2031-01-01`)).code,
        "NoRegisteredProviderFound",
      );
  });

  it("that is unknown makes a list of a subscription's resources a type that is not there", async () => {
    const { status, code, message } = await refusal("GET", `${networkWatchers}?api-version=2031-01-01`);
    assert.deepEqual([status, code], [404, "InvalidResourceType"]);
    assert.match(message, /'networkWatchers'.*'Microsoft.Network' for api version '2031-01-01'.*2026-01-01/);
  });

  it("may be an older published one", async () => {
    const answer = await simulation.arm("GET", `${networkWatchers}?api-version=2016-09-01`);
    assert.equal(answer.status, 200);
  });
});
