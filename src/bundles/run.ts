export { createSend } from '../aws/send.ts';
export { createAws } from '../aws/session.ts';
export { asHuman } from '../notebook/headless/asHuman.ts';
export { asJson } from '../notebook/headless/asJson.ts';
export { asJunit } from '../notebook/headless/asJunit.ts';
export { exitStatus, runNotebook } from '../notebook/headless/runNotebook.ts';
