import { h, type JSX } from "preact";
import { labClient } from "../api/labClient.ts";
import { Panel } from "../parts/panel.ts";
import { Problem } from "../parts/problem.ts";
import { useAction } from "../parts/useAction.ts";
import { VmRow } from "./vmRow.ts";
import type { Choices } from "../../choices.ts";
import type { LabVm } from "../../controlView.ts";

interface Props {
  readonly vms: readonly LabVm[];
  readonly choices: Choices;
  readonly changed: () => Promise<void>;
}

/** The simulated VMs, each of which can be changed. */
export function VmPanel({ vms, choices, changed }: Props): JSX.Element {
  const { busy, problem, run } = useAction();
  const change = (one: LabVm) => {
    run(async () => {
      await labClient.replaceVms(vms.map((vm) => (vm.id === one.id ? one : vm)));
      await changed();
    });
  };
  return h(
    Panel,
    {
      title: "VMs",
      class: "wide",
      lead: "Traffic is what the next capture will show. A capture keeps what it began with.",
    },
    h(
      "table",
      { class: "lab-table vms", "aria-label": "Simulated VMs" },
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          ["VM", "Power state", "Agent", "Traffic"].map((name) => h("th", { key: name, scope: "col" }, name)),
        ),
      ),
      h(
        "tbody",
        null,
        vms.map((vm) => h(VmRow, { key: vm.id, vm, choices, busy, onChange: change })),
      ),
    ),
    h(Problem, { text: problem }),
  );
}
