import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { describe, it, type TestContext } from "node:test";
import { analysisText } from "../../../local/cli/analysisText.ts";
import { terminalText } from "../../../local/cli/terminal/terminalText.ts";
import { createRandom } from "../../../local/traffic/random.ts";
import { resultText } from "../../../scripts/conformance/resultText.ts";
import { isDeep } from "../../support/depth.ts";
import { captureOf, summaryOf, upload } from "../../support/packets/vmTraffic.ts";
import { readSources } from "../../support/sourceTree.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";
import type { AddressInfo } from "node:net";

/** Clears a screen, sets its title, moves up, colors with C1, turns text around, hides, breaks lines. */
const attack = [
  ...[
    "\u001b[2J",
    "\u001b]0;title\u0007",
    "\u001b[1A",
    "\u001bP+q\u001b\\",
    "\u009b31m",
    "\u0090q\u009c",
    "\u0085",
  ],
  ...[
    "\u202e",
    "\u2066",
    "\u200f",
    "\u061c",
    "\u2028",
    "\u2029",
    "\r",
    "\b",
    "\u0000",
    "\u007f",
    "\u000c",
    "\u000b",
  ],
  ...["\u200b", "\ufeff", "\u00ad", "\u{e0041}", "\ud800", "\t"],
].join("name");

/** Everything that a terminal obeys, or that hides or turns text around; line feeds are the command's own. */
const unsafe = /(?!\n)[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]|[\u200b\u00ad\ufeff\u{e0000}-\u{e007f}]/u;

const assertSafe = (text: string, where: string): void => {
  const found = unsafe.exec(text)?.[0].codePointAt(0)?.toString(16);
  assert.equal(found, undefined, `${where} prints U+${found ?? ""}`);
};

/** The same value with every text in it replaced, but for names of members and the word that is a choice. */
function hostile(value: unknown): unknown {
  if (typeof value === "string") return attack;
  if (Array.isArray(value)) return value.map(hostile);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === "ending" ? inner : hostile(inner)]),
  );
}

type Range = readonly [from: number, to: number];

/** Runs a command against a server that answers as it likes; all that the command printed. */
async function printedBy(file: string, args: readonly string[], listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const env = { ...process.env, PORT: String((server.address() as AddressInfo).port) };
  const command = new URL(`../../../local/cli/${file}`, import.meta.url).pathname;
  const printed = await new Promise<string>((resolve) => {
    execFile(process.execPath, [command, ...args], { env }, (_error, output, problems) => {
      resolve(output + problems);
    });
  });
  server.closeAllConnections();
  server.close();
  return printed;
}

const sample = new URL("../../fixtures/alerts/x01-common-vm-netout-fired.json", import.meta.url).pathname;

