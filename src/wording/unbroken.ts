const units =
  "bytes?|[KMGT]iB|[kMG]?bit/s|ms|s|min|h|d|seconds?|minutes?|hours?|days?|packets?|VMs?|connections?|quer(?:y|ies)|UTC";

/** The space between a number and its unit. */
const inQuantity = new RegExp(String.raw`(?<=\d) (?=(?:${units})(?![\w-]))`, "g");

/** A text whose quantities have spaces at which no line ends: "7.0 MiB". */
export const unbroken = (text: string): string => text.replace(inQuantity, "\u00a0");
