import { progressText } from "./progressText.ts";
import { redrawText } from "./redrawText.ts";

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
      const room = output.columns - label.length - 4;
      output.write(redrawText(`  ${label} ${progressText(percent, room)}`, output.columns));
    },
    clear() {
      if (shown >= 0) output.write(redrawText("", output.columns));
    },
  };
}
