import { useEffect } from 'preact/hooks';
import { LocationProvider, Route, Router, useLocation } from 'preact-iso/router';
import { ActionHost } from './actions/action-host.tsx';
import { dropLinkElsewhere, mailLink } from './data/mail-link.ts';
import { sessionState } from './data/session-state.ts';
import { useStore } from './data/store.ts';
import { AppShell } from './layout/app-shell.tsx';
import { ActivityPage } from './pages/activity-page.tsx';
import { DevicePage } from './pages/device-page.tsx';
import { DevicesPage } from './pages/devices-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { OverviewPage } from './pages/overview-page.tsx';
import { LinkReviewPage, ReviewPage } from './pages/review-page.tsx';
import { SellPage } from './pages/sell-page.tsx';
import { SessionPage } from './pages/session-page.tsx';
import { SettingsPage } from './pages/settings-page.tsx';
import { UnsubscribePage } from './pages/unsubscribe-page.tsx';
import { LanguageProvider } from './text/language.tsx';

// What lies below /web/ is the back end's: links there leave the page.
const pagesOnly = /^\/(?!web\/)/;

export const App = () => (
  <LanguageProvider>
    <LocationProvider scope={pagesOnly}>
      <Pages />
    </LocationProvider>
  </LanguageProvider>
);

const Pages = () => {
  const state = useStore(sessionState);
  const link = useStore(mailLink);
  const { path } = useLocation();
  useEffect(() => dropLinkElsewhere(path), [path]);
  // The links of e-mails lead to pages that stand on their own: whoever opens them need not be signed in.
  if (path === '/unsubscribe') {
    return (
      <AppShell bare>
        <UnsubscribePage key={link} token={link} />
      </AppShell>
    );
  }
  if (path === '/review' && link !== undefined) {
    return (
      <AppShell bare="wide">
        <LinkReviewPage key={link} token={link} />
      </AppShell>
    );
  }
  if (state.kind !== 'unknown' && state.kind !== 'live') {
    return (
      <AppShell bare>
        <SessionPage state={state} />
      </AppShell>
    );
  }
  return (
    <ActionHost>
      <AppShell>
        <Router>
          <Route path="/" component={OverviewPage} />
          <Route path="/devices" component={DevicesPage} />
          <Route path="/devices/:id" component={DevicePage} />
          <Route path="/sell/:id" component={SellPage} />
          <Route path="/activity" component={ActivityPage} />
          <Route path="/review" component={ReviewPage} />
          <Route path="/settings" component={SettingsPage} />
          <Route default component={NotFoundPage} />
        </Router>
      </AppShell>
    </ActionHost>
  );
};
