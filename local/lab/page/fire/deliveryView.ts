import { h, type JSX } from "preact";
import { ClockTime } from "../parts/clockTime.ts";
import { Folded } from "../parts/folded.ts";
import { deliveryResult } from "./deliveryResult.ts";
import type { Delivery } from "../../controlView.ts";

interface Props {
  readonly title: string;
  readonly delivery: Delivery;
}

/** What the app answered to an alert, attempt by attempt, and the way to its capture. */
export function DeliveryView({ title, delivery }: Props): JSX.Element {
  const { tone, text, detail, captureId } = deliveryResult(delivery);
  return h(
    "div",
    { class: `notice ${tone} delivery` },
    h(
      "div",
      { class: "notice-text" },
      h("p", null, h("strong", null, `${title}: `), text),
      detail !== null && h("p", null, detail),
      delivery.attempts.length > 1 && h(Attempts, { delivery }),
      captureId !== null &&
        h(
          "p",
          null,
          h("a", { href: `/api/ui#/captures/${encodeURIComponent(captureId)}` }, "Open the capture"),
        ),
      h(Folded, { title: "The alert as Azure Monitor sends it", value: delivery.payload }),
    ),
  );
}

const Attempts = ({ delivery }: Pick<Props, "delivery">): JSX.Element =>
  h(
    "ol",
    { class: "attempts", "aria-label": "Attempts" },
    delivery.attempts.map(({ at, status, error }) =>
      h("li", { key: at }, h(ClockTime, { at }), " ", status ?? `no answer: ${error ?? ""}`),
    ),
  );
