import type { AwsSession } from '../../../src/aws/session.ts';
import { makeHome } from '../../unit/aws/local.ts';
import type { Home } from '../../unit/aws/local.ts';
import { startMoto } from './moto.ts';

export const region = 'eu-west-1';

/** An empty account of moto's, and a home with profiles for it. */
export interface MotoAccount {
  home: Home;
  /** Of the profile `moto`; there is also `role`, in another account. */
  session: AwsSession;
  stop: () => Promise<void>;
}

/** Starts moto and opens a session that has all of AWS there. */
export async function startMotoAccount(folder: string, { logs }: { logs: string }): Promise<MotoAccount> {
  const moto = await startMoto(folder, { logs });
  const here = `region = ${region}\nendpoint_url = ${moto.url}\n`;
  const role = 'source_profile = moto\nrole_arn = arn:aws:iam::222233334444:role/lab\n';
  const home = makeHome(
    `[profile moto]\n${here}[profile role]\n${here}${role}`,
    '[moto]\naws_access_key_id = AKIDMOTO\naws_secret_access_key = secret\n',
  );
  const stop = async (): Promise<void> => {
    home.close();
    await moto.stop();
  };
  try {
    return { home, session: await home.aws().session({ profile: 'moto', region }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
