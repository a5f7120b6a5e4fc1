import { h, type JSX } from "preact";

/** A moment as the clock shows it, in UTC. */
export const ClockTime = ({ at }: { readonly at: string }): JSX.Element =>
  h("time", { dateTime: at, title: at, class: "clock" }, at.slice(11, 19));
