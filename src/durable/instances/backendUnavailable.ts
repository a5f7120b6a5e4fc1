/** The Durable backend failed, or did not answer in time; another try may succeed. */
export class BackendUnavailable extends Error {
  override readonly name = "BackendUnavailable" as const;

  constructor(cause: unknown) {
    super("The Durable backend does not answer.", { cause });
  }
}
