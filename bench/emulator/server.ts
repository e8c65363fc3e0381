/** The emulator in its own process, which its parent can ask for its memory use. Run with `--expose-gc`. */
import { startEmulator } from '@segue/emulator/index';

const rules = JSON.stringify({ rules: { '.read': true, '.write': true, scores: { '.indexOn': 'score' } } });
const emulator = await startEmulator({ project: 'demo-bench', rules });
process.on('message', () => {
  gc?.();
  process.send?.({ heap: process.memoryUsage().heapUsed });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ port: emulator.port });
