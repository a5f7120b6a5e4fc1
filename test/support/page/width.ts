import type { Page } from "playwright-core";

/** Runs within the page: what is wider than it, and not in a part that scrolls by itself. */
const inPage = `(() => {
  const { clientWidth, scrollWidth } = document.documentElement;
  const name = (element) => element.tagName.toLowerCase() + "." + element.className;
  const hides = [document.documentElement, document.body].filter(
    (element) => /hidden|clip/.test(getComputedStyle(element).overflowX));
  const wide = [...document.body.querySelectorAll("*")].filter(
    (element) => element.checkVisibility() && element.getBoundingClientRect().right > clientWidth + 1);
  return { clientWidth, scrollWidth, hides: hides.map(name), wide: wide.slice(0, 5).map(name) };
})()`;

interface Width {
  readonly clientWidth: number;
  readonly scrollWidth: number;
  /** The document's own elements that hide what is too wide, so that nobody can scroll to it. */
  readonly hides: readonly string[];
  /** The first elements that reach beyond the right edge. */
  readonly wide: readonly string[];
}

/** What makes somebody scroll a page sideways; empty when nothing does. */
export async function sidewaysScroll(page: Page): Promise<readonly string[]> {
  const { clientWidth, scrollWidth, hides, wide } = await page.evaluate<Width>(inPage);
  const scrolls =
    scrollWidth > clientWidth ? [`${scrollWidth} px of ${clientWidth}: ${wide.join(", ")}`] : [];
  return [...scrolls, ...hides.map((element) => `${element} hides what is too wide`)];
}
