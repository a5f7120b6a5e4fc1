import { h, type JSX } from "preact";
import { useState } from "preact/hooks";
import { labClient } from "../api/labClient.ts";
import { Panel } from "../parts/panel.ts";
import { Problem } from "../parts/problem.ts";
import { useAction } from "../parts/useAction.ts";
import { vmNameOf } from "../parts/vmNameOf.ts";
import { alertRequestOf, canResolve, type AlertForm } from "./alertRequestOf.ts";
import { DeliveryView } from "./deliveryView.ts";
import { FireFields } from "./fireFields.ts";
import type { Choices } from "../../choices.ts";
import type { Delivery, LabVm } from "../../controlView.ts";

interface Props {
  readonly vms: readonly LabVm[];
  readonly choices: Choices;
  readonly changed: () => Promise<void>;
}

interface Sent {
  readonly form: AlertForm;
  readonly delivery: Delivery;
}

const titleOf = ({ vm, condition }: AlertForm): string => `${condition} on ${vmNameOf(vm)}`;

/** Sends an alert as an action group does, and shows what became of it. */
export function FirePanel({ vms, choices, changed }: Props): JSX.Element {
  const [chosen, setChosen] = useState<AlertForm>({ vm: "", alert: "common", condition: "Fired" });
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const { busy, problem, run } = useAction();
  const vm = vms.some(({ id }) => id === chosen.vm) ? chosen.vm : (vms[0]?.id ?? "");
  const form: AlertForm = { ...chosen, vm, condition: canResolve(chosen.alert) ? chosen.condition : "Fired" };
  const fire = (alert: AlertForm) => {
    run(async () => {
      const delivery = await labClient.fire(alertRequestOf(alert));
      setSent((known) => [{ form: alert, delivery }, ...known].slice(0, 3));
      await changed();
    });
  };
  const fired = sent.find((one) => one.form.condition === "Fired" && canResolve(one.form.alert))?.form ?? null;
  return h(
    Panel,
    {
      title: "Fire an alert",
      lead: "Delivered as an action group does it, with its retries. The capture appears on the captures page.",
    },
    h(FireFields, { form, vms, choices, onChange: setChosen }),
    h(
      "div",
      { class: "buttons" },
      h(
        "button",
        { type: "button", class: "button primary", disabled: busy || vm === "", onClick: () => { fire(form); } },
        "Fire the alert",
      ),
      h(
        "button",
        {
          type: "button",
          class: "button",
          disabled: busy || fired === null,
          onClick: () => {
            if (fired !== null) fire({ ...fired, condition: "Resolved" });
          },
        },
        "Resolve it",
      ),
    ),
    h(Problem, { text: problem }),
    h(
      "div",
      { role: "status", class: "deliveries" },
      busy && h("p", { class: "muted" }, "Delivering… After 503 an action group tries again, for up to 75 seconds."),
      sent.map(({ form: alert, delivery }, index) =>
        h(DeliveryView, { key: sent.length - index, title: titleOf(alert), delivery }),
      ),
    ),
  );
}
