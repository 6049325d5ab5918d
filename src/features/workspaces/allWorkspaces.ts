import type { Workspace } from '../../aws/amp.ts';
import type { Connection } from '../../aws/connection.ts';
import type { Deps } from '../deps.ts';

/** Every workspace of a connection. */
export async function allWorkspaces(
  { bundles, services }: Pick<Deps, 'bundles' | 'services'>,
  connection: Connection,
): Promise<Workspace[]> {
  const [aws, session] = await Promise.all([bundles.aws(), services.session(connection)]);
  return aws.allWorkspaces(session);
}
