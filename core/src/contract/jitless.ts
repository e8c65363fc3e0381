import { config } from 'zod/v4/core';

// Otherwise zod checks whether it may compile code at run time. The page's Content-Security-Policy forbids that, and
// the browser would report each attempt. Import this before the first schema is made.
config({ jitless: true });
