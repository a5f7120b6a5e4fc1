/** Fields of network protocols: unsigned, big endian. */
export const field8 = (...values: readonly number[]): Buffer => Buffer.from(values);

export function field16(...values: readonly number[]): Buffer {
  const field = Buffer.allocUnsafe(2 * values.length);
  values.forEach((value, index) => field.writeUInt16BE(value, 2 * index));
  return field;
}

export function field32(value: number): Buffer {
  const field = Buffer.allocUnsafe(4);
  field.writeUInt32BE(value >>> 0);
  return field;
}
