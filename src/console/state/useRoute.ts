import { useEffect, useState } from "preact/hooks";
import { route, type Route } from "./route.ts";

/** The place that the address names, and how many steps the viewer has made on the page. */
interface Place {
  readonly route: Route;
  readonly steps: number;
}

/** Follows the page's address. */
export function useRoute(): Place {
  const [place, setPlace] = useState<Place>(() => ({ route: route.read(location.hash), steps: 0 }));
  useEffect(() => {
    const moved = () => {
      // The next screen's heading takes the focus, unless the viewer has put it elsewhere by then.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      window.scrollTo(0, 0);
      setPlace(({ steps }) => ({ route: route.read(location.hash), steps: steps + 1 }));
    };
    window.addEventListener("hashchange", moved);
    return () => {
      window.removeEventListener("hashchange", moved);
    };
  }, []);
  return place;
}
