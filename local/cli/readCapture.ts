import { open } from "node:fs/promises";
import { setFlagsFromString } from "node:v8";
import { engineFlags } from "../../src/analysis/engineFlags.ts";
import type { CaptureAnalyzer } from "../../src/pcap/captureAnalyzer.ts";

const chunkBytes = 1024 * 1024;

/**
 * Feeds a file to the analyzer, and reads the next chunk while it analyzes one. `onProgress` gets the share
 * done.
 */
export async function readCapture(
  file: string,
  analyzer: CaptureAnalyzer,
  onProgress: (share: number) => void,
): Promise<void> {
  engineFlags.forEach(setFlagsFromString);
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    let [current, next] = [new Uint8Array(chunkBytes), new Uint8Array(chunkBytes)];
    let done = 0;
    let { bytesRead } = await handle.read(current, 0, chunkBytes);
    while (bytesRead > 0) {
      const ahead = handle.read(next, 0, chunkBytes);
      analyzer.push(current.subarray(0, bytesRead));
      done += bytesRead;
      onProgress(size === 0 ? 1 : Math.min(done / size, 1));
      ({ bytesRead } = await ahead);
      [current, next] = [next, current];
    }
  } finally {
    await handle.close();
  }
}
