import assert from "node:assert/strict";
import { basename, dirname } from "node:path/posix";
import { describe, it } from "node:test";
import { readSources, type Import, type SourceFile } from "./support/sourceTree.ts";

const code = readSources("src", "local", "scripts");
const tests = readSources("test", "bench");
const all = [...code, ...tests];

/** Folders whose file names are the field's own may hold more. */
const mostFiles = (folder: string): number =>
  /\/(?:protocols|tunnels|wire|families|findings)$/.test(folder) ? 30 : 15;

/** As wide as Prettier makes the code. */
const width = 110;

/** An address cannot be wrapped. */
const isAddress = (line: string): boolean => /^[\s*/]*https:\/\/\S+$/.test(line);

/** Programs: they are run, not imported. */
const isProgram = ({ path, exports }: SourceFile): boolean =>
  exports.length === 0 &&
  /^src\/(?:main|analysis\/analysisProcess|console\/main)\.ts$|^local\/lab\/page\/main\.ts$|^(?:local\/cli\/|scripts\/)/.test(
    path,
  );

/** Azurite's child process exports the type of what it reports, and is otherwise run. */
const exempt = ["local/environment/azuriteProcess.ts"];

const named = ({ path, exports }: SourceFile): boolean => {
  const name = basename(path, ".ts").toLowerCase();
  const isFieldsOwn = mostFiles(dirname(path)) > 15;
  return exports
    .map((one) => one.toLowerCase())
    .some((one) => one === name || (isFieldsOwn && one.includes(name)));
};

/** `src/a/thing.ts#Thing`: what the file is about, which users may get by inference only. */
const bearsFileName = (one: string): boolean => /(\w+)\.ts#\1$/i.test(one);

/** The first circle that a walk over the arrows meets; null without one. */
function circle(arrows: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | null {
  const done = new Set<string>();
  const walk = (node: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return null;
    for (const next of arrows.get(node) ?? []) {
      const found = walk(next, [...path, node]);
      if (found !== null) return found;
    }
    done.add(node);
    return null;
  };
  for (const node of arrows.keys()) {
    const found = walk(node, []);
    if (found !== null) return found;
  }
  return null;
}

function arrowsBetween(
  imports: readonly Import[],
  place: (path: string) => string,
): ReadonlyMap<string, ReadonlySet<string>> {
  const arrows = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [start, end] = [place(from), place(to)];
    if (start !== end) arrows.set(start, (arrows.get(start) ?? new Set()).add(end));
  }
  return arrows;
}

const imports = all.flatMap((file) => file.imports);
const inSource = code.flatMap((file) => file.imports).filter(({ to }) => to.startsWith("src/"));

describe("the tree", () => {
  it("has at most 15 files in a folder, 30 where every name is the field's own", () => {
    const folders = Map.groupBy(all, ({ path }) => dirname(path));
    const full = [...folders].filter(([folder, files]) => files.length > mostFiles(folder));
    assert.deepEqual(
      full.map(([folder, files]) => `${folder}: ${files.length}`),
      [],
    );
  });

  it("has files that export something of their own name", () => {
    const nameless = code.filter((file) => !isProgram(file) && !named(file) && !exempt.includes(file.path));
    assert.deepEqual(
      nameless.map(({ path }) => path),
      [],
    );
  });

  it("has no name that two files of src export", () => {
    const exported = code
      .filter(({ path }) => path.startsWith("src/"))
      .flatMap(({ path, exports }) => [...new Set(exports)].map((name) => [name, path] as const));
    const twice = [...Map.groupBy(exported, ([name]) => name)].filter(([, places]) => places.length > 1);
    assert.deepEqual(twice, []);
  });

  it("has no comment that is wider than the code", () => {
    const wide = all.flatMap(({ path, commentLines }) =>
      commentLines.flatMap(({ number, text }) =>
        text.length > width && !isAddress(text) ? [`${path}:${number}`] : [],
      ),
    );
    assert.deepEqual(wide, []);
  });
});

describe("imports", () => {
  it("make no circle, those of types included", () => {
    assert.equal(circle(arrowsBetween(imports, (path) => path)), null);
  });

  it("run one way between the folders of src, those of types included", () => {
    const place = (path: string) => path.split("/").slice(0, 2).join("/");
    const between = inSource.filter(({ from }) => from.startsWith("src/"));
    assert.equal(circle(arrowsBetween(between, place)), null);
  });

  it("use everything that is exported, but for types that bear their file's name", () => {
    const whole = new Set(imports.filter(({ names }) => names === null).map(({ to }) => to));
    const used = new Set(imports.flatMap(({ to, names }) => (names ?? []).map((name) => `${to}#${name}`)));
    const unused = all
      .filter(({ path }) => !whole.has(path))
      .flatMap(({ path, exports }) => exports.map((name) => `${path}#${name}`))
      .filter((one) => !used.has(one) && !bearsFileName(one));
    assert.deepEqual(unused, []);
  });

  it("lead an orchestrator at run time to orchestrators, durable, captures and redaction only", () => {
    const reached = new Set(
      code.map(({ path }) => path).filter((path) => path.startsWith("src/orchestrators/")),
    );
    for (const file of reached)
      for (const { from, to, typesOnly } of inSource) if (from === file && !typesOnly) reached.add(to);
    const outside = [...reached].filter(
      (path) => !/^src\/(?:orchestrators|durable|captures|redaction)\//.test(path),
    );
    assert.deepEqual(outside, []);
  });

  it("of local are nowhere in src", () => {
    assert.deepEqual(
      imports.filter(({ from, to }) => from.startsWith("src/") && !to.startsWith("src/")),
      [],
    );
  });
});
