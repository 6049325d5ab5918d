/** The labels of a target. Without an entry a label is empty, which is the same as not being there. */
export type Labels = ReadonlyMap<string, string>;

/** Labels while rules work on them. https://pkg.go.dev/github.com/prometheus/prometheus/model/labels#Builder */
export interface LabelBuilder {
  /** As they are now. */
  readonly labels: Labels;
  get(name: string): string;
  /** Setting a label to nothing deletes it. */
  set(name: string, value: string): void;
  delete(name: string): void;
}

/** A builder that begins with these labels, the empty ones left out. */
export function buildLabels(begin: Labels): LabelBuilder {
  const labels = new Map(begin);
  for (const [name, value] of begin) {
    if (value === '') {
      labels.delete(name);
    }
  }
  return {
    labels,
    get: (name) => labels.get(name) ?? '',
    set: (name, value) => {
      if (value === '') {
        labels.delete(name);
      } else {
        labels.set(name, value);
      }
    },
    delete: (name) => void labels.delete(name),
  };
}
