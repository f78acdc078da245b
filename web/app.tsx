import { LocationProvider, Route, Router } from 'preact-iso/router';
import { ActionHost } from './actions/action-host.tsx';
import { sessionState } from './data/session-state.ts';
import { useStore } from './data/store.ts';
import { AppShell } from './layout/app-shell.tsx';
import { ActivityPage } from './pages/activity-page.tsx';
import { DevicePage } from './pages/device-page.tsx';
import { DevicesPage } from './pages/devices-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { OverviewPage } from './pages/overview-page.tsx';
import { SellPage } from './pages/sell-page.tsx';
import { SessionPage } from './pages/session-page.tsx';
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
          <Route default component={NotFoundPage} />
        </Router>
      </AppShell>
    </ActionHost>
  );
};
