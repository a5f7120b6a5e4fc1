import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, describe, it } from "node:test";
import { World } from "../../support/world/world.ts";
import type { AppReply } from "../../support/world/calls.ts";

const folder = new URL("../../fixtures/alerts/", import.meta.url);

describe("npm run alert -- FILE --what-if", () => {
  let world: World;
  before(async () => {
    world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "60" });
  });
  after(() => world.close());

  const run = (file: string): Promise<{ code: number | string | null; output: string }> =>
    new Promise((resolve) => {
      const env = { ...process.env, PORT: new URL(world.environment.url).port };
      const path = new URL(`${file}.json`, folder).pathname;
      execFile(
        process.execPath,
        ["local/cli/alert.ts", path, "--what-if"],
        { env },
        (error, output, problems) => {
          resolve({ code: error?.code ?? 0, output: output + problems });
        },
      );
    });

  for (const [file, code, said] of [
    [
      "x01-common-vm-netout-fired",
      0,
      /^Would be accepted \(HTTP 200\): The alert ".+" has fired on the VM \w+\..*"captureName": "alert-/s,
    ],
    ["x02-common-vm-netout-resolved", 0, /^Would be ignored \(resolved\): The alert's state is "Resolved"/],
    ["a06-common-metric-logworkspace-computer-fired-wrapped", 0, /^Would be ignored \(host-name-only\): /],
    ["d13-noncommon-log-customjson", 1, /^Refused \(HTTP 400\): Expected an Azure Monitor alert/],
  ] as const)
    it(`prints the decision about ${file}`, async () => {
      const result = await run(file);
      assert.match(result.output, said);
      assert.equal(result.code, code);
    });

  it("the control API accepts a rule's custom properties", async () => {
    const { attempts } = await world.control<{ attempts: { body: AppReply }[] }>("POST", "/alerts", {
      customProperties: { captureTimeLimitSeconds: "5", captureMaxBytes: "x" },
    });
    assert.deepEqual(
      attempts.at(-1)?.body.overrides?.map(({ outcome }) => outcome),
      ["applied", "ignored"],
    );
  });
});
