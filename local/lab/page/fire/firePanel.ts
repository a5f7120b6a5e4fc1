import { h, type JSX } from "preact";
import { useState } from "preact/hooks";
import { labClient } from "../api/labClient.ts";
import { Button } from "../parts/button.ts";
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
  readonly number: number;
  readonly form: AlertForm;
  readonly delivery: Delivery;
}

/** How many deliveries stay on the page. */
const shown = 3;

const delivering = "Delivering… After 503 an action group tries again, for up to 75 seconds.";

const titleOf = ({ vm, condition }: AlertForm): string => `${condition} on ${vmNameOf(vm)}`;

/** Sends an alert as an action group does, and shows what became of it. */
export function FirePanel({ vms, choices, changed }: Props): JSX.Element {
  const [chosen, setChosen] = useState<AlertForm>({ vm: "", alert: "common", condition: "Fired" });
  const { sent, busy, problem, fire } = useDeliveries(changed);
  const vm = vms.some(({ id }) => id === chosen.vm) ? chosen.vm : (vms[0]?.id ?? "");
  const form: AlertForm = { ...chosen, vm, condition: canResolve(chosen.alert) ? chosen.condition : "Fired" };
  const fired =
    sent.find((one) => one.form.condition === "Fired" && canResolve(one.form.alert))?.form ?? null;
  const fireForm = () => {
    fire(form);
  };
  const resolveIt = () => {
    if (fired !== null) fire({ ...fired, condition: "Resolved" });
  };
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
      h(Button, { label: "Fire the alert", primary: true, onClick: busy || vm === "" ? null : fireForm }),
      h(Button, { label: "Resolve it", onClick: busy || fired === null ? null : resolveIt }),
    ),
    h(Problem, { text: problem }),
    h(
      "div",
      { role: "status", class: "deliveries" },
      busy && h("p", { class: "muted" }, delivering),
      sent.map(({ number, form: alert, delivery }) =>
        h(DeliveryView, { key: number, title: titleOf(alert), delivery }),
      ),
    ),
  );
}

/** The last deliveries, the newest first. */
function useDeliveries(changed: Props["changed"]) {
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const { busy, problem, run } = useAction();
  const fire = (form: AlertForm) => {
    run(async () => {
      const delivery = await labClient.fire(alertRequestOf(form));
      setSent((known) => [{ number: (known[0]?.number ?? 0) + 1, form, delivery }, ...known].slice(0, shown));
      await changed();
    });
  };
  return { sent, busy, problem, fire };
}
