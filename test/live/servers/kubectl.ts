import { spawn } from 'node:child_process';

/** The real kubectl with one kubeconfig. */
export class Kubectl {
  private readonly program: string;
  private readonly kubeconfig: string;

  constructor(program: string, kubeconfig: string) {
    this.program = program;
    this.kubeconfig = kubeconfig;
  }

  /** What it prints. Throws with its own words when it fails. */
  run(args: readonly string[], input = ''): Promise<string> {
    const child = spawn(this.program, [...args], { env: { ...process.env, KUBECONFIG: this.kubeconfig } });
    let printed = '';
    let words = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
    // One that has ended takes no more input, and says why by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) =>
        code === 0 ? resolve(printed) : reject(new Error(`kubectl ${args.join(' ')}: ${words}`)),
      );
    });
  }

  /** Applies objects, or the text of a manifest, as the API server itself would, refusing fields that it does not know. */
  async apply(manifest: string | object, options: readonly string[] = []): Promise<string> {
    const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
    return this.run(
      ['apply', '--server-side', '--force-conflicts', '--validate=strict', ...options, '-f', '-'],
      text,
    );
  }

  /** Objects as they are now. */
  async get<T>(args: readonly string[]): Promise<T> {
    return JSON.parse(await this.run(['get', ...args, '-o', 'json'])) as T;
  }
}
