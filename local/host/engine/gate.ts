/** The Durable backend's availability: while the gate is shut, everything that needs the backend waits. */
export class Gate {
  #opened: PromiseWithResolvers<void> | null = null;
  readonly #onChange: (() => void)[] = [];

  get isOpen(): boolean {
    return this.#opened === null;
  }

  set(open: boolean): void {
    if (open === this.isOpen) return;
    const waiting = this.#opened;
    this.#opened = open ? null : Promise.withResolvers();
    waiting?.resolve();
    for (const tell of this.#onChange) tell();
  }

  async whenOpen(): Promise<void> {
    while (this.#opened !== null) await this.#opened.promise;
  }

  onChange(tell: () => void): void {
    this.#onChange.push(tell);
  }
}
