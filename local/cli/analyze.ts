import { CaptureAnalyzer } from "../../src/pcap/captureAnalyzer.ts";
import { analysisText } from "./analysisText.ts";
import { CommandError, exitCodes } from "./command/commandError.ts";
import { fileProblem } from "./command/fileProblem.ts";
import { runCommand } from "./command/runCommand.ts";
import { readCapture } from "./readCapture.ts";
import { progressLine } from "./terminal/progressLine.ts";
import { terminal } from "./terminal/terminal.ts";
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
} as const satisfies CommandOptions;

const standardInput = "-";

function readQuestion(text: string | null): "outbound" | "inbound" | null {
  if (text === null || text === "outbound" || text === "inbound") return text;
  throw CommandError.usage(`--question is outbound or inbound, not "${text}".`);
}

const allConversations = (analyzer: CaptureAnalyzer): Readonly<Record<ConversationKind, unknown>> => ({
  ip: analyzer.conversations("ip"),
  ipv6: analyzer.conversations("ipv6"),
  tcp: analyzer.conversations("tcp"),
  udp: analyzer.conversations("udp"),
});

/** `npm run analyze`. */
async function analyze(
  { json, all, local, question }: OptionValues<typeof options>,
  [file = standardInput]: readonly string[],
): Promise<number> {
  const analyzer = new CaptureAnalyzer({ localAddresses: local, question: readQuestion(question) });
  const progress = progressLine("Reading", process.stderr);
  const name = file === standardInput ? "Standard input" : file;
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
    ["ssh web01 tcpdump -w - -c 1000 | npm run analyze -- -", "summarises what tcpdump writes"],
  ],
  variables: [["NO_COLOR", "any value: no colors"]],
  exits: [[exitCodes.failed, "the file is missing, cannot be read, or is no capture"]],
  run: analyze,
});
