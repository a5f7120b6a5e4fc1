/** The Durable backend's availability: while the gate is shut, everything that needs the backend waits. */
export class Gate {
  #opened: PromiseWithResolvers<void> | null = null;
  readonly #listeners: (() => void)[] = [];

  get isOpen(): boolean {
    return this.#opened === null;
  }

  set(open: boolean): void {
    if (open === this.isOpen) return;
    const waiting = this.#opened;
    this.#opened = open ? null : Promise.withResolvers();
    waiting?.resolve();
    for (const listener of this.#listeners) listener();
  }

  async whenOpen(): Promise<void> {
    while (this.#opened !== null) await this.#opened.promise;
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }
}
