import { useEffect, useRef, useState } from "preact/hooks";
import { TrafficPlot, type PlotContent } from "./trafficPlot.ts";
import type { RefObject } from "preact";

interface PlotState {
  /** For the element that holds the plot. */
  readonly host: RefObject<HTMLDivElement | null>;
  readonly plot: RefObject<TrafficPlot | null>;
  /** The column below the cursor. */
  readonly column: number | null;
  readonly isZoomed: boolean;
}

/** A plot in an element of the page, made anew only for another content. */
export function usePlot(content: Pick<PlotContent, "data" | "marks" | "moments"> | null): PlotState {
  const host = useRef<HTMLDivElement | null>(null);
  const plot = useRef<TrafficPlot | null>(null);
  const [column, setColumn] = useState<number | null>(null);
  const [isZoomed, setZoomed] = useState(false);
  useEffect(() => {
    if (content === null || host.current === null) return undefined;
    const made = new TrafficPlot(host.current, { ...content, onColumn: setColumn, onZoom: setZoomed });
    plot.current = made;
    return () => {
      plot.current = null;
      made.destroy();
    };
  }, [content]);
  return { host, plot, column, isZoomed };
}
