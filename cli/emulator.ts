/** `npm run emulator -- --port 0 --project P [--rules FILE]`: the database emulator alone. */
import '../emulator/src/cli.js';
