import { armId } from "../../arm/armId.ts";
import { AzureFault } from "../../azure/azureFault.ts";
import { ringCandidates } from "../../captures/rings/files/ringCandidates.ts";
import { ringFilesAmong, type RingCandidate } from "../../captures/rings/files/ringFilesAmong.ts";
import { ringFolders } from "../../captures/rings/files/ringFolders.ts";
import { RingTime, type OtherSession } from "../../captures/rings/files/ringTime.ts";
import { hasEnded, isQuery } from "../../captures/site/captureSession.ts";
import { refusalOf } from "../faults/refusalOf.ts";
import { ledgerIn } from "../sessions/grantLedger.ts";
import { firstPacketAt } from "./firstPacketAt.ts";
import { ringOn } from "./ringOn.ts";
import type { Azure } from "../../azure/azure.ts";
import type { ListedFile } from "../../captures/rings/files/listedFile.ts";
import type { Ring } from "../../captures/rings/ring.ts";
import type { RingFile } from "../../captures/rings/ringFile.ts";
import type { RingSearch } from "../../durable/ringActivities.ts";

const filesAtOnce = 8;
/** Of a file: its first packet is in them, unless it is one of the largest. */
const headBytes = 16_384;

type Services = Pick<Azure, "packetCaptures" | "fileLists" | "appStorage">;

interface LookPatience {
  /** The files could be there by now: wherever they are, they are looked for. */
  readonly isLate: boolean;
  /** Transient faults are not retried any more. */
  readonly isLast: boolean;
}

/**
 * One look for the files of a ring. What cannot be found out becomes a sentence, and costs only what it would
 * have told; only transient faults are thrown, unless it is the last look.
 */
export class RingLookup {
  /** What could not be found out. */
  readonly problems: string[] = [];
  readonly #services: Services;
  readonly #search: RingSearch;
  readonly #patience: LookPatience;

  constructor(services: Services, search: RingSearch, patience: LookPatience) {
    this.#services = services;
    this.#search = search;
    this.#patience = patience;
  }

  /** Names of the ring's sessions that have not ended. One that is gone has. @throws AzureFault */
  async running(): Promise<readonly string[]> {
    const { packetCaptures } = this.#services;
    const { watcher, sessions } = this.#search;
    const running: string[] = [];
    for (const { captureName } of sessions) {
      const status = await this.#unlessRefused(null, () => packetCaptures.status(watcher, captureName));
      // The service answers later only for a session that runs.
      if (status !== null && (isQuery(status) || !hasEnded(status))) running.push(captureName);
    }
    return running;
  }

  /** @throws AzureFault */
  async files(): Promise<readonly RingFile[]> {
    const { vm, sessions, from } = this.#search;
    const time = new RingTime(sessions, await this.#others());
    const marks = { vm, time, foreign: await this.#foreign() };
    return this.#unlessRefused([], async () => {
      for (const container of await this.#containers())
        for (const folders of this.#folders()) {
          const { files, leftOut } = ringCandidates(await this.#list(container, folders), marks);
          if (leftOut > 0) this.#note(`Older files of the ring were not looked into: ${leftOut}.`);
          const found = ringFilesAmong(await this.#read(files), time, from);
          if (found.length > 0) return found;
        }
      return [];
    });
  }

  /** Where the service may have put them. The whole container is a last resort. */
  #folders(): readonly (readonly string[])[] {
    const { vm, sessions, from } = this.#search;
    return [...ringFolders(vm.id, sessions, from), ...(this.#patience.isLate ? [[""]] : [])];
  }

  /** The container that the service names for the ring, that of the capture, or the usual one. */
  async #containers(): Promise<ReadonlySet<string>> {
    const { fileLists } = this.#services;
    const { sessions, fileUrl } = this.#search;
    const named = [...sessions.map(({ storagePath }) => storagePath), fileUrl].filter((url) => url !== null);
    const containers = await Promise.all([...named, null].map((url) => fileLists.containerOf(url)));
    return new Set(containers.filter((url) => url !== null));
  }

  async #list(container: string, folders: readonly string[]): Promise<readonly ListedFile[]> {
    const files: ListedFile[] = [];
    for (const folder of folders) {
      const listed = await this.#services.fileLists.list(container, folder);
      if (listed === null) return [];
      if (!listed.isComplete) this.#note("There are more files in storage than the app lists.");
      files.push(...listed.files);
    }
    return files;
  }

  /** Looks into a few at a time. A file that cannot be read tells nothing, and is told by its other marks. */
  async #read(files: readonly ListedFile[]): Promise<readonly RingCandidate[]> {
    const read: RingCandidate[] = [];
    for (let begin = 0; begin < files.length; begin += filesAtOnce) {
      const some = files.slice(begin, begin + filesAtOnce).map(async (file) => {
        const head = () => this.#services.fileLists.head(file.fileUrl, headBytes);
        const bytes = await this.#unlessRefused(null, head);
        return { ...file, packetAt: bytes === null ? null : firstPacketAt(bytes) };
      });
      read.push(...(await Promise.all(some)));
    }
    return read;
  }

  /** The files of other sessions, as far as the service or the app's record of deleted ones names them. */
  async #foreign(): Promise<readonly string[]> {
    const { watcher, fileUrl } = this.#search;
    const { packetCaptures, appStorage } = this.#services;
    const listed = await this.#unlessRefused([], () => packetCaptures.list(watcher));
    const others = listed.filter(({ name }) => !this.#isTaken(name));
    const grants = await this.#unlessRefused([], async () => (await ledgerIn(appStorage).glance()).grants);
    const kept = grants.map((grant) => grant.kept?.fileUrl ?? null);
    return [fileUrl, ...others.map((session) => session.fileUrl), ...kept].filter((url) => url !== null);
  }

  /** Further sessions of the VM's ring, as the record has them. */
  async #others(): Promise<readonly OtherSession[]> {
    const { appStorage } = this.#services;
    const ring = await this.#unlessRefused(null, () => ringOn(appStorage, this.#search.vm.id));
    return sessionsOf(ring).filter(({ captureName }) => !this.#isTaken(captureName));
  }

  #isTaken(name: string): boolean {
    return this.#search.sessions.some(({ captureName }) => armId.same(captureName, name));
  }

  /** What was found out; `otherwise` where it was refused, which is noted. @throws AzureFault */
  async #unlessRefused<Found>(otherwise: Found, work: () => Promise<Found>): Promise<Found> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AzureFault) || (error.passing && !this.#patience.isLast)) throw error;
      this.#note(refusalOf(error).hint);
      return otherwise;
    }
  }

  #note(problem: string): void {
    if (!this.problems.includes(problem)) this.problems.push(problem);
  }
}

function sessionsOf(ring: Ring | null): readonly (OtherSession & { readonly captureName: string })[] {
  if (ring === null) return [];
  const { session, ended } = ring;
  const live = session === null ? [] : [{ ...session, startedAt: session.intendedAt, endedAt: null }];
  return [...ended, ...live];
}
