// Runs within a page.

/** Shows one email after the other in it, and tells what a reader would see of each, and how well. */
globalThis.lookAt = (emails) => {
  const { document, getComputedStyle, NodeFilter } = globalThis;

  /** A CSS color as red, green, blue and opacity. */
  const read = (color) => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = color.match(/[\d.]+/g)?.map(Number) ?? [];
    return [red, green, blue, alpha];
  };
  const over = ([red, green, blue, alpha], below) =>
    [red, green, blue].map((part, index) => part * alpha + below[index] * (1 - alpha)).concat(1);

  /** https://www.w3.org/TR/WCAG21/#dfn-relative-luminance */
  const luminance = (color) => {
    const [red, green, blue] = color.map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };

  const canvasColor = () => {
    const probe = document.createElement("div");
    probe.style.backgroundColor = "Canvas";
    document.body.append(probe);
    const color = read(getComputedStyle(probe).backgroundColor);
    probe.remove();
    return color;
  };
  let canvas = [255, 255, 255, 1];
  let known = new Map();
  /** Color and opacity of what lies behind an element's texts, and how opaque the element itself is. */
  function surface(element) {
    if (element === null) return { background: canvas, opacity: 1 };
    if (!known.has(element)) {
      const { backgroundColor, opacity } = getComputedStyle(element);
      const below = surface(element.parentElement);
      const own = read(backgroundColor);
      const background = own[3] === 0 ? below.background : over(own, below.background);
      known.set(element, { background, opacity: Number(opacity) * below.opacity });
    }
    return known.get(element);
  }

  function textContrasts() {
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent.trim();
      const { fontSize, color: textColor } = getComputedStyle(node.parentElement);
      if (text === "" || fontSize === "0px" || !node.parentElement.checkVisibility()) continue;
      const { background, opacity } = surface(node.parentElement);
      const [red, green, blue, alpha] = read(textColor);
      const color = over([red, green, blue, alpha * opacity], background);
      texts.push({ text, contrast: contrast(color, background) });
    }
    return texts;
  }

  const drawnCells = () =>
    [...document.querySelectorAll("[bgcolor]")].map((cell) => {
      const { width, height } = cell.getBoundingClientRect();
      return { width, height, contrast: contrast(surface(cell).background, canvas) };
    });

  const least = (found) => found.sort((a, b) => a.contrast - b.contrast)[0] ?? null;
  /** Where the parts of the first screen end, in its order. */
  const firstScreen = () => {
    const heading = document.querySelector("h1");
    const box = heading.parentElement;
    const link = document.querySelector("a[href]");
    const button = link?.closest("td[bgcolor]") ?? null;
    return {
      order: [...box.children].map(({ tagName }) => tagName.toLowerCase()).join(" "),
      texts: [...box.children].map(({ innerText }) => innerText),
      originLines: Math.round(box.children[0].getBoundingClientRect().height / 18),
      ends: box.getBoundingClientRect().bottom,
      headings: document.querySelectorAll("h1").length,
      button: button === null ? null : { text: link.innerText, height: link.getBoundingClientRect().height },
    };
  };

  return emails.map((email) => {
    document.open();
    document.write(email);
    document.close();
    canvas = canvasColor();
    known = new Map();
    const drawn = drawnCells();
    return {
      width: document.documentElement.scrollWidth,
      dark: luminance(canvas) < 0.5,
      seen: document.body.innerText,
      faintest: least(textContrasts()),
      faintestCell: least(drawn),
      invisibleCells: drawn.filter(({ width, height }) => width < 1 || height < 1).length,
      first: firstScreen(),
    };
  });
};

/** Each email's elements and the names of their attributes, as a browser's parser finds them, without showing it. */
globalThis.structureOf = (emails) => {
  const { DOMParser } = globalThis;
  return emails.map((email) =>
    [...new DOMParser().parseFromString(email, "text/html").querySelectorAll("*")]
      .map((element) => [element.tagName, ...element.getAttributeNames()].join(" "))
      .join("\n"),
  );
};
