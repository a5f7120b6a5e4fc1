import { h, type JSX } from "preact";
import { ScreenTitle } from "../parts/screenTitle.ts";
import type { Screen } from "../state/screen.ts";

/** The form that starts a capture. */
export const StartScreen = ({ vmId }: Screen & { readonly vmId: string }): JSX.Element =>
  h("div", null, h(ScreenTitle, { title: "Capture a VM" }), vmId);
