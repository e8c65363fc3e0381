/**
 * Runs in each worker of the functions emulator, before firebase-tools' own code.
 *
 * A worker needs one small function of `functionsEmulatorShared`, which pulls in 1,170 modules of the command line
 * (0.2 s, 50 MB). This answers that one import with the function alone.
 *
 * A worker gets no signal when the command line that owns it is killed, but its IPC channel closes.
 *
 * A worker serves every function (patches/shared-workers.ts): a header names the one that a request is for. In its
 * debug mode firebase-tools' code takes that name from a message, and a message of our own reaches it before the
 * request does.
 */
const { existsSync, readFileSync } = require('node:fs');
const { Server } = require('node:http');
const Module = require('node:module');
const { dirname, join } = require('node:path');

process.on('disconnect', () => process.exit(0));

process.env.FUNCTION_DEBUG_MODE = 'true';
const emit = Server.prototype.emit;
Server.prototype.emit = function emitSwitched(event, request, ...rest) {
  const target = event === 'request' ? request.headers['x-function-target'] : undefined;
  if (target === undefined) return emit.call(this, event, request, ...rest);
  delete request.headers['x-function-target'];
  const [functionTarget, functionSignature, service] = JSON.parse(target);
  Object.assign(process.env, {
    FUNCTION_TARGET: functionTarget,
    FUNCTION_SIGNATURE_TYPE: functionSignature,
    K_SERVICE: service,
  });
  process.emit('message', JSON.stringify({ functionTarget, functionSignature }));
  setImmediate(() => emit.call(this, event, request, ...rest));
  return true;
};

const load = Module._load;
Module._load = function loadShimmed(request, ...rest) {
  return request === './functionsEmulatorShared' ? { findModuleRoot } : load.call(this, request, ...rest);
};

/** The folder of the package `name` that the file `path` belongs to, or '' if there is none. */
function findModuleRoot(name, path) {
  for (let folder = path; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === name) return folder;
    if (folder === dirname(folder)) return '';
  }
}
