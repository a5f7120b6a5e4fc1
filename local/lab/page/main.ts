import { h, render } from "preact";
import { LabPage } from "./labPage.ts";

const root = document.getElementById("page");
if (root === null) throw new Error("The document has no element #page.");
render(h(LabPage, null), root);
