import type { ComponentChildren } from 'preact';
import { loadDevices } from '../data/device-store.ts';
import { useActivity } from '../data/use-activity.ts';
import { useDevices } from '../data/use-devices.ts';
import { useFlags } from '../data/use-flags.ts';
import { useFollowReceipts } from '../data/use-follow-receipts.ts';
import { Icon } from '../icons/icon.tsx';
import { ActivityItem } from '../parts/activity-item.tsx';
import { DeviceRow } from '../parts/device-row.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useLanguage } from '../text/language.tsx';
import { DeviceTotals } from './device-totals.tsx';
import { LastReview } from './last-review.tsx';
import { NeedsLook } from './needs-look.tsx';

const recentMax = 5;
const signOutsMax = 3;

/** How the account stands, at a glance, each part leading on. */
export const OverviewPage = () => {
  const { text } = useLanguage();
  const list = useDevices();
  const activity = useActivity('account');
  const flags = useFlags(list);
  const words = text.overview;
  const signOuts = list.devices
    .filter(({ state, signOut }) => state === 'signed-out' && signOut)
    .toSorted((a, b) => (b.signOut?.requestedAt ?? '').localeCompare(a.signOut?.requestedAt ?? ''))
    .slice(0, signOutsMax);
  useFollowReceipts(signOuts);

  if (list.loadedAt === undefined && list.problem) {
    return (
      <>
        <PageTitle name={words.title} />
        <Failure problem={list.problem} retry={loadDevices} />
      </>
    );
  }
  const first = list.loadedAt === undefined;
  return (
    <>
      <div class="page-head">
        <div>
          <PageTitle name={words.title} />
          <p class="lead">{words.lead}</p>
        </div>
      </div>
      <div class="overview">
        <div class="overview-main">
          <NeedsLook list={list} flags={flags} />
          <Panel title={words.recent} href="/activity" more={words.allActivity}>
            {activity.loaded ? (
              <ul class="rows activity">
                {activity.items.slice(0, recentMax).map((item) => (
                  <ActivityItem key={item.id} item={item} />
                ))}
              </ul>
            ) : (
              <Skeleton rows={recentMax} class="activity-item" />
            )}
          </Panel>
        </div>
        <div class="overview-side">
          <DeviceTotals list={list} />
          <LastReview />
          <Panel title={words.signOuts} href="/devices?state=signed-out" more={text.common.seeAll}>
            {first ? (
              <Skeleton rows={1} />
            ) : signOuts.length === 0 ? (
              <p class="muted">{words.noSignOuts}</p>
            ) : (
              <ul class="rows rows-narrow">
                {signOuts.map((device) => (
                  <DeviceRow key={device.id} device={device} />
                ))}
              </ul>
            )}
          </Panel>
          <section class="card quiet">
            <h2>
              <Icon name="info" />
              {words.notKnown}
            </h2>
            <p class="muted small">{words.notKnownLead}</p>
          </section>
        </div>
      </div>
    </>
  );
};

interface PanelProps {
  title: string;
  href: string;
  more: string;
  children: ComponentChildren;
}

const Panel = ({ title, href, more, children }: PanelProps) => (
  <section class="card">
    <div class="card-head">
      <h2>{title}</h2>
      <a class="onward" href={href}>
        {more}
        <Icon name="onward" />
      </a>
    </div>
    {children}
  </section>
);
