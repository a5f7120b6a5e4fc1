/** Calls `stop` at the first Ctrl-C or SIGTERM. A second one ends the process at once. */
export function onInterrupt(stop: () => void): () => void {
  let stopping = false;
  const interrupted = () => {
    if (stopping) process.exit(130);
    stopping = true;
    stop();
  };
  process.on("SIGINT", interrupted);
  process.on("SIGTERM", interrupted);
  return () => {
    process.off("SIGINT", interrupted);
    process.off("SIGTERM", interrupted);
  };
}
