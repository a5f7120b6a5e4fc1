import { createHash, hkdfSync, randomInt } from "node:crypto";

/** Milliseconds from the year 1, where .NET counts its ticks from, to 1970. */
const ticksBegin = 62_135_596_800_000;
/** Makes a signed URL as long as a real one, 3 to 4 KB; Azure's certificate has about this size. */
const certificateBytes = 2_100;
const signatureBytes = 256;

/**
 * Signs the URLs of long-running operations as Resource Manager does since about 2025: `t` is the time of the
 * answer in ticks, `c` a certificate, `s` a signature, `h` a hash. What is signed is not published, so every
 * character is signed here: a client can only follow what it was given.
 */
export class SignedUrls {
  readonly #secret: string;
  readonly #certificate: string;

  constructor(secret: string) {
    this.#secret = secret;
    this.#certificate = this.#derive("certificate", certificateBytes);
  }

  /** The query of a path's URL; another one at every call, even at the same time. */
  sign(path: string, apiVersion: string, now: number): string {
    const ticks = `${now + ticksBegin}${String(randomInt(10_000)).padStart(4, "0")}`;
    return this.#query(path, apiVersion, ticks);
  }

  /** Whether `sign` gave this path and query. */
  isGenuine(path: string, query: URLSearchParams): boolean {
    const signed = this.#query(path, query.get("api-version") ?? "", query.get("t") ?? "");
    return signed === `?${query.toString()}`;
  }

  #query(path: string, apiVersion: string, ticks: string): string {
    const signature = this.#derive(`${path}?${apiVersion}&${ticks}`, signatureBytes);
    const hash = createHash("sha256").update(`${this.#certificate}${signature}`).digest("base64url");
    const query = { "api-version": apiVersion, t: ticks, c: this.#certificate, s: signature, h: hash };
    return `?${new URLSearchParams(query).toString()}`;
  }

  #derive(purpose: string, length: number): string {
    return Buffer.from(hkdfSync("sha256", this.#secret, "", purpose.slice(0, 1_024), length)).toString(
      "base64url",
    );
  }
}
