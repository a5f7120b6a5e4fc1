import { h, type JSX } from "preact";
import { stepsOf, type Step } from "./stepsOf.ts";

interface ProgressListProps {
  readonly phase: string | null;
  readonly label: string;
}

/** The steps of a capture, and which one it is in. */
export const ProgressList = ({ phase, label }: ProgressListProps): JSX.Element =>
  h(
    "ol",
    { class: "steps", "aria-label": label },
    stepsOf(phase).map((step) => h("li", { key: step.phase, ...attributesOf(step) }, step.label)),
  );

const attributesOf = ({ state }: Step): { readonly class: string; readonly "aria-current"?: "step" } =>
  state === "current" ? { class: state, "aria-current": "step" } : { class: state };
