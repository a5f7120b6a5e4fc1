import { h, type JSX } from "preact";
import { useState } from "preact/hooks";
import { labClient } from "../api/labClient.ts";
import { Button } from "../parts/button.ts";
import { Panel } from "../parts/panel.ts";
import { Problem } from "../parts/problem.ts";
import { Select } from "../parts/select.ts";
import { useAction } from "../parts/useAction.ts";
import { activeFaults, withFaults, type ActiveFault } from "./activeFaults.ts";
import type { FaultPreset } from "../../choices.ts";
import type { ControlView } from "../../controlView.ts";

interface Props extends Pick<ControlView, "faults" | "backend"> {
  readonly presets: readonly FaultPreset[];
  readonly changed: () => Promise<void>;
}

/** Makes Azure fail, in words, and shows how it fails at present. */
export function FaultPanel({ faults, backend, presets, changed }: Props): JSX.Element {
  const [label, setLabel] = useState(presets[0]?.label ?? "");
  const { busy, problem, run } = useAction();
  const preset = presets.find((one) => one.label === label);
  const active = activeFaults({ faults, backend }, presets);
  const inject = () => {
    run(async () => {
      if (preset?.faults.length === 0) await labClient.setBackend(false);
      else await labClient.replaceFaults(withFaults(faults, preset?.faults ?? []));
      await changed();
    });
  };
  const clear = () => {
    run(async () => {
      await labClient.replaceFaults([]);
      await labClient.setBackend(true);
      await changed();
    });
  };
  return h(
    Panel,
    { title: "Faults", lead: "Make simulated Azure fail, then fire an alert and see what the app does." },
    h(Select, {
      label: "Fault",
      value: label,
      options: presets.map((one) => ({ value: one.label, label: one.label })),
      hint: preset?.what,
      onChoose: setLabel,
    }),
    h(
      "div",
      { class: "buttons" },
      h(Button, { label: "Inject", onClick: busy ? null : inject }),
      h(Button, { label: "Clear all faults", onClick: busy || active.length === 0 ? null : clear }),
    ),
    h(Problem, { text: problem }),
    h(ActiveFaults, { active }),
  );
}

const ActiveFaults = ({ active }: { readonly active: readonly ActiveFault[] }): JSX.Element =>
  active.length === 0
    ? h("p", { class: "muted" }, "No fault is active.")
    : h("ul", { class: "faults", "aria-label": "Active faults" }, active.map(faultItem));

const faultItem = ({ label, detail, left }: ActiveFault, index: number): JSX.Element =>
  h(
    "li",
    { key: `${index} ${label}` },
    h("strong", null, label),
    h(
      "span",
      { class: "hint" },
      left === null ? "until it is cleared" : `${left} more ${left === 1 ? "time" : "times"}`,
    ),
    h("code", null, detail),
  );
