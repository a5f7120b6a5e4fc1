import { h, type JSX } from "preact";
import { shortMoment, zoneText } from "../../../wording/momentText.ts";
import { useNow } from "../../state/useNow.ts";
import { agoText } from "./agoText.ts";

interface Props {
  /** ISO 8601. */
  readonly at: string;
  readonly timeZone: string;
}

/** A moment in UTC, and in small print in the viewer's time zone and as a distance from now. */
export function Moment({ at, timeZone }: Props): JSX.Element {
  const now = useNow(30_000);
  const there = zoneText(at, timeZone);
  const ago = agoText((now - Date.parse(at)) / 1000);
  return h(
    "span",
    { class: "moment" },
    h("time", { dateTime: at }, `${shortMoment(at)} UTC`),
    h("small", null, there !== null && h("span", null, there), h("span", null, ago)),
  );
}
