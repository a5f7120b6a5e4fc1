import { h, type JSX } from "preact";
import { Select } from "../parts/select.ts";
import { vmNameOf } from "../parts/vmNameOf.ts";
import type { Choices } from "../../choices.ts";
import type { LabVm } from "../../controlView.ts";

interface Props {
  readonly vm: LabVm;
  readonly choices: Choices;
  readonly onChange: (vm: LabVm) => void;
}

/** One VM. */
export function VmRow({ vm, choices, onChange }: Props): JSX.Element {
  const name = vmNameOf(vm.id);
  const traffic = choices.traffic.find((one) => one.name === vm.traffic);
  return h(
    "tr",
    null,
    h("th", { scope: "row" }, name, h("span", { class: "hint" }, `${vm.osType}, ${vm.location}`)),
    h(
      "td",
      { "data-label": "Power state" },
      h(Select, {
        label: `Power state of ${name}`,
        bare: true,
        value: vm.powerState,
        options: choices.powerStates.map((state) => ({ value: state, label: state })),
        onChoose: (powerState) => {
          onChange({ ...vm, powerState });
        },
      }),
    ),
    h("td", { "data-label": "Agent" }, h(AgentBox, { name, vm, onChange })),
    h(
      "td",
      { "data-label": "Traffic" },
      h(Select, {
        label: `Traffic of ${name}`,
        bare: true,
        value: vm.traffic,
        options: choices.traffic.map((one) => ({ value: one.name, label: one.label })),
        hint: traffic?.what,
        onChoose: (chosen) => {
          onChange({ ...vm, traffic: chosen });
        },
      }),
    ),
  );
}

const AgentBox = ({ name, vm, onChange }: Omit<Props, "choices"> & { readonly name: string }): JSX.Element =>
  h(
    "label",
    { class: "check" },
    h("input", {
      type: "checkbox",
      "aria-label": `Agent of ${name}`,
      checked: vm.agent,
      onChange: (event: Event) => {
        onChange({ ...vm, agent: (event.currentTarget as HTMLInputElement).checked });
      },
    }),
    h("span", { "aria-hidden": "true" }, vm.agent ? "installed" : "missing"),
  );
