import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { boundOf, targets } from '@segue/bench/emulator/measures';

const readme = readFileSync(join(resolve(__dirname, '../..'), 'bench/emulator/README.md'), 'utf8');

describe('bench/emulator/README.md', () => {
  it('lists what is measured with its target', () => {
    const rows = [...readme.replaceAll('`', '').matchAll(/^\| (.+?) +\| .+ \| +(at .+?) \|$/gm)];
    const listed = rows.map(([, name, target]) => [name, target]);
    expect(listed).toEqual(Object.values(targets).map((target) => [target.name, `${boundOf(target)} ${target.unit}`]));
  });
});
