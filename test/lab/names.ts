/** The account that most profiles of the lab belong to, and a second one with other resources (both from AWS's own documentation). */
export const account = '111122223333';
export const otherAccount = '444455556666';

export const region = 'us-east-1';
export const otherRegion = 'ap-northeast-1';

/** The cluster and the workspace of the recipe; the sample app's metrics arrive in that workspace. */
export const clusterName = 'amp-eks-fargate';
export const fedAlias = 'prometheus-sample-app';

/** What the lab's multi-factor device shows. Any other code is refused. */
export const mfaCode = '123456';

/** How big a lab is: a handful of everything, or 1,000 workspaces and 10,000 pods. */
export type LabSize = 'small' | 'huge';
