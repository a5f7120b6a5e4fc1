import { parseArgs } from "node:util";
import { CaptureAnalyzer } from "../../src/pcap/captureAnalyzer.ts";
import { errorText } from "../environment/errorText.ts";
import { analysisText } from "./analysisText.ts";
import { progressLine } from "./progressLine.ts";
import { readCapture } from "./readCapture.ts";
import { terminal } from "./terminal/terminal.ts";
import type { ConversationKind } from "../../src/pcap/flows/listConversations.ts";

const usage = `Usage: npm run analyze -- FILE [--json] [--all] [--local ADDRESS]... [--question outbound|inbound]
Summarises a capture file (pcap or pcapng, gzip-compressed or not): who sent what to whom.
  --json      prints the summary as JSON
  --all       with --json: adds every conversation, as "ip", "ipv6", "tcp" and "udp"
  --local     the VM's own address; repeat it for each address; inferred unless given
  --question  the direction that the first line is about; the busier one unless given`;

/** Exit codes: of a file that is missing or no capture, and of wrong use. */
const failed = { file: 1, usage: 2 } as const;

function readQuestion(text: string | undefined): "outbound" | "inbound" | null {
  if (text === undefined || text === "outbound" || text === "inbound") return text ?? null;
  throw new Error(usage);
}

function readArguments() {
  const { values, positionals } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      all: { type: "boolean", default: false },
      local: { type: "string", multiple: true, default: [] },
      question: { type: "string" },
    },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Error(usage);
  return { ...values, file, question: readQuestion(values.question) };
}

const allConversations = (analyzer: CaptureAnalyzer): Readonly<Record<ConversationKind, unknown>> => ({
  ip: analyzer.conversations("ip"),
  ipv6: analyzer.conversations("ipv6"),
  tcp: analyzer.conversations("tcp"),
  udp: analyzer.conversations("udp"),
});

async function analyze({
  file,
  local,
  question,
  json,
  all,
}: ReturnType<typeof readArguments>): Promise<void> {
  const analyzer = new CaptureAnalyzer({ localAddresses: local, question });
  const progress = progressLine("Reading", process.stderr);
  await readCapture(file, analyzer, progress.show).finally(progress.clear);
  const summary = analyzer.end();
  if (summary.file.format === null) throw new Error(`${file} ${summary.file.detail ?? "is no capture file"}`);
  if (!json) terminal.print(analysisText(summary).trimEnd());
  else {
    const listed = all ? { allConversations: allConversations(analyzer) } : {};
    terminal.printJson({ ...summary, ...listed });
  }
}

let exitCode: number = failed.usage;
try {
  const given = readArguments();
  exitCode = failed.file;
  await analyze(given);
  exitCode = 0;
} catch (error) {
  terminal.printError(errorText(error));
}
process.exitCode = exitCode;
