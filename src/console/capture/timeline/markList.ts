import { h, type JSX } from "preact";
import { clockTime } from "./clockTime.ts";
import type { PlotMark } from "./plotMarks.ts";

interface MarkListProps {
  readonly marks: readonly PlotMark[];
  /** Shades a mark on the plot; null shades none. */
  readonly onChoose: (mark: PlotMark | null) => void;
  readonly onZoom: (mark: PlotMark) => void;
}

/** The findings on the plot in words. Each is shaded when it is pointed at, and a click zooms to it. */
export const MarkList = ({ marks, onChoose, onZoom }: MarkListProps): JSX.Element =>
  h(
    "ul",
    { class: "marks", "aria-label": "Findings on the plot" },
    marks.map((mark) => {
      const choose = () => {
        onChoose(mark);
      };
      const leave = () => {
        onChoose(null);
      };
      return h(
        "li",
        { key: mark.number },
        h(
          "button",
          {
            type: "button",
            class: "mark-button",
            title: "Zoom to it",
            ...{ onMouseEnter: choose, onFocus: choose, onMouseLeave: leave, onBlur: leave },
            onClick: () => {
              onZoom(mark);
            },
          },
          h("span", { class: `number number-${mark.severity}` }, mark.number),
          h("span", { class: "mark-text" }, mark.text),
          h("span", { class: "mark-span" }, spanOf(mark)),
        ),
      );
    }),
  );

function spanOf({ from, to }: PlotMark): string {
  const [first, last] = [clockTime(from, "UTC"), clockTime(to, "UTC")];
  return first === last ? `at ${first} UTC` : `${first} to ${last} UTC`;
}
