import type { IncomingHttpHeaders } from "node:http";
import type { DatabaseSync } from "node:sqlite";

/** A notification as it arrived. */
export interface ReceivedNotification {
  readonly kind: "teams" | "cloudevents";
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly headers: IncomingHttpHeaders;
  /** The JSON of the body; a text where it is none. */
  readonly body: unknown;
  /** Null: it is not signed. */
  readonly signatureValid: boolean | null;
  /** What a receiver would object to. */
  readonly problems: readonly string[];
}

/** A notification in the inbox. */
interface KeptNotification extends ReceivedNotification {
  /** Its number, from 1. */
  readonly number: number;
}

/** More than a person looks at; the oldest go first. */
const most = 1000;

/** The notifications that arrived, repeated ones included. */
export class NotificationInbox {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  add(notification: ReceivedNotification): void {
    this.#database
      .prepare("INSERT INTO notification (document) VALUES (?)")
      .run(JSON.stringify(notification));
    this.#database
      .prepare("DELETE FROM notification WHERE number <= (SELECT MAX(number) FROM notification) - ?")
      .run(most);
  }

  /** The oldest first; the last so many, or all. */
  all(last = -1): readonly KeptNotification[] {
    return this.#database
      .prepare("SELECT number, document FROM notification ORDER BY number DESC LIMIT ?")
      .all(last)
      .map(read)
      .reverse();
  }

  get(number: number): KeptNotification | null {
    const row = this.#database
      .prepare("SELECT number, document FROM notification WHERE number = ?")
      .get(number);
    return row === undefined ? null : read(row);
  }
}

const read = ({ number, document }: Record<string, unknown>): KeptNotification => ({
  number: Number(number),
  ...(JSON.parse(String(document)) as ReceivedNotification),
});
