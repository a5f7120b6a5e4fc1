import { h, type JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

const shownMs = 2000;

interface CopyButtonProps {
  readonly text: string;
  /** What a screen reader calls it: "Copy the filter". */
  readonly label: string;
  /** What is written on it. */
  readonly caption?: string;
}

/** Copies a text, and says for a while whether it could. */
export function CopyButton({ text, label, caption = "Copy" }: CopyButtonProps): JSX.Element {
  const [said, setSaid] = useState<"Copied" | "Not allowed" | null>(null);
  const timer = useRef(0);
  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
    },
    [],
  );
  const copy = async () => {
    const copied = await written(text);
    setSaid(copied ? "Copied" : "Not allowed");
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      setSaid(null);
    }, shownMs);
  };
  return h(
    "button",
    {
      type: "button",
      class: said === "Copied" ? "button small copy copied" : "button small copy",
      "aria-label": said ?? label,
      onClick: () => void copy(),
    },
    said ?? caption,
  );
}

/** A browser may refuse, for example in a frame of another site. */
async function written(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
