import { crc32, deflateSync, inflateSync } from "node:zlib";

/** https://www.w3.org/TR/png-3/ */
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** How many colors, and how near two of them may be: an email has few, a page many that differ little. */
const palettes = { few: { bits: 4, distance: 2500 }, many: { bits: 8, distance: 12 } } as const;

type Palette = (typeof palettes)[keyof typeof palettes];

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue of each pixel, one after the other. */
  readonly colors: Buffer;
}

/** A browser's screenshot with few colors: a fifth of its size with those of an email. */
export function smallPng(png: Buffer, colors: keyof typeof palettes = "few"): Buffer {
  const picture = decode(png);
  const kind = palettes[colors];
  const palette = mostFrequent(picture.colors, kind);
  return encode(picture, palette, indexer(palette), kind);
}

function decode(png: Buffer): Picture {
  const chunks = chunksOf(png);
  const header = chunks.find(([type]) => type === "IHDR")?.[1] ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = header[9] === 6 ? 4 : 3;
  const data = inflateSync(Buffer.concat(chunks.filter(([type]) => type === "IDAT").map(([, part]) => part)));
  const pixels = unfiltered(data, width * channels, height, channels);
  const colors = Buffer.alloc(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1)
    pixels.copy(colors, pixel * 3, pixel * channels, pixel * channels + 3);
  return { width, height, colors };
}

function chunksOf(png: Buffer): readonly (readonly [type: string, data: Buffer])[] {
  const chunks: [string, Buffer][] = [];
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push([png.toString("latin1", at + 4, at + 8), png.subarray(at + 8, at + 8 + length)]);
    at += length + 12;
  }
  return chunks;
}

/** Undoes the filter that each line of a PNG begins with. */
function unfiltered(data: Buffer, lineBytes: number, height: number, step: number): Buffer {
  const pixels = Buffer.alloc(lineBytes * height);
  for (let line = 0; line < height; line += 1) {
    const filter = data[line * (lineBytes + 1)] ?? 0;
    for (let index = 0; index < lineBytes; index += 1) {
      const at = line * lineBytes + index;
      const left = index < step ? 0 : (pixels[at - step] ?? 0);
      const up = line === 0 ? 0 : (pixels[at - lineBytes] ?? 0);
      const upLeft = line === 0 || index < step ? 0 : (pixels[at - lineBytes - step] ?? 0);
      pixels[at] = (data[line * (lineBytes + 1) + 1 + index] ?? 0) + predicted(filter, left, up, upLeft);
    }
  }
  return pixels;
}

function predicted(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const estimate = left + up - upLeft;
  const distances = [left, up, upLeft].map((value) => Math.abs(estimate - value));
  const nearest = Math.min(...distances);
  return [left, up, upLeft][distances.indexOf(nearest)] ?? 0;
}

const colorAt = (colors: Buffer, at: number): number => colors.readUIntBE(at, 3);
const distance = (one: number, other: number): number =>
  [16, 8, 0].reduce((sum, shift) => sum + (((one >> shift) & 255) - ((other >> shift) & 255)) ** 2, 0);

/** The colors of most pixels, none too near to another one. */
function mostFrequent(colors: Buffer, { bits, distance: least }: Palette): readonly number[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < colors.length; at += 3) {
    const color = colorAt(colors, at);
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const palette: number[] = [];
  for (const [color] of [...counts].sort(([, one], [, other]) => other - one)) {
    if (palette.every((taken) => distance(taken, color) > least)) palette.push(color);
    if (palette.length === 2 ** bits) break;
  }
  return palette;
}

function indexer(palette: readonly number[]): (color: number) => number {
  const known = new Map<number, number>();
  return (color) => {
    const index =
      known.get(color) ??
      palette.reduce(
        (best, candidate, at) =>
          distance(candidate, color) < distance(palette[best] ?? 0, color) ? at : best,
        0,
      );
    known.set(color, index);
    return index;
  };
}

/** Two pixels a byte, or one. */
function encode(
  { width, height, colors }: Picture,
  palette: readonly number[],
  indexOf: (color: number) => number,
  { bits }: Palette,
): Buffer {
  const each = 8 / bits;
  const lineBytes = 1 + Math.ceil(width / each);
  const lines = Buffer.alloc(lineBytes * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const column = pixel % width;
    const at = Math.floor(pixel / width) * lineBytes + 1 + Math.floor(column / each);
    const shift = (each - 1 - (column % each)) * bits;
    lines[at] = (lines[at] ?? 0) | (indexOf(colorAt(colors, pixel * 3)) << shift);
  }
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, bits, 3, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const table = Buffer.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]));
  const parts = [
    chunk("IHDR", header),
    chunk("PLTE", table),
    chunk("IDAT", deflateSync(lines, { level: 9 })),
  ];
  return Buffer.concat([signature, ...parts, chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
