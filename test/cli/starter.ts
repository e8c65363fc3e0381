/** Starts a suite, tells where it is, and waits to be killed. */
import { startSuite } from '@segue/suite/launcher/suite';

const suite = await startSuite({ project: 'demo-killed', ports: 'auto', functionsDir: process.argv[2]! });
process.send?.({ ports: suite.ports, pids: suite.pids });
setInterval(() => undefined, 60_000);
