import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { isSampleName, sampleAlerts, sampleVm, type SampleName } from "../../azure/monitor/sampleAlerts.ts";
import { CommandError } from "../command/commandError.ts";
import { fileProblem } from "../command/fileProblem.ts";
import { freshOccurrence, unwrapRecordedRequest } from "../freshOccurrence.ts";

/** An alert as `npm run alert` sends it. */
export interface AlertToPost {
  /** Name of the sample; null for a file. */
  readonly sample: SampleName | null;
  readonly body: Buffer | string;
  /** ARM id of the sample's VM; null for a file. */
  readonly vmId: string | null;
}

interface Wanted {
  /** A file, or the name of a sample; null: the usual sample. */
  readonly named: string | null;
  /** Name or ARM id of the sample's VM; null: the usual one. */
  readonly vm: string | null;
  /** Send a file as it is. */
  readonly exact: boolean;
}

const usual = { sample: "common", vm: "WEB01" } as const;

/** @throws CommandError for a file that cannot be read, an unknown sample, and options that do not fit. */
export function alertToPost({ named, vm, exact }: Wanted): AlertToPost {
  const name = named ?? usual.sample;
  if (isSampleName(name)) {
    if (exact) throw CommandError.usage("--exact sends a file as it is, and a sample is none.");
    return sampleToPost(name, vm ?? usual.vm);
  }
  if (vm !== null) throw CommandError.usage("--vm chooses the VM of a sample; a file names its own.");
  const bytes = read(name);
  return { sample: null, body: exact ? bytes : freshened(bytes), vmId: null };
}

function sampleToPost(name: SampleName, vmName: string): AlertToPost {
  const vm = sampleVm(vmName);
  if (vm === null)
    throw CommandError.usage(`--vm ${vmName} is neither a VM's ARM id nor the name of one in Prod-Web-RG.`);
  const payload = sampleAlerts[name].payload({ vm, at: Date.now(), id: randomUUID() });
  return { sample: name, body: JSON.stringify(payload), vmId: vm.id };
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const isName = /^[\w-]+$/.test(file);
    throw fileProblem(
      file,
      error,
      isName ? "npm run alert -- --list names the samples." : "Name a file with an alert's JSON.",
    );
  }
}

/** The payload as a fresh occurrence. A file that is not JSON goes as it is, for the app to refuse. */
function freshened(bytes: Buffer): Buffer | string {
  try {
    const payload: unknown = JSON.parse(bytes.toString().replace(/^\uFEFF/, ""));
    return JSON.stringify(
      freshOccurrence(unwrapRecordedRequest(payload), randomUUID(), new Date().toISOString()),
    );
  } catch {
    return bytes;
  }
}
