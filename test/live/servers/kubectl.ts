import { runToEnd } from './runToEnd.ts';

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
    return runToEnd(this.program, args, { input, env: { KUBECONFIG: this.kubeconfig } });
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
