const [minute, hour, day] = [60, 3600, 86_400];

/** 252 → "4 min 12 s": two units at most; tenths below ten seconds where there are any. */
export function shortDuration(seconds: number): string {
  const tenths = Math.round(Math.max(seconds, 0) * 10) / 10;
  if (tenths > 0 && tenths < 10) return `${tenths} s`;
  const whole = Math.round(tenths);
  if (whole < minute) return `${whole} s`;
  if (whole < hour) return both(whole, [minute, "min"], [1, "s"]);
  const minutes = Math.round(whole / minute) * minute;
  return minutes < day ? both(minutes, [hour, "h"], [minute, "min"]) : both(whole, [day, "d"], [hour, "h"]);
}

type Unit = readonly [seconds: number, name: string];

function both(seconds: number, [large, largeName]: Unit, [small, smallName]: Unit): string {
  const parts = Math.round(seconds / small);
  const ratio = large / small;
  const [many, rest] = [Math.floor(parts / ratio), parts % ratio];
  return rest === 0 ? `${many} ${largeName}` : `${many} ${largeName} ${rest} ${smallName}`;
}
