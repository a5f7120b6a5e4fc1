import type { Fault } from "./fault.ts";

/** The injected faults. The first that matches a request applies. */
export class ActiveFaults {
  #faults: readonly Fault[] = [];

  set(faults: readonly Fault[]): void {
    this.#faults = faults;
  }

  all(): readonly Fault[] {
    return this.#faults;
  }

  /** The fault for this request, counted as used once; null: none. */
  take(method: string, target: string): Fault | null {
    const found = this.#faults.find(
      (fault) =>
        fault.times > 0 && (fault.method === null || fault.method === method) && fault.path.test(target),
    );
    if (found === undefined) return null;
    this.#faults = this.#faults.map((fault) =>
      fault === found ? { ...fault, times: fault.times - 1 } : fault,
    );
    return found;
  }
}