describe("E: control characters", () => {
  it("leave no text for a terminal as they are, and JSON parses to the same value", (t: TestContext) => {
    const random = createRandom("terminal");
    const ranges: readonly [Range, ...Range[]] = [
      [0, 0xff],
      [0x2000, 0x206f],
      [0xfe00, 0xffff],
      [0xd800, 0xdfff],
      [0xe0000, 0xe007f],
    ];
    const count = isDeep ? 100_000 : 3_000;
    for (let n = 0; n < count; n += 1) {
      const points = Array.from({ length: random.integer(0, 12) }, () => {
        const [from, to] = random.pick(ranges);
        return String.fromCodePoint(random.integer(from, to));
      });
      const text = points.join("");
      const json = terminalText.json({ [text]: [text] });
      assert.deepEqual(JSON.parse(json), { [text]: [text] });
      for (const safe of [json, terminalText.block(text), terminalText.line(text)]) assertSafe(safe, text);
      assert.ok(!terminalText.line(text).includes("\n"));
    }
    for (const plain of ["WEB01 – größer", "日本語", "می\u200cخواهم", "👩\u200d💻", "[####....]  37%"])
      assert.equal(terminalText.line(plain), plain);
    t.diagnostic(
      `${count} texts with control characters: none reached a terminal, every JSON stayed the same`,
    );
  });

  it("in the texts of a capture steer nothing in npm run analyze", () => {
    const summary = hostile(summaryOf(captureOf(upload(5000)))) as CaptureSummary;
    const printed = analysisText(summary);
    assertSafe(printed, "the analysis");
    const plain = analysisText(summaryOf(captureOf(upload(5000))));
    assert.equal(printed.split("\n").length, plain.split("\n").length, "no text adds a line");
  });

  it("in the app's answers, phases and output steer nothing in npm run alert", async () => {
    let polls = 0;
    const printed = await printedBy("alert.ts", [sample], (request, response) => {
      const uri = `http://${request.headers.host ?? ""}/status?${encodeURIComponent(attack.toWellFormed())}`;
      const accepted = { outcome: attack, detail: attack, statusQueryGetUri: uri };
      const phases = [
        { phase: attack },
        { phase: "capturing", percent: attack, endsAt: attack },
        { phase: "done" },
      ];
      polls += request.method === "GET" ? 1 : 0;
      const ended = polls === phases.length;
      const output = ended ? { captures: [{ vmName: attack, hint: attack }] } : null;
      const status = {
        runtimeStatus: ended ? "Completed" : "Running",
        customStatus: phases[polls - 1],
        output,
      };
      response.statusCode = 202;
      response.end(JSON.stringify(request.method === "GET" ? status : accepted));
    });
    assertSafe(printed, "npm run alert");
    assert.match(printed, /^The capture of \\u001b\[2J/m);
    assert.match(printed, /Capturing packets/);
  });

  for (const [what, status, body] of [
    ["an error's body that is not JSON", 500, attack],
    ["a refusal", 400, JSON.stringify({ detail: attack, reason: attack })],
    ["a plan", 200, JSON.stringify({ whatIf: true, outcome: attack, detail: attack, targets: [attack] })],
  ] as const)
    it(`in ${what} steer nothing in npm run alert`, async () => {
      const printed = await printedBy("alert.ts", [sample], (_request, response) => {
        response.statusCode = status;
        response.end(body);
      });
      assertSafe(printed, "npm run alert");
      assert.match(printed, /name/);
    });

  for (const args of [
    ["list"],
    ["list", "--json"],
    ["show"],
    ["show", "--json"],
    ["stop", `alert-${"0".repeat(32)}`],
  ])
    it(`in a deployed app's answers steer nothing in npm run captures -- ${args.join(" ")}`, async () => {
      const id = `alert-${"0".repeat(32)}`;
      const others = hostile({ status: "", alert: { rule: "" }, vms: [{ vmName: "", hint: "" }] });
      const capture = { ...(others as object), id: args[0] === "list" ? attack : id };
      const printed = await printedBy("captures.ts", args, (request, response) => {
        response.statusCode = request.method === "GET" ? 200 : 409;
        const isList = request.url?.includes("?") === true;
        response.end(JSON.stringify(isList ? { captures: [capture] } : capture));
      });
      assertSafe(printed, "npm run captures");
      assert.match(printed, args[0] === "stop" ? /already ended/ : /name/);
    });

  it("in a file's name and in a scenario's remark steer nothing either", async () => {
    const name = "a\u001b[2Jb\u009b\u202e.cap";
    const printed = await printedBy("analyze.ts", [name], () => undefined);
    assertSafe(printed, "npm run analyze");
    assert.match(printed, /\.cap/);
    const result = { name: attack, fact: attack, result: "failed", remark: attack, seconds: 1 } as const;
    assertSafe(resultText.line(result), "npm run conformance");
  });

  it("cannot reach a terminal past terminal.ts: no other file of the commands prints", () => {
    const printers = readSources("local/cli", "scripts/conformance")
      .filter(({ text }) => /\bconsole\.|\bstd(?:out|err)\.write|\boutput\.write/.test(text))
      .map(({ path }) => path);
    assert.deepEqual(printers, [
      "local/cli/following/phaseDisplay.ts",
      "local/cli/terminal/progressLine.ts",
      "local/cli/terminal/terminal.ts",
    ]);
  });
});
