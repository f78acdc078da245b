import { expect, test } from '@jest/globals';
import { assert, integer, property } from 'fast-check';
import { stageSettings } from '../../infra/config.ts';
import { functionEnvironment } from '../../infra/function-environment.ts';
import { readEnvironment, variable } from '../../shared/adapters/system/read-environment.ts';

test('whatever rate and concurrency a stage has, the function can read its share, and all shares together keep the rate', () => {
  const settings = stageSettings('prod');
  assert(
    property(integer({ min: 1, max: 500 }), integer({ min: 2, max: 200 }), (mailsPerSecond, concurrency) => {
      const { MAILS_PER_SECOND } = functionEnvironment({
        settings: {
          ...settings,
          reviews: { ...settings.reviews, mailsPerSecond },
          workers: { ...settings.workers, 'send-review': { ...settings.workers['send-review'], concurrency } },
        },
        variables: ['MAILS_PER_SECOND'],
        values: {},
      });
      const read = readEnvironment({ MAILS_PER_SECOND: variable.rate }, { MAILS_PER_SECOND });
      expect(read.MAILS_PER_SECOND * concurrency).toBeLessThanOrEqual(mailsPerSecond);
      expect(read.MAILS_PER_SECOND * concurrency).toBeCloseTo(mailsPerSecond, 2);
    }),
  );
});
