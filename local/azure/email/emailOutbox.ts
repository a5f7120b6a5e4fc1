import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { privateFolder } from "../../environment/files/privateFolder.ts";
import type { EmailMessage } from "./emailMessage.ts";
import type { DatabaseSync } from "node:sqlite";

/** A delivered email. */
export interface DeliveredEmail extends EmailMessage {
  /** Its number, from 1. */
  readonly number: number;
  readonly operationId: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  /** How many requests carried this operation id; the email is delivered once. */
  readonly posts: number;
}

/** The delivered emails. Each is also written to files, for a browser or an editor. */
export class EmailOutbox {
  readonly #database: DatabaseSync;
  readonly #directory: string;

  constructor(database: DatabaseSync, directory: string) {
    this.#database = database;
    this.#directory = directory;
    privateFolder(directory);
    // A process may have been killed after it stored an email and before it wrote the files.
    for (const email of this.all()) this.#writeFiles(email);
  }

  /** Delivers a message, except one whose operation id was delivered before. */
  deliver(operationId: string, message: EmailMessage, receivedAt: number): void {
    const earlier = this.find(operationId);
    if (earlier !== null) {
      this.#database
        .prepare("UPDATE message SET document = ? WHERE number = ?")
        .run(JSON.stringify({ ...earlier, posts: earlier.posts + 1 }), earlier.number);
      return;
    }
    const row = this.#database.prepare("SELECT COALESCE(MAX(number), 0) AS last FROM message").get();
    const number = Number(row?.last) + 1;
    const email: DeliveredEmail = {
      ...message,
      number,
      operationId,
      receivedAt: new Date(receivedAt).toISOString(),
      posts: 1,
    };
    this.#database
      .prepare("INSERT INTO message (number, operation, document) VALUES (?, ?, ?)")
      .run(number, operationId.toLowerCase(), JSON.stringify(email));
    this.#writeFiles(email);
  }

  /** The email with this operation id. */
  find(operationId: string): DeliveredEmail | null {
    return this.#one("SELECT document FROM message WHERE operation = ?", operationId.toLowerCase());
  }

  get(number: number): DeliveredEmail | null {
    return this.#one("SELECT document FROM message WHERE number = ?", number);
  }

  /** The oldest first; the last so many, or all. */
  all(last = -1): DeliveredEmail[] {
    return this.#database
      .prepare("SELECT document FROM message ORDER BY number DESC LIMIT ?")
      .all(last)
      .map((row) => JSON.parse(String(row.document)) as DeliveredEmail)
      .reverse();
  }

  #one(query: string, key: string | number): DeliveredEmail | null {
    const row = this.#database.prepare(query).get(key);
    return row === undefined ? null : (JSON.parse(String(row.document)) as DeliveredEmail);
  }

  #writeFiles({ number, text, html }: DeliveredEmail): void {
    for (const [extension, content] of Object.entries({ txt: text, html })) {
      const file = join(this.#directory, `${number}.${extension}`);
      if (content !== null && !existsSync(file)) writeFileSync(file, content, { mode: 0o600 });
    }
  }
}
