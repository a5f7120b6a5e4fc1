import { Component, h, type JSX } from "preact";
import { roughBytes } from "../../wording/roughBytes.ts";
import { Sparkline } from "../parts/sparkline.ts";
import { Moment } from "../parts/time/moment.ts";
import { route } from "../state/route.ts";
import { StateBadge } from "./stateBadge.ts";
import type { ListedCapture } from "../../api/captureList.ts";
import type { RowActions } from "./rowActions.ts";

interface Props {
  readonly capture: ListedCapture;
  readonly timeZone: string;
  /** Null for a viewer who may only read. */
  readonly actions: RowActions | null;
}

/** A capture of the list. It renders anew only when its own data has changed. */
export class CaptureRow extends Component<Props> {
  override shouldComponentUpdate({ capture, actions }: Props): boolean {
    return capture !== this.props.capture || actions !== this.props.actions;
  }

  override render(): JSX.Element {
    const { capture, timeZone, actions } = this.props;
    const { vm, bytes, spark, firedAt, createdAt } = capture;
    return h(
      "tr",
      { role: "row", class: capture.state },
      cell("state", h(StateBadge, { capture })),
      cell("vm", h("span", { class: "vm-name" }, vm ?? "unknown VM"), h(OtherVms, { capture })),
      cell("lead", h(Lead, { capture })),
      cell("spark", spark !== null && h(Sparkline, { values: spark })),
      cell("size", bytes !== null && roughBytes(bytes)),
      cell("fired", h(Moment, { at: firedAt ?? createdAt, timeZone })),
      actions !== null && cell("actions", h(Actions, { capture, actions })),
    );
  }
}

const cell = (name: string, ...children: readonly (JSX.Element | string | false | null)[]): JSX.Element =>
  h("td", { role: "cell", class: `cell-${name}` }, children);

interface OfCapture {
  readonly capture: ListedCapture;
}

const OtherVms = ({ capture: { vms } }: OfCapture): JSX.Element | null =>
  vms.length < 2 ? null : h("small", null, `and ${vms.length - 1} more`);

function Lead({ capture }: OfCapture): JSX.Element {
  const { id, lead, label, vm, rule, ruleSeverity, vms, error } = capture;
  const why = lead === null ? (vms.find(({ hint }) => hint)?.hint ?? error) : null;
  const origin = rule === null ? "On demand" : [rule, ruleSeverity].filter(Boolean).join(" · ");
  return h(
    "div",
    null,
    h(
      "a",
      { href: route.capture(id) },
      lead ?? label,
      lead === null && vm !== null && h("span", { class: "unseen" }, `: ${vm}`),
    ),
    why !== null && h("p", { class: "why" }, why),
    h("small", null, origin),
  );
}

function Actions({ capture, actions }: OfCapture & { readonly actions: RowActions }): JSX.Element | null {
  const name = capture.vm ?? "the VM";
  const filed = capture.vms.filter(({ hasFile }) => hasFile);
  const file = filed.find(({ vmName }) => vmName === capture.vm) ?? filed[0];
  if (capture.state === "running")
    return button("Stop", `Stop the capture of ${name}`, () => {
      actions.stop(capture);
    });
  if (file === undefined) return null;
  return button("Download", `Download the file of ${file.vmName ?? name}`, () => {
    actions.download(capture, file.vmId);
  });
}

const button = (text: string, label: string, onClick: () => void): JSX.Element =>
  h("button", { type: "button", class: "button small", "aria-label": label, onClick }, text);
