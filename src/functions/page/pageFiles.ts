import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { problem } from "../http/problem.ts";
import type { HttpRequest, HttpResponseInit } from "@azure/functions";

type Headers = Pick<HttpRequest["headers"], "get">;

/** The folder that scripts/buildConsole.ts makes beside the bundle. */
const folder = new URL("./console/", import.meta.url);

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/** The page runs only what this folder has, talks to this app alone, and is shown in no other page. */
const protection: Readonly<Record<string, string>> = {
  "Content-Security-Policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  // The buttons that copy write to the clipboard; nothing else of the browser is used.
  "Permissions-Policy":
    "camera=(), clipboard-read=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
};

interface PageFile {
  readonly headers: Readonly<Record<string, string>>;
  /** Of its content; each form of it has its own. */
  readonly hash: string;
  readonly plain: Buffer;
  readonly gzipped: Buffer;
}

/** Reads the page's files once; answers a request for one of them by its name. */
export async function pageFiles(): Promise<(name: string, headers: Headers) => HttpResponseInit> {
  const names = (await readdir(folder)).filter((name) => extname(name) in types);
  const files = new Map(await Promise.all(names.map(async (name) => [name, await read(name)] as const)));
  return (name, headers) => {
    const file = files.get(name);
    if (file !== undefined) return answer(file, headers);
    return problem(404, "The captures page has no such file.", { headers: protection });
  };
}

async function read(name: string): Promise<PageFile> {
  const plain = await readFile(new URL(name, folder));
  // index.html has a fixed name. The others bear the hash of their content: they never change.
  const isFixed = name.endsWith(".html");
  return {
    headers: {
      ...protection,
      "Content-Type": types[extname(name)] ?? "",
      "Cache-Control": isFixed ? "no-cache" : "public, max-age=31536000, immutable",
      Vary: "Accept-Encoding",
    },
    hash: createHash("sha256").update(plain).digest("base64url").slice(0, 22),
    plain,
    gzipped: await promisify(gzip)(plain, { level: 9 }),
  };
}

function answer({ headers, hash, plain, gzipped }: PageFile, asked: Headers): HttpResponseInit {
  const isGzipped = acceptsGzip(asked.get("accept-encoding") ?? "");
  const tag = `"${hash}${isGzipped ? "-gzip" : ""}"`;
  const known = { ...headers, ETag: tag };
  if (isKnown(asked.get("if-none-match") ?? "", tag)) return { status: 304, headers: known };
  return isGzipped
    ? { headers: { ...known, "Content-Encoding": "gzip" }, body: gzipped }
    : { headers: known, body: plain };
}

const acceptsGzip = (accepted: string): boolean =>
  accepted.split(",").some((one) => /^\s*(?:gzip|\*)\s*(?:;\s*q=(?:1|0\.\d*[1-9])\d*\s*)?$/i.test(one));

/** If-None-Match compares weakly: proxies mark a tag as weak when they change an encoding. */
const isKnown = (known: string, tag: string): boolean =>
  known.split(",").some((one) => one.trim().replace(/^W\//, "") === tag || one.trim() === "*");
