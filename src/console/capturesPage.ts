import { h, type VNode } from "preact";

/** The whole page. */
export const CapturesPage = (): VNode => h("main", null, h("h1", null, "Captures"));
