import { randomUUID } from "node:crypto";
import { alertPayload } from "../../../local/azure/monitor/alertPayload.ts";
import type { StageVm } from "../site/stage.ts";

interface AlertOptions {
  readonly schema?: "common" | "legacy";
  readonly condition?: "Fired" | "Resolved";
  /** Time limit that the rule's custom properties ask for. */
  readonly seconds: number;
}

interface CommonPayload {
  readonly data: { readonly essentials: { alertTargetIDs: readonly string[] } };
}

/** A fresh alert on these VMs; only the common schema can name several. */
export function alertOn(vms: readonly StageVm[], options: AlertOptions): unknown {
  const { schema = "common", condition = "Fired", seconds } = options;
  const payload = alertPayload({
    ...{ vm: vms[0]?.id ?? "", schema, condition, at: Date.now(), id: randomUUID() },
    rule: "conformance",
    customProperties: { captureTimeLimitSeconds: String(seconds) },
  });
  if (schema === "common")
    (payload as CommonPayload).data.essentials.alertTargetIDs = vms.map(({ id }) => id.toLowerCase());
  return payload;
}
