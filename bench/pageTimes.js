// Runs within the captures page, from its start on: notes the moments of which bench/page.ts asks.
{
  const { document, requestAnimationFrame, MessageChannel, performance } = globalThis;
  const rows = () => document.querySelectorAll("table tbody tr").length;

  /** The next frame is on the screen. */
  const painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    });

  globalThis.firstRowMs = (async () => {
    for (;;) {
      const at = await painted();
      if (rows() > 0) return at;
    }
  })();

  globalThis.firstPaintMs = async () => {
    for (;;) {
      const [first] = performance.getEntriesByName("first-contentful-paint");
      if (first !== undefined) return first.startTime;
      await painted();
    }
  };

  /** Milliseconds from each key to the frame behind it. */
  globalThis.keystrokes = [];
  document.addEventListener(
    "keydown",
    async ({ timeStamp }) => {
      globalThis.keystrokes.push((await painted()) - timeStamp);
    },
    true,
  );

  globalThis.untilKeystroke = async (index) => {
    while (globalThis.keystrokes.length <= index) await painted();
  };

  /** Scrolls down to the end of the page, or of the part of it that scrolls; milliseconds of each frame. */
  globalThis.scrollFrames = async (pixels) => {
    const parts = [document.scrollingElement, ...document.querySelectorAll("*")];
    const part = parts.find(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 2000);
    const frames = [];
    let last = await painted();
    for (let step = 0; part !== undefined && step < 180; step += 1) {
      part.scrollTop += pixels;
      const now = await painted();
      frames.push(now - last);
      last = now;
    }
    return frames;
  };
}
