/** `npm run rules`: writes the rules of the database, made from the table of rights, to database.rules.json. */
import { writeFile } from 'node:fs/promises';
import { rulesText } from './rules/rules-text.js';
import { inRoot } from '@segue/suite/launcher/root';

await writeFile(inRoot('database.rules.json'), rulesText());
