/** How far the reading has come. */
interface Progress {
  readonly secondsDone: number;
  readonly bytesDone: number;
  readonly bytesLeft: number;
}

/** The speed so far may be that of the storage's better moments. */
const reserve = 1.25;

/** Whether so many bytes can still be read in time, at the speed so far. */
export function fitsInTime({ secondsDone, bytesDone, bytesLeft }: Progress, seconds: number): boolean {
  if (bytesDone === 0) return secondsDone < seconds / 2;
  return secondsDone + (bytesLeft / bytesDone) * secondsDone * reserve <= seconds;
}
