import { describe, expect, it } from '@jest/globals';
import { Dataset } from '../replay/lightfm/dataset.js';
import { LightFm } from '@segue/core/model/lightfm/light-fm';

describe('Dataset', () => {
  it('leads from names to a hybrid model', () => {
    const dataset = new Dataset({ itemIdentityFeatures: false }).fit({
      users: ['ann', 'bob'],
      items: ['kiwi', 'lime', 'plum'],
      itemFeatures: ['green', 'purple'],
    });
    const { weights } = dataset.buildInteractions([['ann', 'kiwi'], ['bob', 'plum']]); // prettier-ignore
    const itemFeatures = dataset.buildItemFeatures([
      ['kiwi', ['green']],
      ['lime', new Map([['green', 3]])],
      ['plum', ['purple']],
    ]);
    const model = new LightFm({ loss: 'bpr' }).fit(weights, { itemFeatures, epochs: 200 });
    expect(model.getItemRepresentations().biases).toHaveLength(2);
    // Nobody has met lime, but it is green, and so is what ann likes.
    const [lime, plum] = model.predict(0, [1, 2], { itemFeatures });
    expect(lime).toBeGreaterThan(plum!);
  });
});
