export { listGrafanaWorkspaces } from '../aws/grafana.ts';
