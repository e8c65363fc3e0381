/** The emulator in its own process, which its parent can ask for its memory use. Run with `--expose-gc`. */
import { startEmulator } from '@segue/emulator/index';

const rules = JSON.stringify({ rules: { '.read': true, '.write': true, scores: { '.indexOn': 'score' } } });
const emulator = await startEmulator({ project: 'demo-bench', rules });
process.on('message', (question: 'heap' | 'peak') => {
  if (question === 'heap') gc?.();
  const answers = { heap: process.memoryUsage().heapUsed, peak: process.resourceUsage().maxRSS * 1024 };
  process.send?.({ [question]: answers[question] });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ port: emulator.port });
