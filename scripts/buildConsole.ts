import { buildPage } from "./pages/buildPage.ts";

/** Builds the captures page. */
export const buildConsole = (directory: string): ReturnType<typeof buildPage> =>
  buildPage({
    script: "src/console/main.ts",
    style: "src/console/styles/main.css",
    document: "src/console/index.html",
    directory,
  });
