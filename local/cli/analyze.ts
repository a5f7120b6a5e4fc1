import { timestampIn } from "../../src/pcap/file/timestamp.ts";
import { analysisText } from "./analysisText.ts";
import { CommandError, exitCodes } from "./command/commandError.ts";
import { fileProblem } from "./command/fileProblem.ts";
import { runCommand } from "./command/runCommand.ts";
import { readBefore } from "./readBefore.ts";
import { readCapture } from "./readCapture.ts";
import { progressLine } from "./terminal/progressLine.ts";
import { terminal } from "./terminal/terminal.ts";
import type { AlertMoment } from "../../src/pcap/before/alertMoment.ts";
import type { CaptureAnalyzer } from "../../src/pcap/captureAnalyzer.ts";
import type { ConversationKind } from "../../src/pcap/flows/listConversations.ts";
import type { CommandOptions, OptionValues } from "./command/command.ts";

const options = {
  json: { type: "boolean", help: "prints the summary as JSON" },
  all: { type: "boolean", help: 'with --json: adds every conversation, as "ip", "ipv6", "tcp" and "udp"' },
  local: {
    type: "list",
    value: "ADDRESS",
    help: "the VM's own address; repeat it for each address; inferred unless given",
  },
  question: {
    type: "string",
    value: "DIRECTION",
    help: "outbound or inbound: what the first line is about; the busier one unless given",
  },
  before: {
    type: "list",
    value: "FILE",
    help: "a file with packets from before the capture, as a ring has them; repeat it for each, in any order",
  },
  "alert-at": {
    type: "string",
    value: "TIME",
    help: "when the alert fired, ISO 8601: findings tell whether they are before it or after it",
  },
  window: {
    type: "string",
    value: "SECONDS",
    help: "with --alert-at and --before: how long before it the alert's rule looked at",
  },
} as const satisfies CommandOptions;

const standardInput = "-";

function readQuestion(text: string | null): "outbound" | "inbound" | null {
  if (text === null || text === "outbound" || text === "inbound") return text;
  throw CommandError.usage(`--question is outbound or inbound, not "${text}".`);
}

function readMoment(alertAt: string | null, window: string | null): AlertMoment | null {
  if (alertAt === null && window === null) return null;
  if (alertAt === null) throw CommandError.usage("--window needs --alert-at.");
  if (timestampIn(alertAt) === null)
    throw CommandError.usage(`--alert-at is a time like 2026-11-26T12:00:00Z, not "${alertAt}".`);
  if (window !== null && !/^[1-9]\d{0,5}$/.test(window))
    throw CommandError.usage(`--window is a whole number of seconds, not "${window}".`);
  return { at: alertAt, windowSeconds: window === null ? null : Number(window) };
}

const allConversations = (analyzer: CaptureAnalyzer): Readonly<Record<ConversationKind, unknown>> => ({
  ip: analyzer.conversations("ip"),
  ipv6: analyzer.conversations("ipv6"),
  tcp: analyzer.conversations("tcp"),
  udp: analyzer.conversations("udp"),
});

/** `npm run analyze`. */
async function analyze(
  { json, all, local, question, before, window, "alert-at": alertAt }: OptionValues<typeof options>,
  [file = standardInput]: readonly string[],
): Promise<number> {
  const asked = { localAddresses: local, question: readQuestion(question) };
  const moment = readMoment(alertAt, window);
  const progress = progressLine("Reading", process.stderr);
  const name = file === standardInput ? "Standard input" : file;
  if (window !== null && before.length === 0) throw CommandError.usage("--window needs --before.");
  if (file === standardInput && before.length > 0)
    throw CommandError.usage("--before needs the capture as a file, not on standard input.");
  const analyzer = await readBefore({ ...asked, moment }, file, before);
  try {
    await readCapture(file === standardInput ? process.stdin : file, analyzer, progress.show);
  } catch (error) {
    throw fileProblem(name, error, "Name a capture file (pcap or pcapng), or - for standard input.");
  } finally {
    progress.clear();
  }
  const summary = analyzer.end();
  if (summary.file.format === null)
    throw new CommandError(
      `${name} ${summary.file.detail ?? "is no capture file (pcap or pcapng)"}.`,
      "Wireshark's editcap converts other formats: editcap -F pcapng IN OUT.",
    );
  if (json) terminal.printJson(all ? { ...summary, allConversations: allConversations(analyzer) } : summary);
  else terminal.print(analysisText(summary, terminal.columns).trimEnd());
  return exitCodes.ok;
}

await runCommand({
  name: "npm run analyze --",
  usage: ["FILE [options]", "- [options]"],
  summary:
    "Summarises a capture file (pcap or pcapng, gzip-compressed or not) or standard input: who sent what to whom, and what stands out.",
  operands: [1, 1],
  options,
  examples: [
    ["npm run analyze -- .local/demo/*.cap", "summarises the demo's capture"],
    ["npm run --silent analyze -- capture.cap.gz --json", "prints the summary for a script"],
    [
      "npm run analyze -- capture.cap --before ring1.cap --before ring2.cap --alert-at 2026-11-26T12:00:00Z --window 300",
      "reads the files of a ring and the capture as one traffic",
    ],
    ["ssh web01 tcpdump -w - -c 1000 | npm run analyze -- -", "summarises what tcpdump writes"],
  ],
  variables: [["NO_COLOR", "any value: no colors"]],
  exits: [[exitCodes.failed, "the file is missing, cannot be read, or is no capture"]],
  run: analyze,
});
