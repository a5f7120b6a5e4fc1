import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The numbers of the frames that tshark selects with a display filter. @throws for one that it rejects. */
export function selectFrames(capture: Buffer, filter: string): number[] {
  const folder = mkdtempSync(join(tmpdir(), "filter-"));
  try {
    const file = join(folder, "capture.pcap");
    writeFileSync(file, capture);
    const output = execFileSync(
      "tshark",
      ["-n", "-r", file, "-Y", filter, "-T", "fields", "-e", "frame.number"],
      {
        stdio: ["ignore", "pipe", "ignore"],
        encoding: "utf8",
      },
    );
    return output
      .split("\n")
      .filter((line) => line !== "")
      .map(Number);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
