import { progressText } from "./progressText.ts";

/** A progress bar that redraws itself in place; it writes nothing where the output is no terminal. */
export function progressLine(
  label: string,
  output: NodeJS.WriteStream,
): { show: (share: number) => void; clear: () => void } {
  let shown = -1;
  return {
    show(share) {
      const percent = Math.floor(share * 100);
      if (!output.isTTY || percent === shown) return;
      shown = percent;
      output.write(`\r  ${label} ${progressText(percent)}`);
    },
    clear() {
      if (shown >= 0) output.write("\r\x1b[2K");
    },
  };
}
