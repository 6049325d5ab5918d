/** Whose resources and where: a profile of ~/.aws in one region. */
export interface Connection {
  /** `undefined` stands for the default chain: environment variables, `AWS_PROFILE`, `[default]`, container or instance role. */
  profile: string | undefined;
  region: string;
}
