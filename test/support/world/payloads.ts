import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { freshOccurrence } from "../../../local/cli/freshOccurrence.ts";

export const group = "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/Prod-Web-RG";
export const vmId = (name: string): string => `${group}/providers/Microsoft.Compute/virtualMachines/${name}`;

/** A fresh alert from a published sample, on the named VMs. */
export async function sample(file: string, ...names: string[]): Promise<unknown> {
  const text = await readFile(new URL(`../../fixtures/alerts/${file}.json`, import.meta.url), "utf8");
  const onVm = text.replaceAll(
    /web01/gi,
    (found) => (found === "web01" ? names[0]?.toLowerCase() : names[0]) ?? found,
  );
  const payload = freshOccurrence(JSON.parse(onVm), randomUUID(), new Date().toISOString()) as Payload;
  const { essentials } = payload.data;
  if (essentials !== undefined && names.length > 1)
    essentials.alertTargetIDs = names.map((name) => vmId(name).toLowerCase());
  return payload;
}

interface Payload {
  readonly data: { readonly essentials?: { alertTargetIDs: string[] } };
}

export const common = (...names: string[]): Promise<unknown> =>
  sample("x01-common-vm-netout-fired", ...names);
export const legacy = (name: string): Promise<unknown> => sample("x03-noncommon-vm-netout-activated", name);
