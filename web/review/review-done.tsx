import type { DeviceResource, ReviewFinishedResource, ReviewResource } from '../../shared/contracts/resources.ts';
import { signInAddress } from '../api/sign-in-address.ts';
import { deviceList } from '../data/device-store.ts';
import { useStore } from '../data/store.ts';
import { useFollowReceipts } from '../data/use-follow-receipts.ts';
import { Icon } from '../icons/icon.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ReceiptDots } from '../receipt/receipt-dots.tsx';
import { receiptStage } from '../receipt/receipt-steps.ts';
import { useLanguage } from '../text/language.tsx';
import { AfterStranger } from './after-stranger.tsx';

interface ReviewDoneProps {
  result: ReviewFinishedResource;
  /** As it was when it was finished. */
  review: ReviewResource;
  isSignedIn: boolean;
}

/** What was done, how far it is, and what comes next. */
export const ReviewDone = ({ result, review, isSignedIn }: ReviewDoneProps) => {
  const { text, format } = useLanguage();
  const words = text.review.done;
  const known = useStore(deviceList).devices;
  const current = (device: DeviceResource): DeviceResource => known.find(({ id }) => id === device.id) ?? device;
  const signedOut = result.devices.flatMap(({ outcome, device }) =>
    outcome === 'signed-out' && device ? [isSignedIn ? current(device) : device] : [],
  );
  const notSure = result.devices.flatMap(({ outcome, deviceId }) =>
    outcome === 'not-sure' ? review.devices.filter(({ id }) => id === deviceId) : [],
  );
  useFollowReceipts(isSignedIn ? signedOut : []);
  const count = (outcome: ReviewFinishedResource['devices'][number]['outcome']): number =>
    result.devices.filter((device) => device.outcome === outcome).length;
  const notFound = count('not-found');
  // What was not named stays as well.
  const kept = review.devices.length - signedOut.length - notSure.length - notFound;
  const sums: [number, (count: number, shown: string) => string][] = [
    [signedOut.length, words.signedOut],
    [kept, words.kept],
    [notSure.length, words.notSure],
    [notFound, words.notFound],
  ];
  return (
    <>
      <section class="card well review-done">
        <span class="well-mark">
          <Icon name="check" />
        </span>
        <div>
          <PageTitle name={words.title} />
          <ul>
            {sums
              .filter(([sum]) => sum > 0)
              .map(([sum, say]) => (
                <li key={say}>{say(sum, format.number(sum))}.</li>
              ))}
          </ul>
          <p class="muted">{words.next(format.calendarDay(result.nextReviewOn))}</p>
        </div>
      </section>
      <AfterStranger signedOut={signedOut} isSignedIn={isSignedIn} />
      {signedOut.length > 0 && (
        <section class="card">
          <h2>{words.signOuts}</h2>
          <p class="muted small">{isSignedIn ? words.followed : words.asAnswered}</p>
          <ul class="rows">
            {signedOut.map((device) => (
              <SignedOutRow key={device.id} device={device} withPage={isSignedIn} />
            ))}
          </ul>
          {!isSignedIn && (
            <p class="review-onward">
              <a class="button" href={signInAddress({ returnTo: '/devices?state=signed-out' })}>
                {words.follow}
              </a>
            </p>
          )}
        </section>
      )}
      {notSure.length > 0 && (
        <section class="card">
          <h2>
            <Icon name="question" />
            {words.unsure}
          </h2>
          <p class="muted small">{isSignedIn ? words.unsureLead : words.unsureByLink}</p>
          <ul class="review-unsure">
            {notSure.map(({ id, name, kind }) => (
              <li key={id}>
                <Icon name={kind} />
                {isSignedIn ? (
                  <a href={`/devices/${id}`}>
                    <bdi>{name}</bdi>
                  </a>
                ) : (
                  <bdi>{name}</bdi>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {isSignedIn && (
        <p class="review-onward">
          <a class="onward" href="/devices">
            {words.all}
            <Icon name="onward" />
          </a>
        </p>
      )}
    </>
  );
};

const SignedOutRow = ({ device, withPage }: { device: DeviceResource; withPage: boolean }) => {
  const { text } = useLanguage();
  return (
    <li class="review-out">
      <span class="tile">
        <Icon name={device.kind} />
      </span>
      <div>
        <p class="device-name">
          {withPage ? (
            <a href={`/devices/${device.id}`}>
              <bdi>{device.name}</bdi>
            </a>
          ) : (
            <bdi class="strong">{device.name}</bdi>
          )}
          {device.signOut && <ReceiptDots receipt={device.signOut} />}
        </p>
        {device.signOut && <p class="muted small">{text.receipt[receiptStage(device.signOut)]}</p>}
      </div>
    </li>
  );
};
