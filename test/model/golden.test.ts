import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFixture } from '../replay/golden-fixture.js';
import { kernels } from '@segue/core/model/kernels/choice';

const folder = join(__dirname, '../golden');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

// The fast kernel rounds and draws in its own way: kernels.test.ts measures what it has to keep.
describe.each(['reference', 'exact'] as const)('the %s kernel and all around it', (name) => {
  it.each(files)('give what LightFM gives, bit for bit: %s', (file) => {
    expect(runFixture(file, read(file), kernels[name])).toMatchObject({ ok: true });
  });
});

describe('the fixtures', () => {
  it('have all of LightFM', () => {
    expect(files).toHaveLength(82);
  });
});

describe('runFixture', () => {
  it('finds one changed bit', () => {
    const fixture = read('warp_adagrad_noreg.json') as { final: { item_biases: number[] } };
    fixture.final.item_biases[3]! += 1e-9;
    const { ok, detail } = runFixture('changed', fixture);
    expect(ok).toBe(false);
    expect(detail).toContain('final.item_biases[3]');
  });

  it('finds an error that does not come', () => {
    const fixture = read('errors.json') as { cases: { case: string; error_type: string | null }[] };
    fixture.cases = fixture.cases.filter((entry) => entry.case === 'constructor: alphas 0');
    fixture.cases[0]!.error_type = 'ValueError';
    expect(runFixture('changed', fixture).detail).toContain('accepted, expected ValueError');
  });

  it.each([null, 'text', {}, { cases: [] }, { loss: 'warp' }])('refuses what is no fixture: %j', (json) => {
    expect(runFixture('strange', json).ok).toBe(false);
  });
});
