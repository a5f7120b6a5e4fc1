import { createContext, h, type ComponentChildren, type JSX } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";

/** How many steps the viewer has made on the page. */
export const Steps = createContext(0);

interface Props {
  /** Of the document; also the heading's text unless there are children. */
  readonly title: string;
  readonly children?: ComponentChildren;
}

/**
 * A screen's heading. It names the document, and takes the focus after a step on the page, so that a screen
 * reader reads it out and the keyboard goes on from there.
 */
export function ScreenTitle({ title, children }: Props): JSX.Element {
  const steps = useContext(Steps);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – capture-on-alert`;
  }, [title]);
  useEffect(() => {
    if (steps > 0 && document.activeElement === document.body)
      heading.current?.focus({ preventScroll: true });
  }, [steps]);
  return h("h1", { ref: heading, tabIndex: -1 }, children ?? title);
}
