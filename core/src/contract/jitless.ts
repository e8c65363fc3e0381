import { config } from 'zod/v4/core';

// Zod would try whether it may compile code at run time. The page's Content-Security-Policy forbids that, and the browser
// would report each attempt. Imported before the first schema is made.
config({ jitless: true });
