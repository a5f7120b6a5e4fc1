import { createHmac, timingSafeEqual } from "node:crypto";
import { realClock } from "../../environment/clock.ts";
import { world } from "../world.ts";

/** The client (application) id and the object id of a token's owner. */
interface Principal {
  readonly clientId: string;
  readonly objectId: string;
}

export type Verdict = "valid" | "missing" | "invalid" | "expired" | "audience";

interface Claims {
  readonly aud: string;
  readonly nbf: number;
  readonly exp: number;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const plainAudience = (audience: string): string => audience.toLowerCase().replace(/\/+$/, "");

/** Allowed clock difference between issuer and checker. */
const toleranceSeconds = 300;

/**
 * Access tokens in the form of Microsoft Entra ID. Their times use the machine's clock, not the simulation's,
 * because the SDKs compare them with it.
 */
export class Tokens {
  readonly #key: Buffer;

  constructor(key: string) {
    this.#key = Buffer.from(key, "base64");
  }

  /** Issues a token for an audience; `expiresOn` is in seconds since the epoch. */
  issue(
    audience: string,
    principal: Principal,
    lifetimeSeconds: number,
  ): { token: string; expiresOn: number } {
    const issuedAt = Math.floor(realClock.now() / 1000);
    const claims = {
      aud: audience,
      iss: `https://sts.windows.net/${world.tenant}/`,
      iat: issuedAt,
      nbf: issuedAt,
      exp: issuedAt + lifetimeSeconds,
      appid: principal.clientId,
      idtyp: "app",
      oid: principal.objectId,
      sub: principal.objectId,
      tid: world.tenant,
      ver: "1.0",
    };
    const signed = `${encode({ typ: "JWT", alg: "HS256" })}.${encode(claims)}`;
    return { token: `${signed}.${this.#sign(signed).toString("base64url")}`, expiresOn: claims.exp };
  }

  /** Checks an Authorization header against the audiences of a service. */
  verify(authorization: string | undefined, audiences: readonly string[]): Verdict {
    if (authorization === undefined || authorization === "") return "missing";
    const [, head, payload, signature] = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/i.exec(authorization) ?? [];
    if (head === undefined || payload === undefined || signature === undefined) return "invalid";
    const expected = this.#sign(`${head}.${payload}`);
    const actual = Buffer.from(signature, "base64url");
    if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return "invalid";
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Claims;
    const now = realClock.now() / 1000;
    if (now > claims.exp || now < claims.nbf - toleranceSeconds) return "expired";
    return audiences.some((audience) => plainAudience(audience) === plainAudience(claims.aud))
      ? "valid"
      : "audience";
  }

  #sign(text: string): Buffer {
    return createHmac("sha256", this.#key).update(text).digest();
  }
}
