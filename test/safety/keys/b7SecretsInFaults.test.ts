import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { everyNth, isDeep } from "../../support/depth.ts";
import { calls as flow } from "../../support/faultMatrix/cases.ts";
import { secrets, secretValues } from "../../support/secrets.ts";
import { common, group, sample, vm, World } from "../../support/world/world.ts";
import type { AlertOutcome } from "../../../src/captures/outcome/alertOutcome.ts";

/** Calls that only some alerts make, beside those of the fault matrix. */
const further = [
  { name: "list the VMs", method: "GET", path: "/virtualMachines\\?" },
  { name: "install the agent", method: "PUT", path: "/extensions/" },
  { name: "delete a session", method: "DELETE", path: "/packetCaptures/" },
];
const calls = [...flow, ...further];

/** Secrets in another order each time, because only the first part of a long text is kept. */
function rotated(by: number): string {
  const texts = secrets.map(({ text }) => text);
  return [...texts.slice(by % texts.length), ...texts.slice(0, by % texts.length)].join("\n");
}
/** What a header can hold. */
const inHeader = (by: number): string =>
  rotated(by)
    .replaceAll(/[\u200b\u2060]/g, "")
    .replaceAll(/[^\x20-\x7e]+/g, " ");

type Fault = Readonly<Record<string, unknown>>;
/** Where an answer can carry them; the number chooses the order. */
const carriers: Readonly<Record<string, (by: number) => Fault>> = {
  "the message of a 400": (by) => ({ status: 400, body: { error: { code: "Bad", message: rotated(by) } } }),
  "the code of a 403": (by) => ({
    status: 403,
    body: { error: { code: secrets[by % secrets.length]?.text, message: "No." } },
  }),
  "the message of a 409": (by) => ({
    status: 409,
    body: { error: { code: "ScopeLocked", message: rotated(by) } },
  }),
  "the page of a proxy": (by) => ({ status: 407, body: `<html>${rotated(by)}</html>` }),
  "the page of a gateway": (by) => ({ status: 502, body: rotated(by), times: 2 }),
  "a body that is no JSON": (by) => ({ status: 200, body: `{"half": "${rotated(by)}`, times: 2 }),
  "a body of 100 KB": (by) => ({
    status: 400,
    body: { error: { code: "Bad", message: `${rotated(by)}\n`.repeat(30) } },
  }),
  "the headers": (by) => ({
    status: 401,
    headers: Object.fromEntries(
      ["x-ms-error-code", "x-ms-correlation-request-id", "x-ms-request-id", "WWW-Authenticate"].map(
        (name, index) => [name, inHeader(by + index)],
      ),
    ),
  }),
  "the address of another host": (by) => ({
    status: 202,
    headers: Object.fromEntries(
      ["Location", "Azure-AsyncOperation", "Operation-Location"].map((name) => [
        name,
        `https://127.0.0.1:1/x?${inHeader(by).replaceAll(/[^\w=&.%-]/g, "-")}`,
      ]),
    ),
  }),
};

/** What Network Watcher and the email service themselves say of an ending. */
const endings: readonly (readonly [name: string, fault: (by: number) => Fault])[] = [
  [
    "errors of a capture",
    (by) => ({
      method: "POST",
      path: "/queryStatus",
      status: 200,
      body: {
        packetCaptureStatus: "Error",
        stopReason: "",
        packetCaptureError: rotated(by).split("\n").slice(0, 5),
      },
    }),
  ],
  [
    "the stop reason of a capture",
    (by) => ({
      method: "POST",
      path: "/queryStatus",
      status: 200,
      body: { packetCaptureStatus: "Stopped", stopReason: rotated(by), packetCaptureError: [] },
    }),
  ],
  [
    "the error of an email",
    (by) => ({
      path: "/emails/operations/",
      status: 200,
      body: { id: "1", status: "Failed", error: { code: "EmailDropped", message: rotated(by) } },
    }),
  ],
];

