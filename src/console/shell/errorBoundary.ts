import { Component, h, type ComponentChildren } from "preact";
import { Notice } from "../parts/notice.ts";

interface State {
  readonly error: Error | null;
}

/** Keeps an error of one screen from taking the whole page. */
export class ErrorBoundary extends Component<{ readonly children?: ComponentChildren }, State> {
  override state: State = { error: null };

  static override getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ComponentChildren {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const reload = () => {
      location.reload();
    };
    return h(
      "div",
      null,
      h("h1", null, "This screen failed"),
      h(Notice, { tone: "bad" }, `The page has a fault: ${error.message}`),
      h("p", null, h("button", { type: "button", class: "button", onClick: reload }, "Load the page anew")),
    );
  }
}
