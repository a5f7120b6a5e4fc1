/** Undefined: it was invalid, and its own problem has been reported. */
interface SecureWebhookSettings {
  readonly SECURE_WEBHOOK_TENANT_ID?: string | null | undefined;
  readonly SECURE_WEBHOOK_AUDIENCE?: string | null | undefined;
  readonly REQUIRE_SIGN_IN?: string | undefined;
  readonly WEBSITE_AUTH_ENABLED?: boolean | undefined;
}

/** What is wrong with these settings together. */
export function secureWebhookProblems(read: SecureWebhookSettings): readonly string[] {
  const { SECURE_WEBHOOK_TENANT_ID: tenantId, SECURE_WEBHOOK_AUDIENCE: audience } = read;
  const problems: string[] = [];
  if (read.REQUIRE_SIGN_IN === "true" && (tenantId === null || audience === null))
    problems.push(
      "REQUIRE_SIGN_IN needs a secure webhook (SECURE_WEBHOOK_TENANT_ID and SECURE_WEBHOOK_AUDIENCE), whose tenant and audience callers must be signed in to",
    );
  if (tenantId === null && audience === null) return problems;
  if (tenantId === null) problems.push("SECURE_WEBHOOK_TENANT_ID is missing beside SECURE_WEBHOOK_AUDIENCE");
  if (audience === null) problems.push("SECURE_WEBHOOK_AUDIENCE is missing beside SECURE_WEBHOOK_TENANT_ID");
  if (read.WEBSITE_AUTH_ENABLED !== true)
    problems.push(
      "SECURE_WEBHOOK_TENANT_ID needs App Service Authentication (WEBSITE_AUTH_ENABLED): without it anyone can forge the headers that name the caller",
    );
  return problems;
}
