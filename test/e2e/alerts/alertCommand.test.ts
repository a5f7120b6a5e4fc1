import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { cliProcess } from "../../support/cli/cliProcess.ts";
import { interruptedCommand } from "../../support/cli/interruptedCommand.ts";
import { freePorts } from "../../support/freePorts.ts";
import { analyzed, World } from "../../support/world/world.ts";
import type { AppReply } from "../../support/world/calls.ts";

const folder = new URL("../../fixtures/alerts/", import.meta.url);

describe("npm run alert", () => {
  let world: World;
  before(async () => {
    world = await World.start({
      ...analyzed,
      CAPTURE_TIME_LIMIT_SECONDS: "60",
      CAPTURE_BYTES_PER_PACKET: "0",
    });
  });
  after(() => world.close());

  const alert = (...args: readonly string[]) =>
    cliProcess("alert", args, {
      PORT: new URL(world.environment.url).port,
      LOCAL_CONTROL_PORT: new URL(world.environment.controlUrl).port,
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
    it(`--what-if prints the decision about ${file}`, async () => {
      const result = await alert(new URL(`${file}.json`, folder).pathname, "--what-if");
      assert.match(result.stdout, said);
      assert.equal(result.code, code);
    });

  async function ended(): Promise<number> {
    const { body } = await world.app("GET", "/captures?since=1970-01-01");
    const { captures } = body as { captures: { state: string }[] };
    return captures.filter(({ state }) => state !== "running").length;
  }

  /** Runs the command, and time until its capture has ended. */
  async function followed(...args: readonly string[]) {
    const before = (await world.captures()).length;
    const state = { ended: false };
    const running = alert(...args).finally(() => {
      state.ended = true;
    });
    while (!state.ended && (await world.captures()).length === before) {
      await setTimeout(20);
      await world.clock.advance(0);
    }
    await world.clock.runUntil(async () => state.ended || (await ended()) > before);
    return running;
  }

  it("without a file sends a sample, follows it, and ends in a few lines", async () => {
    const { code, stdout, stderr } = await followed("--scenario", "port-scan");
    assert.deepEqual([code, stderr], [0, ""], stderr);
    const url = world.environment.controlUrl;
    assert.match(
      stdout,
      /^The traffic of WEB01 is port-scan from now on\.\nSending the sample "common" to http/,
    );
    assert.match(stdout, /^Accepted \(HTTP 202\): The alert "net-out-high" has fired on the VM web01\.$/m);
    assert.match(
      stdout,
      /^The capture of WEB01 ended: TimeExceeded, .*\n198\.51\.100\.7 probes \d+ TCP ports/m,
    );
    assert.match(
      stdout,
      new RegExp(`^ {2}Capture file {2}${url}/captures/alert-WEB01-[0-9a-f]{16}\\.cap$`, "m"),
    );
    assert.match(stdout, new RegExp(`^ {2}Email {9}${url}/emails/1\\.html$`, "m"));
    assert.doesNotMatch(stdout, /code=/);
    const [capture] = await world.captures();
    assert.equal((capture as { traffic?: { scenario: string } } | undefined)?.traffic?.scenario, "port-scan");
  });

  it("--json prints a line of JSON for the decision, each phase and the outcome", async () => {
    const { code, stdout } = await followed("log", "--vm", "WEB02", "--json");
    assert.equal(code, 0);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual([...new Set(lines.map(({ type }) => type))], ["decision", "phase", "outcome"]);
    const [decision, outcome] = [lines.at(0), lines.at(-1)];
    assert.deepEqual([decision?.status, decision?.outcome, decision?.id], [202, "accepted", outcome?.id]);
    assert.doesNotMatch(stdout, /code=/);
    const { captures } = outcome?.output as { captures: { vmName: string }[] };
    assert.deepEqual(
      captures.map(({ vmName }) => vmName),
      ["WEB02"],
    );
  });

  it("Ctrl-C ends the following only, and says so and how the capture is stopped", async () => {
    const env = { PORT: new URL(world.environment.url).port };
    const { code, stderr } = await interruptedCommand(["alert"], /\(HTTP 202\)/, env);
    assert.equal(code, 130);
    assert.match(
      stderr,
      /^\nNo longer followed\. The capture goes on; to end it: npm run captures -- stop alert-[0-9a-f]{32}\n$/,
    );
  });

  it("--list names the samples and the traffic", async () => {
    const [people, machines] = await Promise.all([alert("--list"), alert("--list", "--json")]);
    assert.match(people.stdout, /^Samples .*\n {2}common +a metric alert.*\n {2}legacy/);
    const { samples, scenarios } = JSON.parse(machines.stdout) as {
      samples: unknown[];
      scenarios: unknown[];
    };
    assert.ok(samples.length >= 5);
    assert.ok(scenarios.includes("port-scan"));
  });

  it("says what is wrong, and what to do, with exit code 2 for wrong use", async () => {
    const [free = 0] = await freePorts(1);
    const wrong = [
      [["nothing"], 1, /^There is no file nothing\.\nnpm run alert -- --list names the samples\.\n$/],
      [["/tmp"], 1, /^\/tmp is a folder, not a file\.\n/],
      [["--scenario", "x"], 2, /^There is no traffic "x"\.\nChoose one of exfiltration, /],
      [["common", "--exact"], 2, /^--exact sends a file as it is/],
      [
        ["--url", `http://127.0.0.1:${free}`],
        1,
        /^Nothing is listening on port \d+\.\nRun `npm start` first\./,
      ],
    ] as const;
    const results = await Promise.all(wrong.map(([args]) => alert(...args)));
    for (const [index, [args, code, said]] of wrong.entries()) {
      assert.deepEqual([results[index]?.code], [code], args.join(" "));
      assert.match(results[index]?.stderr ?? "", said);
    }
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
