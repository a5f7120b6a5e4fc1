import { globSync, readFileSync } from "node:fs";

/** The repository's folder. */
export const repository = new URL("../../", import.meta.url);

/** A page of documentation, by its path in the repository. */
export const documentText = (path: string): string => readFileSync(new URL(path, repository), "utf8");

/** Paths of all pages that describe the present state; the changelog is about the past. */
export const documents: readonly string[] = globSync("{*,infra/*,docs/**/*}.md", { cwd: repository.pathname })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path !== "CHANGELOG.md")
  .toSorted();

/** The cells of every table row whose first cell is code, which loses its backticks: "| `alerts` | … |". */
export const codeRows = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/^\| (`[^`|]+`.*) \|$/gm)].map(([, row = ""]) =>
    row.split("|").map((cell, index) => (index === 0 ? cell.trim().slice(1, -1) : cell.trim())),
  );
