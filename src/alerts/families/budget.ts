import { boundedText } from "../../redaction/boundedText.ts";
import { field, fieldsOf, textOf } from "../text/fields.ts";
import { hasSchema } from "./schemas.ts";
import type { Family } from "./family.ts";

/** A budget notification: an alert that never concerns a machine. */
export const budget: Family = {
  recognises: (body) => hasSchema(body, "budget"),
  read(body) {
    const data = fieldsOf(field(body, "data"));
    const [spent, limit, unit] = ["SpendingAmount", "Budget", "Unit"].map((name) =>
      boundedText(textOf(field(data, name)) ?? "?", 40),
    );
    return {
      ok: true,
      alert: {
        family: "budget",
        state: null,
        isActivityLog: false,
        targets: [],
        targetType: null,
        dimensions: [],
        rowIds: [],
        hostNames: [],
        rule: textOf(field(data, "BudgetName")),
        severity: null,
        firedAt: null,
        description: null,
        condition: `${spent ?? "?"} of ${limit ?? "?"} ${unit ?? "?"} spent`,
        criteria: [],
        metrics: [],
        queries: [],
        customProperties: {},
        occurrenceParts: [null],
      },
    };
  },
};
