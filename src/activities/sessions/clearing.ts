import { decideGrant, type GrantAnswer } from "../../captures/grants/decideGrant.ts";
import { grantNamed, watcherKey } from "../../captures/grants/grantRecord.ts";
import { notes } from "../../captures/grants/notes.ts";
import { isRefusal, type Refusal } from "../../captures/outcome/refusal.ts";
import {
  decideClearance,
  decideRoom,
  type Clearance,
  type Intent,
  type Situation,
} from "../../captures/site/clearance.ts";
import { removeFinished } from "./removeFinished.ts";
import { unlessDone } from "./unlessDone.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Speaker } from "../../captures/grants/grant.ts";
import type { Watcher } from "../../captures/site/watcher.ts";
import type { ActivityInvocation } from "../activityFunction.ts";
import type { GrantLedger } from "./grantLedger.ts";
import type { StatusSurvey } from "./statusSurvey.ts";

interface ClearingParts {
  readonly azure: Pick<Azure, "packetCaptures" | "captureFiles">;
  readonly ledger: GrantLedger;
  readonly log: ActivityInvocation["log"];
  readonly watcher: Watcher;
  readonly survey: StatusSurvey;
  /** The alert that wants to capture. */
  readonly speaker: Speaker;
  readonly isOnDemand: boolean;
  readonly capturesPerHour: number;
  readonly situation: Omit<Situation, "stopping">;
  readonly intent: Intent;
}

type Decision = Clearance | Refusal;

/** One pass over the sessions of a Network Watcher: carries out what the rules decide, until they have. */
export class Clearing {
  readonly #parts: ClearingParts;
  /** Sessions that stand in the way of a new one, and are no longer to be waited for as captures. */
  readonly #stopping = new Set<string>();
  /** How many sessions exist or are about to, where that is too many; null: not so. */
  #count: number | null = null;

  constructor(parts: ClearingParts) {
    this.#parts = parts;
  }

  async decide(): Promise<Decision> {
    const { survey, intent } = this.#parts;
    for (;;) {
      if (survey.late.length > 0) return { next: "listen", queries: survey.late };
      const situation = { ...this.#parts.situation, stopping: this.#stopping };
      const step =
        this.#count === null
          ? decideClearance(situation, intent)
          : decideRoom(situation, intent, this.#count);
      if (isRefusal(step)) return step;
      if (step.next === "ask") await survey.ask(step.names, step.closely);
      else {
        const decision =
          step.next === "create"
            ? await this.#ask()
            : step.next === "stop"
              ? await this.#replace(step.names)
              : step.next === "remove"
                ? await this.#remove(step.names)
                : step;
        if (decision !== null) return decision;
      }
    }
  }

  async #grant(): Promise<GrantAnswer | Refusal> {
    const { ledger, situation, watcher, speaker, intent, log } = this.#parts;
    const { isOnDemand, capturesPerHour } = this.#parts;
    const { captureName, vmId, plan, now } = intent;
    const listed = situation.sessions.map(({ name }) => name);
    const request = {
      ...{ captureName, vmId, plan, now, speaker, listed, isOnDemand, capturesPerHour },
      watcher: watcherKey(watcher),
      seen: situation.ledger,
    };
    const answer = await ledger.change((current) => decideGrant(current, request), log);
    if ("next" in answer && answer.next === "create") log("capture.granted", { captureName, vmId });
    return answer;
  }

  /** Asks for the grant; null: room has to be made first. */
  async #ask(): Promise<Decision | null> {
    const answer = await this.#grant();
    if (isRefusal(answer) || answer.next !== "full") return answer;
    this.#count = answer.count;
    return null;
  }

  /**
   * Stops running captures of the VM, once the new one may start or can only start in their place: none is
   * ended for nothing.
   */
  async #replace(names: readonly string[]): Promise<Decision | null> {
    const answer = await this.#grant();
    if (isRefusal(answer) || answer.next === "wait") return answer;
    if (answer.next === "full") {
      this.#count = answer.count;
      if (answer.count - names.length >= this.#parts.intent.plan.sessionLimit) return null;
    }
    await Promise.all(names.map((name) => this.#stop(name)));
    return answer.next === "full" ? null : answer;
  }

  /** The note comes first: whoever follows the session finds out why it ended. */
  async #stop(name: string): Promise<void> {
    const { azure, ledger, situation, watcher, speaker, intent, log } = this.#parts;
    const by = { ...speaker, captureName: intent.captureName };
    if (grantNamed(situation.ledger, name)?.replacedBy?.captureName !== by.captureName)
      log("session.replaced", { captureNames: [name], replacedBy: by.captureName });
    await ledger.note((current) => notes.replace(current, name, by), log);
    await unlessDone(azure.packetCaptures.stop(watcher, name));
    this.#stopping.add(name);
  }

  /** Deletes finished sessions; null: some cannot go yet, and others may have to. */
  async #remove(names: readonly string[]): Promise<Decision | null> {
    const { azure, ledger, situation, watcher, log, intent } = this.#parts;
    const finished = { names, watcher, situation, now: intent.now };
    const staying = await removeFinished(azure, ledger, finished, log);
    for (const name of staying) this.#stopping.add(name);
    return staying.length > 0 ? null : { next: "wait" };
  }
}
