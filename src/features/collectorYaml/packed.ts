import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import * as vscode from 'vscode';

/** The text of a file that build.js packed. */
export async function readPacked(file: vscode.Uri): Promise<string> {
  const bytes = await promisify(brotliDecompress)(await vscode.workspace.fs.readFile(file));
  return bytes.toString('utf8');
}
