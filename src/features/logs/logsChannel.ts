import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { LogEntry } from '../../kube/logs/logEntries.ts';
import { LogBuffer } from './logsBuffer.ts';

type Describe = (mark: Extract<LogEntry, { kind: 'mark' }>) => string;

const maxLength = 16 * 1024 * 1024;

/** One output channel for what is followed: bounded, and with each line's pod and container once there are several. */
export class LogsChannel {
  private readonly channel: vscode.OutputChannel;
  private readonly buffer: LogBuffer;
  private readonly sources = new Set<string>();

  constructor(name: string, maxLines: number) {
    this.channel = vscode.window.createOutputChannel(name, 'log');
    this.buffer = new LogBuffer({
      maxLines,
      maxLength,
      describeDropped: (count) => `--- ${l10n.t('{0} older lines were dropped here', count)} ---`,
    });
  }

  show(): void {
    this.channel.show(true);
  }

  write(entries: readonly LogEntry[], describe: Describe): void {
    this.add(
      entries.map((entry) => {
        if (entry.kind === 'mark') {
          return describe(entry);
        }
        const source = `${entry.pod} ${entry.container}`;
        this.sources.add(source);
        return this.sources.size > 1 ? `[${source}] ${entry.text}` : entry.text;
      }),
    );
  }

  /** A line of our own among those of the log. */
  note(text: string): void {
    this.add([`--- ${text} ---`]);
  }

  clear(): void {
    this.buffer.clear();
    this.channel.clear();
  }

  dispose(): void {
    this.channel.dispose();
  }

  private add(lines: readonly string[]): void {
    const { kind, text } = this.buffer.add(lines);
    this.channel[kind](text);
  }
}
