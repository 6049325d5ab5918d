/** From the extension to the page of the pipeline graph. */
export type ToGraph =
  | {
      kind: 'show';
      /** `undefined` where there is nothing to draw; `note` says why. */
      svg?: string;
      note: string;
      title: string;
      /** What to call each config of the file. */
      configs: readonly string[];
      chosen: number;
      /** What VS Code keeps of the page, to bring it back after a restart. */
      state: GraphState;
    }
  /** The cursor in the file stands at this offset of the config's text; `undefined` outside of it. */
  | { kind: 'mark'; offset?: number | undefined };

/** From the page to the extension. Offsets are those of the config's text. */
export type FromGraph =
  | { kind: 'ready' }
  | { kind: 'open'; start: number; end: number }
  | { kind: 'choose'; index: number }
  | { kind: 'export' };

export interface GraphState {
  uri: string;
  config: number;
}
