import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeStructure, type Fields } from '@segue/core/model/kernels/wasm/memory-plan';
import { sideFields, taskFields } from '@segue/core/model/kernels/wasm/structures';
import { inRoot } from '@segue/suite/launcher/root';

const memory = readFileSync(inRoot('core/src/model/kernels/assembly/memory.ts'), 'utf8');
const committed = readFileSync(inRoot('core/src/model/kernels/wasm/structures.ts'), 'utf8');

const swapped = memory.replace('  scale: f64;\n  alpha: f64;\n', '  alpha: f64;\n  scale: f64;\n');

/** What tools/kernels.mjs makes of texts of assembly/memory.ts, in one process: the compiler takes long to load. */
function structuresOf(texts: string[]): string[] {
  const program = `
    import { makeStructures } from './tools/kernels.mjs';
    const made = [];
    for (const text of ${JSON.stringify(texts)}) made.push(await makeStructures(text));
    process.stdout.write(JSON.stringify(made));`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: inRoot('.'),
    encoding: 'utf8',
  });
  return JSON.parse(printed) as string[];
}

describe('structures.ts', () => {
  let made: string[];

  beforeAll(() => {
    made = structuresOf([memory, swapped]);
  });

  it("has each field of assembly/memory.ts at the compiler's offset", () => {
    expect(made[0]).toBe(committed);
  });

  it('differs where the fields of assembly/memory.ts change places', () => {
    expect(swapped).not.toBe(memory);
    const text = made[1];
    expect(text).toContain("alpha: { at: 0, type: 'f64' }");
    expect(text).not.toBe(committed);
  });

  it('has fields that neither overlap nor leave their structure', () => {
    const structures: readonly Fields[] = [sideFields, taskFields];
    for (const fields of structures) {
      let end = 0;
      for (const { at, type } of Object.values(fields)) {
        expect(at).toBeGreaterThanOrEqual(end);
        end = at + (type === 'f64' ? 8 : 4);
      }
    }
  });
});

describe('writeStructure', () => {
  it('writes by name, whatever the order of the keys', () => {
    const fields = {
      scale: { at: 0, type: 'f64' },
      rows: { at: 8, type: 'i32' },
      end: { at: 12, type: 'usize' },
    } as const;
    const buffer = new ArrayBuffer(32);
    writeStructure(buffer, 8, fields, { end: 0xffffffff, rows: 7, scale: 0.5 });
    const view = new DataView(buffer);
    expect([view.getFloat64(8, true), view.getInt32(16, true), view.getUint32(20, true)]).toEqual([0.5, 7, 0xffffffff]);
  });
});
