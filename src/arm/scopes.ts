/** Whether an ARM id lies in one of the scopes (subscription or resource group ids), on whole segments and without case. */
export function isAllowed(id: string, scopes: readonly string[] | "*"): boolean {
  if (scopes === "*") return true;
  const path = `${id.toLowerCase()}/`;
  return scopes.some((scope) => path.startsWith(`${scope.toLowerCase().replace(/\/$/, "")}/`));
}
