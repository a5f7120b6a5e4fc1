/** The app's time, which a viewer's own clock may differ from. */
export class ServerClock {
  #offsetMs = 0;

  /**
   * Learns from an answer's Date header, which has whole seconds. A difference that this and the way of the
   * answer explain counts as none, so that a countdown never jumps.
   */
  observe(date: string | null, sentAt: number, receivedAt: number): void {
    const time = date === null ? NaN : Date.parse(date);
    if (Number.isNaN(time)) return;
    const offset = time + 500 - (sentAt + receivedAt) / 2;
    const blur = 1500 + (receivedAt - sentAt) / 2;
    if (Math.abs(offset - this.#offsetMs) <= blur) return;
    this.#offsetMs = Math.abs(offset) <= blur ? 0 : offset;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }
}

/** The page's one clock. */
export const serverClock = new ServerClock();
