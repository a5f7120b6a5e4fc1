import { h, type JSX } from "preact";
import { CopyButton } from "../blocks/copyButton.ts";

/** Copies the address of this screen, which has no secret in it. */
export const CopyLink = (): JSX.Element =>
  h(CopyButton, { text: location.href, label: "Copy the link", caption: "Copy the link" });
