import type { LabFault } from "./controlView.ts";

/** What the page offers. */
export interface Choices {
  readonly alerts: readonly Choice[];
  readonly traffic: readonly Choice[];
  readonly powerStates: readonly string[];
  readonly faults: readonly FaultPreset[];
}

interface Choice {
  readonly name: string;
  readonly label: string;
  /** What it is, in a sentence. */
  readonly what: string;
}

/** A fault by what happens, not by its regular expression. */
export interface FaultPreset {
  readonly label: string;
  /** What the app then does, in a sentence. */
  readonly what: string;
  /** None: the Durable backend stops answering. */
  readonly faults: readonly LabFault[];
}
