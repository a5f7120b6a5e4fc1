import { armId } from "../../../arm/armId.ts";

/** An ARM id within a sentence, and what ends a URL there. */
const armIds = /\/subscriptions\/[^\s"'<>,;]+(?<![.:)])/gi;
const urlEnds = /(https:\/\/[^\s"'<>]+?)[.,;:)]+(?=\s|$)/gi;

/**
 * A hint as sentences in which a resource has its name alone, and what does not stand in them: commands to
 * copy, and the resources' ids.
 */
interface PlainHint {
  readonly prose: string;
  readonly commands: readonly string[];
  readonly ids: readonly string[];
}

const id = String.raw`/subscriptions/[\w().\-/\p{L}\p{N}]{1,600}`;
const name = String.raw`[\w.<>-]{1,100}`;

/**
 * The commands that the app's own hints end with, and no others: a text of somebody else never becomes a
 * command to copy.
 */
const own: readonly RegExp[] = [
  `az vm (?:start|get-instance-view) --ids ${id}`,
  `az vm extension set --ids ${id} --publisher Microsoft\\.Azure\\.NetworkWatcher --name ${name}`,
  `az network watcher configure --resource-group NetworkWatcherRG --locations ${name} --enabled true`,
  `az network watcher packet-capture (?:stop|delete) --location ${name} --name ${name}`,
  `az network watcher packet-capture list --location ${name}`,
  `az storage account update --ids ${id} --allow-shared-key-access true`,
].map((form) => new RegExp(`^${form}$`, "u"));

/** "Start it: az vm start --ids …" → "Start it:" and the command. */
export function plainHint(hint: string): PlainHint {
  const at = hint.indexOf(": az ");
  const command = at < 0 ? "" : hint.slice(at + 2);
  const isOwn = own.some((form) => form.test(command));
  const sentences = isOwn ? hint.slice(0, at + 1) : hint;
  return {
    prose: sentences.replace(armIds, shortForm).replace(urlEnds, "$1"),
    commands: isOwn ? [command] : [],
    ids: [...new Set(sentences.match(armIds) ?? [])].filter(armId.isPlain),
  };
}

const shortForm = (text: string): string => (armId.isPlain(text) ? armId.name(text) : text);
