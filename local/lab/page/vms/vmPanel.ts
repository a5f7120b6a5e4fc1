import { h, type JSX } from "preact";
import { useState } from "preact/hooks";
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

const columns = ["VM", "Power state", "Agent", "Traffic"];

/** The simulated VMs, each of which can be changed. */
export function VmPanel({ vms, choices, changed }: Props): JSX.Element {
  const { shown, problem, change } = useChanges(vms, changed);
  return h(
    Panel,
    {
      title: "VMs",
      class: "wide",
      lead: "Traffic is what the next capture will show. A capture keeps what it began with.",
    },
    h(
      "table",
      { class: "vms", "aria-label": "Simulated VMs" },
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          columns.map((name) => h("th", { key: name, scope: "col" }, name)),
        ),
      ),
      h(
        "tbody",
        null,
        shown.map((vm) => h(VmRow, { key: vm.id, vm, choices, onChange: change })),
      ),
    ),
    h(Problem, { text: problem }),
  );
}

/** The VMs with what was just chosen, which stays on show until the list has it. */
function useChanges(vms: readonly LabVm[], changed: Props["changed"]) {
  const { problem, run } = useAction();
  const [draft, setDraft] = useState<readonly LabVm[] | null>(null);
  const shown = draft ?? vms;
  const change = (one: LabVm) => {
    const next = shown.map((vm) => (vm.id === one.id ? one : vm));
    setDraft(next);
    run(async () => {
      try {
        await labClient.replaceVms(next);
        await changed();
      } finally {
        setDraft((known) => (known === next ? null : known));
      }
    });
  };
  return { shown, problem, change };
}
