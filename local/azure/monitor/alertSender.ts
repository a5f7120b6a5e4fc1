import { randomUUID } from "node:crypto";
import { alertPayload } from "./alertPayload.ts";
import { readAlertToSend, type AlertToSend } from "./alertToSend.ts";
import { deliver } from "./deliver.ts";
import { sampleAlerts, sampleVm } from "./sampleAlerts.ts";
import type { Clock } from "../../environment/clock.ts";

interface AlertSenderOptions {
  readonly clock: Clock;
  /** The address of the app's alert route, read for each alert. */
  readonly alertUrl: () => string;
  /** ARM id or name of the VM for requests without one. */
  readonly defaultVm: string;
}

export type AlertSender = (request: unknown) => Promise<{ readonly status: number; readonly body: unknown }>;

interface Firing {
  readonly id: string;
  readonly firedAt: number;
}

/** The control API's `POST /alerts`. It answers after the delivery, retries included. */
export function createAlertSender({ clock, alertUrl, defaultVm }: AlertSenderOptions): AlertSender {
  const lastFired = new Map<string, Firing>();

  /** Every alert is new, except that a resolved one refers to the last that fired on its target. */
  const firing = ({ vm, condition }: AlertToSend): Firing => {
    const fresh = { id: randomUUID(), firedAt: clock.now() };
    if (condition === "Resolved") return lastFired.get(vm.toLowerCase()) ?? fresh;
    lastFired.set(vm.toLowerCase(), fresh);
    return fresh;
  };

  return async (request) => {
    const wanted = readAlertToSend(request ?? {}, defaultVm);
    if (typeof wanted === "string") return { status: 400, body: { error: wanted } };
    const payload = payloadOf(wanted, firing(wanted), clock.now());
    const attempts = await deliver({ url: alertUrl(), payload, clock });
    return { status: 200, body: { payload, attempts } };
  };
}

function payloadOf(wanted: AlertToSend, firing: Firing, at: number): unknown {
  const vm = wanted.sample === null ? null : sampleVm(wanted.vm);
  if (wanted.sample === null || vm === null) return alertPayload({ ...wanted, ...firing, at });
  return sampleAlerts[wanted.sample].payload({ vm, at, id: firing.id });
}
