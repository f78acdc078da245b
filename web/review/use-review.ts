import { useRef, useState } from 'preact/hooks';
import type { ReviewFinishedResource } from '../../shared/contracts/resources.ts';
import type { DeviceId } from '../../shared/contracts/values.ts';
import type { ApiProblem } from '../api/api-problem.ts';
import { isLinkOver } from '../api/api-problem.ts';
import { putDevice } from '../data/device-store.ts';
import { tellOtherTabs, useRefreshing } from '../data/refresh.ts';
import { loadSettings } from '../data/settings-store.ts';
import { tickNow } from '../data/use-now.ts';
import { callsOf } from './decisions.ts';
import type { Choices, Chosen } from './decisions.ts';
import { dropDraft, keepDraft, readDraft } from './review-draft.ts';
import type { OpenReview, ReviewSource } from './review-source.ts';

export interface ReviewState {
  /** As it was read last; undefined before. */
  review?: OpenReview;
  choices: Choices;
  /** Devices that were in the list, and are not signed in any more. */
  gone: string[];
  /** Why the review could not be read. */
  failed?: ApiProblem;
  finishing: boolean;
  /** Why it could not be finished. */
  problem?: ApiProblem | undefined;
  result?: ReviewFinishedResource;
  /** The owner has just come back from signing in again for it. */
  isBack: boolean;
}

/** A review from its reading to its end. */
export const useReview = (source: ReviewSource) => {
  const [state, setState] = useState<ReviewState>(() => {
    const { choices, stepUp } = readDraft();
    return { choices, gone: [], finishing: false, isBack: stepUp };
  });
  // As it is at the moment, for what comes back later.
  const latest = useRef(state);
  const change = (next: Partial<ReviewState>): void => {
    latest.current = { ...latest.current, ...next };
    setState(latest.current);
  };

  const read = async (): Promise<void> => {
    if (latest.current.result || latest.current.finishing) return;
    const answer = await source.read();
    const { review, gone, result, finishing } = latest.current;
    if (result || finishing) return;
    tickNow();
    if (!answer.ok) {
      // What is on the screen stays while nobody can tell; that the link is over has been told.
      if (!review || isLinkOver(answer.problem)) change({ failed: answer.problem });
      return;
    }
    const left = new Set(answer.value.devices.map(({ id }) => id));
    const missing = (review?.devices ?? []).filter(({ id }) => !left.has(id)).map(({ name }) => name);
    const { failed: _over, ...rest } = latest.current;
    latest.current = rest;
    change({ review: answer.value, gone: [...gone, ...missing] });
  };
  useRefreshing(() => void read());

  const choose = (id: DeviceId, chosen: Chosen): void => {
    const choices = new Map(latest.current.choices).set(id, chosen);
    keepDraft(choices);
    change({ choices });
  };

  const finish = async (): Promise<void> => {
    const { review, choices, finishing } = latest.current;
    if (!review || finishing) return;
    change({ finishing: true, problem: undefined });
    const done: ReviewFinishedResource['devices'] = [];
    let last: ReviewFinishedResource | undefined;
    for (const decisions of callsOf(review.devices, choices)) {
      const answer = await source.finish(decisions);
      if (!answer.ok) {
        if (answer.problem.code === 'step-up-required') keepDraft(choices, { stepUp: true });
        change({ finishing: false, [isLinkOver(answer.problem) ? 'failed' : 'problem']: answer.problem });
        return;
      }
      last = answer.value;
      done.push(...last.devices);
      if (source.kind === 'session') for (const { device } of last.devices) if (device) putDevice(device);
    }
    tickNow();
    dropDraft();
    if (source.kind === 'session') {
      tellOtherTabs();
      void loadSettings();
    }
    change({ finishing: false, ...(last && { result: { ...last, devices: done } }) });
  };

  /** Whoever does not want to sign in again has not come back from it either. */
  const closeProblem = (): void => {
    keepDraft(latest.current.choices);
    change({ problem: undefined });
  };

  return { state, read, choose, finish, closeProblem };
};
