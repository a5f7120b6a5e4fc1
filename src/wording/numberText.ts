const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const small = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });

/** 812345678 → "812,345,678"; 97.341 → "97.34"; 0.00123 → "0.00123". */
export function numberText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e15) return value.toPrecision(4);
  if (Number.isInteger(value)) return whole.format(value);
  return (size < 1 ? small : fine).format(value);
}

/** A scaled amount: one decimal, which a whole number of ten and more leaves out. "7.0", "36.2", "100". */
export const scaledText = (value: number): string =>
  Math.abs(value) < 9.95 ? value.toFixed(1) : scaled.format(value);

const scaled = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
