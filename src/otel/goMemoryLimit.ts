/**
 * The mebibytes of Go's `GOMEMLIMIT`, such as `640MiB` or a number of bytes; `undefined` for `off` and what is none.
 * https://pkg.go.dev/runtime#hdr-Environment_Variables
 */
export function goMemoryLimitMiB(text: string): number | undefined {
  const [, number, unit = 'B'] = /^(\d{1,19})(B|KiB|MiB|GiB|TiB)?$/.exec(text.trim()) ?? [];
  return number === undefined
    ? undefined
    : (Number(number) * 1024 ** ['B', 'KiB', 'MiB', 'GiB', 'TiB'].indexOf(unit)) / 2 ** 20;
}