const faults = [
  ...calls.flatMap(({ name, method, path }) =>
    Object.entries(carriers).map(([carrier, make]) => ({
      title: `${name}: ${carrier}`,
      make: (by: number): Fault => ({ method, path, ...make(by) }),
    })),
  ),
  ...endings.map(([title, make]) => ({ title, make })),
];

const settings = {
  CAPTURE_SESSION_LIMIT: "3",
  CAPTURE_CONFLICT_POLICY: "parallel",
  CAPTURE_INSTALL_AGENT: "true",
  CAPTURE_ANALYZE_MAX_BYTES: "0",
  CAPTURE_TIME_LIMIT_SECONDS: "30",
  RESOLVE_HOST_NAMES: "true",
  ALLOWED_SCOPES: group,
};

describe("secrets in the faults of every call", () => {
  const lines: string[] = [];
  let world: World;
  before(async () => {
    world = await World.start(settings, { log: ({ message, category }) => lines.push(category, message) });
  });
  afterEach(() => world.control("PUT", "/faults", []));
  after(async () => {
    await world.close();
    for (const name of Object.keys(settings)) process.env[name] = "";
  });

  const textOf = async (url: string): Promise<string> => (await fetch(url)).text();

  /** Everything that a run has left behind, by its place. */
  async function traces(
    instance: Awaited<ReturnType<World["fire"]>>,
    output: AlertOutcome,
    answer: unknown,
  ): Promise<Readonly<Record<string, string>>> {
    const history = `${instance.statusQueryGetUri}&showHistory=true&showHistoryOutput=true&showInput=true`;
    return {
      log: lines.join("\n"),
      output: JSON.stringify(output),
      history: await textOf(history),
      "custom status": JSON.stringify((await world.status(instance)).customStatus),
      "the capture's view": await textOf(`${world.environment.url}/api/captures/${instance.id}`),
      "the list": await textOf(`${world.environment.url}/api/captures`),
      "the test email's answer": JSON.stringify(answer),
      email: JSON.stringify((await world.emails()).slice(-1)),
    };
  }

  /** The alert that makes the call. */
  function alertFor(title: string): Promise<unknown> {
    if (title.startsWith("list the VMs")) return sample("b13-common-logv2-avd-computer-only");
    return common(title.startsWith("install") ? "BARE" : "WEB01");
  }

  for (const [index, { title, make }] of everyNth(60, [...faults.entries()], 7))
    it(title, async () => {
      await world.control("PUT", "/vms", [vm("WEB01"), vm("BARE", { agent: false })]);
      // A list of VMs is forgotten in this time.
      await world.clock.advance(600_000);
      // Room is made only where sessions that have ended fill it.
      if (title.startsWith("delete"))
        for (let ended = 0; ended < 3; ended += 1)
          await world.outcome(await world.fire(await common("WEB01")));
      lines.length = 0;
      await world.control("DELETE", "/requests");
      await world.control("PUT", "/faults", [make(index)]);
      const instance = await world.fire(await alertFor(title));
      if (title.startsWith("stop")) {
        await world.reach(instance, "capturing");
        await fetch(`${world.environment.url}/api/captures/${instance.id}/stop`, { method: "POST" });
      }
      const output = await world.outcome(instance);
      const { method = /./, path } = make(index);
      const met = (await world.requests()).some(
        (one) =>
          new RegExp(method as string).test(one.method) && new RegExp(path as string, "i").test(one.path),
      );
      assert.ok(met, "the call was made");
      const answer = title.includes("email") ? await world.app("POST", "/test-email") : null;
      for (const [place, text] of Object.entries(await traces(instance, output, answer)))
        for (const value of secretValues) {
          const at = text.indexOf(value);
          assert.equal(at, -1, `${place}: …${text.slice(Math.max(0, at - 80), at + 120)}`);
        }
    });

  after(() => {
    if (isDeep) console.log(`secrets: ${faults.length} faults of ${calls.length} calls`);
  });
});
