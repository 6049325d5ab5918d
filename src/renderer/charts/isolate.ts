/** The series that are seen after a click on one of them: it alone, or all again when it was alone already; or one more, one less. */
export function chosenSeries(
  shown: readonly number[],
  { clicked, isToggle, count }: { clicked: number; isToggle: boolean; count: number },
): number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  const isShown = shown.includes(clicked);
  if (isToggle) {
    const next = isShown ? shown.filter((one) => one !== clicked) : [...shown, clicked].sort((a, b) => a - b);
    return next.length === 0 ? all : next;
  }
  return isShown && shown.length === 1 ? all : [clicked];
}
