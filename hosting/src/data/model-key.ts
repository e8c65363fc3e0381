import { hasCode } from '@segue/core/contract/api/api-error';

/** What looking up a model's key depends on. */
export interface ModelKeyPorts {
  /** Reads the key of a model from the database, by its id and data set; rejects where the viewer may not. */
  readKey: (id: string, dataset: string) => Promise<string | null>;
  /** Asks the API for the key of a model, by its address. Rejects with `model-not-found`, also where the viewer may not see it. */
  askKey: (address: string) => Promise<string>;
}

/**
 * The key under which the database holds the model at an address; `null` where there is none for the viewer. An address names
 * id and data set (`{data set}~{id}`), or is the id of a data set, whose own model has the same. Any other is an id alone,
 * which several models may have: the API decides which one is meant.
 */
export async function findModelKey(address: string, { readKey, askKey }: ModelKeyPorts): Promise<string | null> {
  const [dataset = address, id = dataset] = address.split('~', 2);
  // Refused also where there is no such data set, and before an earlier session is restored: the API says which.
  const stored = await readKey(id, dataset).catch(() => null);
  if (stored !== null) return stored;
  try {
    return await askKey(address);
  } catch (error) {
    if (hasCode(error, 'model-not-found')) return null;
    throw error;
  }
}
