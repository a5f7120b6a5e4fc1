const counted = ["getUint8", "getUint16", "getUint32", "getFloat64", "setUint32", "setFloat64"] as const;

/**
 * Counts how often a run reads and writes the bytes of a file and the records of the tables: a measure of its
 * work that does not depend on the machine.
 */
export function workOf(run: () => void): number {
  let work = 0;
  const originals = counted.map(
    (name) => [name, Object.getOwnPropertyDescriptor(DataView.prototype, name)] as const,
  );
  for (const [name, original] of originals) {
    const method = original?.value as (...args: unknown[]) => unknown;
    Object.defineProperty(DataView.prototype, name, {
      configurable: true,
      writable: true,
      value(this: DataView, ...args: unknown[]) {
        work += 1;
        return Reflect.apply(method, this, args);
      },
    });
  }
  try {
    run();
  } finally {
    for (const [name, original] of originals)
      if (original !== undefined) Object.defineProperty(DataView.prototype, name, original);
  }
  return work;
}
