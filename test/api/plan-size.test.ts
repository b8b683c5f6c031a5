import { expect } from 'chai';
import { planDraftSchema, planExample } from '../../server/routes/plan.js';

const withText = (text: string) => ({
  ...planExample,
  sections: { ...planExample.sections, goals: text, measures: text, schedule: text, organisation: text, funding: text },
});

describe('the size of a plan', () => {
  it('is limited as a whole to 256 KB, though each section alone is not too long', () => {
    expect(planDraftSchema.validate(withText('产'.repeat(20_000))).error?.details[0]?.context).to.include({
      zh: '方案全文不能超过 256 KB，请精简正文。',
    });
  });

  it('leaves room for a long plan', () => {
    expect(planDraftSchema.validate(withText('产'.repeat(16_000))).error).to.equal(undefined);
  });
});
