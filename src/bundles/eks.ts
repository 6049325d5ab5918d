export { mintClusterToken } from '../aws/clusterToken.ts';
export { describeCluster, listClusters, listFargateProfiles } from '../aws/eks.ts';
