import { useLayoutEffect, useState } from "preact/hooks";
import { route, type Route } from "./route.ts";
import { ScrollPlaces } from "./scrollPlaces.ts";

/** The place that the address names, and how many steps the viewer has made on the page. */
interface Place {
  readonly route: Route;
  readonly steps: number;
  readonly scrollTop: number;
}

/**
 * Follows the page's address. A new place begins at its top, and one that the viewer comes back to is
 * where it was.
 */
export function useRoute(): Place {
  const [place, setPlace] = useState<Place>(() => ({
    route: route.read(location.hash),
    steps: 0,
    scrollTop: 0,
  }));
  // At once: a plain effect runs after a frame, and an address that changes until then would be missed.
  useLayoutEffect(() => {
    const scrolls = new ScrollPlaces(history, window);
    const moved = () => {
      // The next screen's heading takes the focus, unless the viewer has put it elsewhere by then.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      const scrollTop = scrolls.enter();
      setPlace(({ steps }) => ({ route: route.read(location.hash), steps: steps + 1, scrollTop }));
    };
    const scrolled = () => {
      scrolls.keep();
    };
    window.addEventListener("hashchange", moved);
    window.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      window.removeEventListener("hashchange", moved);
      window.removeEventListener("scroll", scrolled);
    };
  }, []);
  useLayoutEffect(() => {
    if (place.steps > 0) window.scrollTo(0, place.scrollTop);
  }, [place]);
  return place;
}
