export { whoAmI } from '../aws/sts.ts';
