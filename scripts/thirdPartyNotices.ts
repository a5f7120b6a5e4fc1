import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}

/**
 * The notices of every package that has code in the bundle, because nearly all licences require them.
 */
export async function thirdPartyNotices(metafile: Metafile, root: string): Promise<string> {
  const notices = await Promise.all(packageFolders(metafile).map((folder) => noticeOf(join(root, folder))));
  const distinct = [...new Set(notices)].sort();
  return `The app contains code of these packages.\n\n${distinct.join(`\n${"-".repeat(80)}\n\n`)}`;
}

/** Package folders, relative to the build's working directory. */
function packageFolders({ outputs }: Metafile): readonly string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
  const folders = used.map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}

async function noticeOf(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
  const { name, version, license = "no licence named" } = manifest;
  const texts = await licenceTexts(folder);
  const words = texts.length > 0 ? texts : [await licenceSection(folder, manifest)];
  return [`${name} ${version} (${license})`, ...words.map((text) => text.trim()), ""].join("\n\n");
}

async function licenceTexts(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => /^(?:licen[cs]e|notice|copyright)/i.test(name));
  return Promise.all(names.sort().map((name) => readFile(join(folder, name), "utf8")));
}

/** A few packages have their licence only in their README, or only name it. */
async function licenceSection(folder: string, { author }: Manifest): Promise<string> {
  const readme = await readFile(join(folder, "README.md"), "utf8").catch(() => "");
  const section = /^(?:#+ *)?licen[cs]e\n(?:-+\n)?([^]*?)(?:^\[|^#|(?![^]))/im.exec(readme)?.[1] ?? "";
  const holder = typeof author === "object" ? author.name : author;
  return [holder === undefined ? "" : `Author: ${holder}`, section.trim()].join("\n\n");
}
