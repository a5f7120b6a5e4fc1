/** An output that keeps what is written to it: a terminal of so many columns, or null for none. */
export function fakeTerminal(columns: number | null): {
  readonly output: NodeJS.WriteStream;
  readonly written: () => string;
} {
  let text = "";
  const write = (chunk: string) => {
    text += chunk;
    return true;
  };
  const output = { isTTY: columns !== null, columns: columns ?? 0, write } as unknown as NodeJS.WriteStream;
  return { output, written: () => text };
}
