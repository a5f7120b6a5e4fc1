import { createHash } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CommandError } from "../command/commandError.ts";
import { fileProblem } from "../command/fileProblem.ts";

interface SavedFile {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Saves an answer's body as a new file, which only its owner can read, and whole or not at all. `expected` is
 * the SHA-256 of the file that the app analyzed; null: unknown.
 */
export async function saveFile(
  response: Response,
  file: string,
  expected: string | null,
): Promise<SavedFile> {
  if (existsSync(file))
    throw new CommandError(`${file} exists already.`, "Choose another name or a folder with --output.");
  const draft = `${file}.part`;
  const hash = createHash("sha256");
  let bytes = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  try {
    const body = response.body === null ? Readable.from([]) : Readable.fromWeb(response.body);
    await pipeline(body, counting, createWriteStream(draft, { mode: 0o600 }));
    const sha256 = hash.digest("hex");
    if (expected !== null && expected !== sha256)
      throw new CommandError(`${file} is not the file that was analyzed: its SHA-256 is ${sha256}.`);
    await rename(draft, file);
    return { bytes, sha256 };
  } catch (error) {
    await rm(draft, { force: true });
    throw fileProblem(file, error, "Choose another place with --output.");
  }
}
