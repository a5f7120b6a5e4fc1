import { h, type JSX } from "preact";
import { durationText } from "../../wording/durationText.ts";
import { roughBytes } from "../../wording/roughBytes.ts";
import { Field } from "./field.ts";
import { FilterRows } from "./filterRows.ts";
import type { CaptureLimits } from "../../captures/plan/capturePlan.ts";
import type { FieldErrors, StartFields } from "./startFields.ts";

interface Props {
  readonly fields: StartFields;
  readonly limits: CaptureLimits;
  readonly errors: FieldErrors;
  readonly onFields: (fields: StartFields) => void;
}

/** The fields of the form. */
export const LimitFields = ({ fields, limits, errors, onFields }: Props): JSX.Element =>
  h(
    "div",
    { class: "fields" },
    h(Field, {
      label: "VM id",
      hint: "/subscriptions/…/resourceGroups/…/providers/Microsoft.Compute/virtualMachines/…",
      numeric: false,
      value: fields.vmId,
      error: errors.vmId ?? null,
      onValue: (vmId: string) => {
        onFields({ ...fields, vmId });
      },
    }),
    h(Numbers, { fields, limits, errors, onFields }),
    h(FilterRows, {
      filters: fields.filters,
      error: errors.filters ?? null,
      onFilters: (filters) => {
        onFields({ ...fields, filters });
      },
    }),
  );

type NumberName = "timeLimitSeconds" | "maxMebibytes" | "bytesPerPacket";

function Numbers({ fields, limits, errors, onFields }: Props): JSX.Element {
  const packet = limits.bytesPerPacket;
  const number = (name: NumberName, label: string, hint: string, error?: string) =>
    h(Field, {
      label,
      hint,
      numeric: true,
      value: fields[name],
      error: error ?? null,
      onValue: (value: string) => {
        onFields({ ...fields, [name]: value });
      },
    });
  const most = { time: durationText(limits.timeLimitSeconds), size: roughBytes(limits.maxBytes) };
  const fewer = packet === 0 ? "Fewer keep the headers only." : `1 to ${packet}.`;
  return h(
    "div",
    { class: "numbers" },
    number("timeLimitSeconds", "Time limit (seconds)", `Up to ${most.time}.`, errors.timeLimitSeconds),
    number("maxMebibytes", "Maximum size (MiB)", `Up to ${most.size}.`, errors.maxBytes),
    number("bytesPerPacket", "Bytes per packet (0 = whole)", fewer, errors.bytesPerPacket),
  );
}
