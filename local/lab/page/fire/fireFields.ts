import { h, type JSX } from "preact";
import { Select } from "../parts/select.ts";
import { sentence } from "../parts/sentence.ts";
import { vmNameOf } from "../parts/vmNameOf.ts";
import { canResolve, type AlertForm } from "./alertRequestOf.ts";
import type { Choices } from "../../choices.ts";
import type { LabVm } from "../../controlView.ts";

interface Props {
  readonly form: AlertForm;
  readonly vms: readonly LabVm[];
  readonly choices: Choices;
  readonly onChange: (form: AlertForm) => void;
}

/** Which alert to fire on which VM. */
export function FireFields({ form, vms, choices, onChange }: Props): JSX.Element {
  const alert = choices.alerts.find(({ name }) => name === form.alert);
  const vm = vms.find(({ id }) => id === form.vm);
  const traffic = choices.traffic.find(({ name }) => name === vm?.traffic);
  return h(
    "div",
    { class: "lab-fields" },
    h(Select, {
      label: "VM",
      value: form.vm,
      options: vms.map(({ id }) => ({ value: id, label: vmNameOf(id) })),
      hint: traffic && `${traffic.label}. ${traffic.what}`,
      onChoose: (id) => {
        onChange({ ...form, vm: id });
      },
    }),
    h(Select, {
      label: "Schema",
      value: form.alert,
      options: choices.alerts.map(({ name, label }) => ({ value: name, label })),
      hint: alert && sentence(alert.what),
      onChoose: (name) => {
        onChange({ ...form, alert: name });
      },
    }),
    h(Select, {
      label: "Condition",
      value: form.condition,
      disabled: !canResolve(form.alert),
      options: ["Fired", "Resolved"].map((value) => ({ value, label: value })),
      onChoose: (condition) => {
        onChange({ ...form, condition: condition === "Resolved" ? "Resolved" : "Fired" });
      },
    }),
  );
}
