import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { describe, it } from "node:test";
import { documents, documentText, repository } from "./support/documents.ts";

/** Files that a command creates. */
const created = ["dist/main.js", "local.settings.json", "package/"];

const folders = /^(?:src|local|scripts|test|infra|docs|bench|\.ci|\.github)\/[\w./-]*$/;
const file = /^[\w./-]+\.(?:ts|js|json|md|kql|bicep|png|yml|yaml)$/;

const pairs = documents.map((path) => ({ path, text: documentText(path) }));

/** Code spans outside code blocks. */
const spans = (text: string): readonly string[] =>
  [...text.replaceAll(/^```.*?^```/gms, "").matchAll(/`([^`\n]+)`/g)].map(([, span = ""]) => span);

const exists = (page: string, path: string): boolean =>
  existsSync(new URL(path, repository)) || existsSync(new URL(path, new URL(page, repository)));

/** GitHub's anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

const anchorsIn = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));

/** The targets of all links and pictures within the repository. */
const linksIn = (text: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g)]
    .map(([, link, image]) => link ?? image ?? "")
    .filter((target) => !target.startsWith("https://"));

/** The path in the repository to which a page's link leads. */
const pathOf = (page: string, target: string): string =>
  new URL(target.replace(/#.*/, ""), new URL(page, repository)).pathname.slice(repository.pathname.length);

function leadsSomewhere(page: string, target: string): boolean {
  const path = pathOf(page, target);
  const anchor = target.split("#")[1];
  if (!existsSync(new URL(path, repository))) return false;
  return anchor === undefined || anchorsIn(documentText(path)).includes(anchor);
}

describe("the documents", () => {
  it("name only files and folders that exist", () => {
    const paths = pairs.flatMap(({ path: page, text }) =>
      spans(text)
        .filter((span) => (folders.test(span) || file.test(span)) && !created.includes(span))
        .map((path) => ({ page, path })),
    );
    assert.ok(paths.length > 40);
    assert.deepEqual(
      paths.filter(({ page, path }) => !exists(page, path)),
      [],
    );
  });

  it("link only to pages, headings and pictures that exist", () => {
    const links = pairs.flatMap(({ path: page, text }) => linksIn(text).map((target) => ({ page, target })));
    assert.ok(links.length > 30);
    assert.deepEqual(
      links.filter(({ page, target }) => !leadsSomewhere(page, target)),
      [],
    );
  });

  it("can all be reached from README.md", () => {
    const reached = new Set(["README.md"]);
    for (const page of reached)
      for (const target of linksIn(documentText(page)))
        if (/\.md(?:#|$)/.test(target)) reached.add(pathOf(page, target));
    assert.deepEqual([...reached].toSorted(), documents);
  });

  it("name only npm scripts that exist", () => {
    const { scripts } = JSON.parse(documentText("package.json")) as { scripts: Record<string, string> };
    const named = pairs.flatMap(({ text }) =>
      [...text.matchAll(/npm (?:run )?([\w:]+)/g)].map(([, name = ""]) => name),
    );
    const ofNpm = ["ci", "install", "package", "packages", "scripts", "script"];
    assert.deepEqual(
      named.filter((name) => !(name in scripts) && !ofNpm.includes(name)),
      [],
    );
  });
});
