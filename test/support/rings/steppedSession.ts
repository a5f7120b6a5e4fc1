import { AzureFault } from "../../../src/azure/azureFault.ts";
import type { SessionStatus } from "../../../src/captures/site/captureSession.ts";
import type { TargetVm } from "../../../src/captures/site/targetVm.ts";

export const start = Date.parse("2026-11-26T08:00:00Z");

export interface SteppedSession {
  readonly name: string;
  readonly vmId: string;
  readonly createdAt: number;
  /** By its time limit, a stop, a deletion or an error. */
  endsAt: number;
  stopReason: string;
  /** When it is no longer listed. */
  goneAt: number;
}

export const runningVm = (id: string): TargetVm => ({
  ...{ id, name: id.split("/").at(-1) ?? "", location: "westeurope", osType: "Linux" },
  ...{ powerState: "running", hasAgent: true },
});

export function statusOf({ createdAt, stopReason }: SteppedSession, runs: boolean): SessionStatus {
  const startedAt = new Date(start + createdAt).toISOString();
  if (runs) return { state: "Running", stopReason: null, errors: [], startedAt };
  return { state: "Stopped", stopReason, errors: stopReason === "Error" ? ["AgentStopped"] : [], startedAt };
}

export const steppedFault = (status: number | null): AzureFault =>
  new AzureFault("A call", {
    ...{ status, code: null, message: "simulated", correlationId: null, retryAfterSeconds: null },
  });
