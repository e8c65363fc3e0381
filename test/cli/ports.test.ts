import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { findFreePort, isPortFree } from '@segue/suite/launcher/ports';

describe('findFreePort', () => {
  it('hands out each port once, and none that systems give out by themselves', async () => {
    const ports: number[] = [];
    for (let count = 0; count < 300; count++) ports.push(await findFreePort());
    expect(new Set(ports).size).toBe(300);
    expect(Math.max(...ports)).toBeLessThan(32_768);
    expect(Math.min(...ports)).toBeGreaterThan(1024);
  });
});

describe('isPortFree', () => {
  it('tells a taken port from a free one', async () => {
    const port = await findFreePort();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    expect(await isPortFree(port)).toBe(false);
    await new Promise((resolve) => server.close(resolve));
    expect(await isPortFree(port)).toBe(true);
  });
});
