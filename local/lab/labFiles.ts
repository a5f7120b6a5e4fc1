import { basename } from "node:path";
import type { HostAnswer } from "../host/http/hostAnswer.ts";

/** As strict as that of the captures page, but that it shows mail in a frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const mediaTypes: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};

type Files = ReadonlyMap<string, HostAnswer>;

/** The files of the page by their names, built when they are first asked for. */
export function labFiles(): (name: string) => Promise<HostAnswer | null> {
  let files: Promise<Files> | null = null;
  return async (name) => (await (files ??= build())).get(name) ?? null;
}

async function build(): Promise<Files> {
  // The builder is loaded for who looks at the page only.
  const { buildPage } = await import("../../scripts/pages/buildPage.ts");
  const page = await buildPage({
    script: "local/lab/page/main.ts",
    style: "local/lab/page/styles/main.css",
    document: "local/lab/page/index.html",
    directory: "lab",
  });
  return new Map(
    page.files.map(({ path, contents }) => [basename(path), answerOf(basename(path), contents)]),
  );
}

function answerOf(name: string, contents: Uint8Array): HostAnswer {
  const isIndex = name === "index.html";
  const headers = {
    "content-type": mediaTypes[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream",
    "cache-control": isIndex ? "no-cache" : "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    ...(isIndex && { "content-security-policy": policy }),
  };
  return { status: 200, headers, body: Buffer.from(contents) };
}
