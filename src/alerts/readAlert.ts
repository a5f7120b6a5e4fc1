import { boundedText } from "../redaction/boundedText.ts";
import { activityLog } from "./families/activityLog.ts";
import { budget } from "./families/budget.ts";
import { classicMetric } from "./families/classicMetric.ts";
import { common } from "./families/common.ts";
import { logAlert } from "./families/logAlert.ts";
import { metric } from "./families/metric.ts";
import { schemaOf } from "./families/schemas.ts";
import { smartDetection } from "./families/smartDetection.ts";
import { unreadableAlert, type AlertReading } from "./normalAlert.ts";
import { field, fieldsOf, kindOf, textOf, type Fields } from "./text/fields.ts";
import type { Family } from "./families/family.ts";

const families: readonly Family[] = [
  common,
  metric,
  activityLog,
  logAlert,
  classicMetric,
  budget,
  smartDetection,
];

/** Test senders wrap once; a body with more layers than this is no alert. */
const deepestWrapping = 3;

/** Reads a parsed body with the family that recognises it. */
export function readAlert(body: unknown): AlertReading {
  const outer = fieldsOf(body);
  if (outer === null) return unreadableAlert(`${expected} The body is ${kindOf(body)}.`);
  const inner = unwrapped(outer);
  const family = families.find(({ recognises }) => recognises(inner));
  return family?.read(inner) ?? unreadableAlert(`${expected} ${whatIsWrong(inner)}`);
}

/** Unwraps an alert that is nested in `data`, as the portal's action group test sends it. */
function unwrapped(body: Fields, layers = 0): Fields {
  const data = fieldsOf(field(body, "data"));
  if (data === null || layers === deepestWrapping) return body;
  if (schemaOf(data) !== null) return unwrapped(data, layers + 1);
  const inner = fieldsOf(field(data, "data"));
  if (inner === null || Object.keys(data).length !== 1) return body;
  const schemaId = schemaOf(body);
  return unwrapped(schemaId === null ? { data: inner } : { schemaId, data: inner }, layers + 1);
}

const expected =
  'Expected an Azure Monitor alert: an object with schemaId "azureMonitorCommonAlertSchema" and data.essentials, ' +
  "or one of the older schemas.";

function whatIsWrong(body: Fields): string {
  const schemaId = textOf(field(body, "schemaId"));
  return schemaId === null
    ? "The body has no schemaId, and not the fields of an alert without one."
    : `schemaId "${boundedText(schemaId, 80)}" is not one of them.`;
}
