import type { ScenarioName } from "../../../local/traffic/namedScenarios.ts";
import type { Truth } from "../../../local/traffic/truth/truth.ts";

/** What the control API tells of the world, as far as tests ask. */
export interface SimulatedCapture {
  readonly name: string;
  readonly target: string;
  readonly storageId: string | null;
  readonly timeLimitInSeconds: number;
  readonly totalBytesPerSession: number;
  readonly status: string;
  readonly stopReason: string | null;
  readonly endedAt: string | null;
  readonly deletedAt: string | null;
  readonly bytes: number | null;
  /** Of a ring, the oldest first. */
  readonly files?: readonly { readonly name: string; readonly url: string }[];
  readonly traffic: { readonly scenario: ScenarioName; readonly truth: Truth | null };
}
export interface SimulatedEmail {
  readonly operationId: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly posts: number;
}
export interface SimulatedRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
}
