import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { HistoryEvent } from "../../../local/host/protocol/historyEvent.ts";

interface RecordedHistory {
  readonly instanceId: string;
  readonly history: readonly HistoryEvent[];
}

const root = new URL("../../../", import.meta.url);
const folder = new URL("test/histories/", root);

/** The version of the orchestrators that are started now. */
export const defaultVersion: string = (
  JSON.parse(readFileSync(new URL("host.json", root), "utf8")) as {
    extensions: { durableTask: { defaultVersion: string } };
  }
).extensions.durableTask.defaultVersion;

/** The released versions, and the scenarios recorded with each. */
export const goldenHistories = (): readonly (readonly [version: string, name: string])[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: version }) =>
      readdirSync(new URL(version, folder)).map((file) => [version, file.replace(/\.json$/, "")] as const),
    );

const fileOf = (version: string, name: string): URL => new URL(`${version}/${name}.json`, folder);

export const readHistories = (version: string, name: string): readonly RecordedHistory[] =>
  JSON.parse(readFileSync(fileOf(version, name), "utf8")) as RecordedHistory[];

/** One event a line, so that a difference can be read. */
export function writeHistories(version: string, name: string, histories: readonly RecordedHistory[]): void {
  const texts = histories.map(({ instanceId, history }) => {
    const events = history.map((event) => `  ${JSON.stringify(event)}`).join(",\n");
    return `{ "instanceId": ${JSON.stringify(instanceId)}, "history": [\n${events}\n] }`;
  });
  mkdirSync(new URL(version, folder), { recursive: true });
  writeFileSync(fileOf(version, name), `[\n${texts.join(",\n")}\n]\n`);
}
