import { parseArgs } from "node:util";
import { CaptureAnalyzer } from "../../src/pcap/captureAnalyzer.ts";
import { errorText } from "../environment/errorText.ts";
import { analysisText } from "./analysisText.ts";
import { progressLine } from "./progressLine.ts";
import { readCapture } from "./readCapture.ts";
import { terminal } from "./terminal/terminal.ts";

const usage = `Usage: npm run analyze -- FILE [--json] [--all] [--local ADDRESS]... [--question outbound|inbound]
Summarises a capture file (pcap or pcapng): who sent what to whom.
  --json      prints the summary as JSON
  --all       with --json: adds every conversation, as "ip", "ipv6", "tcp" and "udp"
  --local     the VM's own address; repeat it for each address; inferred unless given
  --question  the direction that the first line is about; the busier one unless given`;

function readQuestion(text: string | undefined): "outbound" | "inbound" | null {
  if (text === undefined || text === "outbound" || text === "inbound") return text ?? null;
  throw new Error(usage);
}

async function analyze(): Promise<void> {
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
  const analyzer = new CaptureAnalyzer({
    localAddresses: values.local,
    question: readQuestion(values.question),
  });
  const progress = progressLine("Reading", process.stderr);
  await readCapture(file, analyzer, progress.show).finally(progress.clear);
  const summary = analyzer.end();
  if (!values.json) terminal.print(analysisText(summary).trimEnd());
  else {
    const all = (["ip", "ipv6", "tcp", "udp"] as const).map((kind) => [kind, analyzer.conversations(kind)]);
    const listed = values.all ? { allConversations: Object.fromEntries(all) as object } : {};
    terminal.printJson({ ...summary, ...listed });
  }
}

try {
  await analyze();
} catch (error) {
  terminal.printError(errorText(error));
  process.exitCode = 1;
}
