import { parseArgs } from "node:util";
import { CaptureAnalyzer } from "../../src/pcap/captureAnalyzer.ts";
import { errorText } from "../environment/errorText.ts";
import { analysisText } from "./analysisText.ts";
import { readCapture } from "./readCapture.ts";

const usage = `Usage: npm run analyze -- FILE [--json] [--all] [--local ADDRESS]... [--question outbound|inbound]
Says what a capture file (pcap or pcapng) says: who sent what to whom.
  --json      the summary as JSON
  --all       with --json: every conversation too, as "ip", "ipv6", "tcp" and "udp"
  --local     the VM's own address, once for each; inferred unless given
  --question  what the first line answers; the busier direction unless given`;

const barWidth = 30;

/** Draws on the terminal; says nothing where the output is none. */
function progressBar(output: NodeJS.WriteStream): { tell: (share: number) => void; end: () => void } {
  let shown = -1;
  return {
    tell(share) {
      const percent = Math.floor(share * 100);
      if (!output.isTTY || percent === shown) return;
      shown = percent;
      const full = Math.round(share * barWidth);
      output.write(
        `\r  Reading [${"#".repeat(full)}${".".repeat(barWidth - full)}] ${String(percent).padStart(3)} %`,
      );
    },
    end() {
      if (shown >= 0) output.write("\r\x1b[2K");
    },
  };
}

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
  const bar = progressBar(process.stderr);
  await readCapture(file, analyzer, bar.tell).finally(bar.end);
  const summary = analyzer.end();
  if (!values.json) process.stdout.write(analysisText(summary));
  else {
    const all = (["ip", "ipv6", "tcp", "udp"] as const).map((kind) => [kind, analyzer.conversations(kind)]);
    const listed = values.all ? { allConversations: Object.fromEntries(all) as object } : {};
    console.log(JSON.stringify({ ...summary, ...listed }, null, 2));
  }
}

try {
  await analyze();
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 1;
}
