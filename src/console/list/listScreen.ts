import { h, type JSX } from "preact";
import { ScreenTitle } from "../parts/screenTitle.ts";
import type { Screen } from "../state/screen.ts";
import type { ListFilter } from "./listFilter.ts";

/** The list of captures. */
export const ListScreen = ({ filter }: Screen & { readonly filter: ListFilter }): JSX.Element =>
  h("div", null, h(ScreenTitle, { title: "Captures" }), filter.text);
