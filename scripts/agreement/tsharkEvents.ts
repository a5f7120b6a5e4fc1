import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { kindNames, type AnalyzedKind } from "./analyzedKinds.ts";

const run = promisify(execFile);

const settings = ["ip.defragment:FALSE", "ipv6.defragment:FALSE", "tcp.desegment_tcp_streams:FALSE"];

/**
 * What tshark tells of each packet, by its number; null when it cannot read the file.
 *
 * @param cache a folder for its answers, by the contents of the file
 */
export async function tsharkEvents(
  file: Buffer,
  cache: string | null,
): Promise<ReadonlyMap<number, ReadonlySet<AnalyzedKind>> | null> {
  const known = cache === null ? null : join(cache, createHash("sha256").update(file).digest("hex"));
  if (known !== null && existsSync(known)) return readLines(readFileSync(known, "utf8"));
  const output = await ask(file);
  if (output === null) return null;
  if (known !== null) writeFileSync(known, output);
  return readLines(output);
}

async function ask(file: Buffer): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), "agree-"));
  const path = join(folder, "capture");
  writeFileSync(path, file);
  const names = kindNames.map((kind) => `tcp.analysis.${kind}`);
  const columns = ["frame.number", ...names].flatMap((name) => ["-e", name]);
  const options = settings.flatMap((setting) => ["-o", setting]);
  try {
    const { stdout } = await run(
      "tshark",
      ["-n", "-r", path, ...options, "-Y", names.join(" || "), "-T", "fields", ...columns],
      { maxBuffer: 2 ** 30 },
    );
    return stdout;
  } catch (error) {
    // A file that ends within a packet is read as far as it goes.
    const { code, stdout } = error as { code?: unknown; stdout?: string };
    return code === 2 && stdout !== undefined && stdout !== "" ? stdout : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readLines(output: string): ReadonlyMap<number, ReadonlySet<AnalyzedKind>> {
  const events = new Map<number, ReadonlySet<AnalyzedKind>>();
  for (const line of output.split("\n")) {
    const [number = "", ...fields] = line.split("\t");
    if (number !== "") events.set(Number(number), new Set(kindNames.filter((_, at) => fields[at] !== "")));
  }
  return events;
}
