import { h, render } from "preact";
import { CapturesPage } from "./capturesPage.ts";

const root = document.getElementById("page");
if (root === null) throw new Error("The document has no element #page.");
render(h(CapturesPage, null), root);
