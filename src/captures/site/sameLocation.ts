/** Whether two texts name one region: "West Europe" and "westeurope". */
export const sameLocation = (a: string, b: string): boolean =>
  a.replaceAll(" ", "").toLowerCase() === b.replaceAll(" ", "").toLowerCase();
