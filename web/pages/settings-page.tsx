import { useState } from 'preact/hooks';
import type { SettingsResource } from '../../shared/contracts/resources.ts';
import type { MailLanguage } from '../../shared/contracts/values.ts';
import { StepUpDialog } from '../actions/step-up-dialog.tsx';
import { updateSettings } from '../api/review-calls.ts';
import { loadSettings, putSettings, useSettings } from '../data/settings-store.ts';
import { tellOtherTabs } from '../data/refresh.ts';
import { endsSession } from '../api/api-problem.ts';
import { Icon } from '../icons/icon.tsx';
import { Failure } from '../parts/failure.tsx';
import { say } from '../parts/notice.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { problemText } from '../parts/problem-text.ts';
import { SelectField } from '../parts/select-field.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { TimeAgo } from '../parts/time-ago.tsx';
import { useLanguage } from '../text/language.tsx';
import { languages } from '../text/text.ts';

/** What the owner is sent, where to, and when next. */
export const SettingsPage = () => {
  const { text } = useLanguage();
  const { settings, problem } = useSettings();
  return (
    <>
      <div class="page-head">
        <PageTitle name={text.settings.title} />
        <p class="lead">{text.settings.lead}</p>
      </div>
      {settings ? (
        <div class="settings">
          <Mails settings={settings} />
          <Reviews settings={settings} />
        </div>
      ) : problem ? (
        <Failure problem={problem} retry={loadSettings} />
      ) : (
        <div class="card rows">
          <Skeleton rows={3} />
        </div>
      )}
    </>
  );
};

type Change = { reminders: boolean } | { language: MailLanguage };

const Mails = ({ settings }: { settings: SettingsResource }) => {
  const { text, format } = useLanguage();
  const words = text.settings;
  // What was asked for, until the service has answered: it is shown as asked for, and not as done.
  const [asked, setAsked] = useState<Change>();
  // Who turns reminders off has to be the owner.
  const [isStepUp, setStepUp] = useState(false);
  const wanted = { ...settings, ...asked };
  const set = async (change: Change, done: string): Promise<void> => {
    if (asked) return;
    setAsked(change);
    const answer = await updateSettings(change);
    setAsked(undefined);
    if (!answer.ok && answer.problem.code === 'step-up-required') return setStepUp(true);
    if (!answer.ok)
      return endsSession(answer.problem) ? undefined : say(problemText(answer.problem, text, format), 'problem');
    putSettings(answer.value);
    tellOtherTabs();
    say(done);
  };
  const { delivery } = settings;
  return (
    <section class="card settings-mails">
      <label class="choice setting">
        <input
          type="checkbox"
          checked={wanted.reminders}
          disabled={asked !== undefined && !('reminders' in asked)}
          onChange={({ currentTarget: { checked } }) =>
            void set({ reminders: checked }, checked ? words.remindersOn : words.remindersOff)
          }
        />
        <span>
          <span class="strong">{words.reminders}</span>
          <span class="muted small">{words.remindersLead}</span>
        </span>
      </label>
      <div class="setting">
        <SelectField
          label={words.language}
          value={wanted.language}
          options={Object.entries(languages)}
          onChange={(language) =>
            void set({ language: language as MailLanguage }, words.languageSaved(languages[language as MailLanguage]))
          }
        />
        <p class="muted small">{words.languageLead}</p>
      </div>
      <div class="setting">
        <p class="small strong">{words.mails}</p>
        <p>
          <bdi>{settings.email ?? words.noAddress}</bdi>
        </p>
        <p class={delivery === 'ok' ? 'muted small' : 'hint hint-bad small'}>{words.delivery[delivery]}</p>
        {(delivery === 'bounced' || delivery === 'complained') && (
          <button
            type="button"
            class="button"
            disabled={asked !== undefined}
            onClick={() => void set({ reminders: true }, words.triedAgain)}
          >
            {words.tryAgain}
          </button>
        )}
      </div>
      <p class="visually-hidden" role="status">
        {asked && words.saving}
      </p>
      {isStepUp && <StepUpDialog onClose={() => setStepUp(false)} />}
    </section>
  );
};

const Reviews = ({ settings }: { settings: SettingsResource }) => {
  const { text, format } = useLanguage();
  const words = text.settings;
  const { lastReviewedAt, nextReviewOn, reminders, delivery } = settings;
  const next = (): string => {
    if (!reminders) return words.noReminder;
    if (delivery !== 'ok') return words.notReached;
    return nextReviewOn === null ? words.notDue : format.calendarDay(nextReviewOn);
  };
  return (
    <section class="card">
      <h2>{words.reviews}</h2>
      <dl class="facts-list">
        <div>
          <dt>{words.lastReview}</dt>
          <dd>{lastReviewedAt === null ? words.never : <TimeAgo at={lastReviewedAt} />}</dd>
        </div>
        <div>
          <dt>{words.nextReview}</dt>
          <dd>{next()}</dd>
        </div>
      </dl>
      <p class="review-onward">
        <a class="onward" href="/review">
          {words.review}
          <Icon name="onward" />
        </a>
      </p>
    </section>
  );
};
