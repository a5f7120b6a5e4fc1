/** 0.934 → "93%". Rounds neither up to 100% nor down to 0%. */
export function shareText(share: number): string {
  if (share > 0.99 && share < 1) return ">99%";
  if (share < 0.01 && share > 0) return "<1%";
  return `${Math.round(share * 100)}%`;
}
